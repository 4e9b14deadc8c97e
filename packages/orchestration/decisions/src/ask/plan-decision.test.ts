import { type Definition, readFiles } from '@plinth/app-definition';
import { processorTime } from '@plinth/foundation/testing';
import { describe, expect, test } from 'vitest';
import { decisionCompiler } from '../index.ts';

const definitionOf = (files: Readonly<Record<string, string>>): Definition => {
  const { definition, problems } = readFiles({ 'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n', ...files });
  expect(problems).toEqual([]);
  return definition;
};
const planned = (files: Readonly<Record<string, string>>, key = 'sum', now = Date.parse('2026-06-15T12:00:00Z')) => {
  const decision = decisionCompiler({ clock: { now: () => now } })
    .compile(definitionOf(files))
    .decisions.get(key);
  if (decision === undefined) throw new Error(`There is no decision ${key}.`);
  return decision;
};

const sum = (more = '') => `${more}inputs: { a: number, b: number }\ndecisions: { sum: { type: number, expression: a + b } }\n`;

describe('inputs', () => {
  test('numbers keep every digit, as text and in the result', () => {
    const { result } = planned({ 'decisions/sum.yaml': sum() }).ask({ a: '0.1000000000000000055511151231257827', b: '9007199254740993' });
    expect(result).toBe('9007199254740993.100000000000000006');
    expect(planned({ 'decisions/sum.yaml': sum() }).ask({ a: 0.1, b: 0.2 }).result).toBe('0.3');
  });

  test('what is missing or wrong is refused, or null with reasons where the decision says so', () => {
    expect(() => planned({ 'decisions/sum.yaml': sum() }).ask({ a: 'x' })).toThrow(/2 of its inputs are missing or wrong/);
    const answer = planned({ 'decisions/sum.yaml': sum('wrongInputs: "null"\n') }).ask({ a: 'x' });
    expect(answer.result).toBeNull();
    expect(answer.reasons.slice(0, 2).map(({ message }) => message)).toEqual(['"x" is no number', 'b is missing']);
    expect(answer.reasons.length).toBeGreaterThan(2);
  });

  test('an input that is null is not missing, and names that objects inherit are none', () => {
    const decision = planned({ 'decisions/sum.yaml': sum() });
    expect(decision.ask({ a: null, b: 1 })).toMatchObject({ result: null, reasons: [expect.objectContaining({ element: 'sum' })] });
    expect(() => decision.ask(JSON.parse('{"a": 1, "b": 2, "__proto__": 3, "constructor": 4}'))).toThrow(/2 of its inputs/);
  });
});

describe('versions', () => {
  const files = {
    'decisions/sum.yaml': sum('validFrom: "2025-01-01"\nvalidUntil: "2026-01-01"\n'),
    'decisions/later.yaml': `versionOf: sum\nanswer: sum\nvalidFrom: "2026-01-01"\ninputs: { a: number, b: number }\ndecisions: { sum: { type: number, expression: a * b } }\n`,
  };

  test('the day chooses, today where none is given; before the first there is none', () => {
    const decision = planned(files);
    expect(decision.ask({ a: 3, b: 4 }, { on: '2025-12-31' })).toMatchObject({ result: 7, version: 'sum' });
    expect(decision.ask({ a: 3, b: 4 }, { on: '2026-01-01' })).toMatchObject({ result: 12, version: 'later' });
    expect(decision.ask({ a: 3, b: 4 })).toMatchObject({ result: 12, version: 'later' });
    expect(() => decision.ask({ a: 3, b: 4 }, { on: '2024-12-31' })).toThrow('No version of the decision sum is in force on 2024-12-31.');
    expect(() => decision.ask({ a: 3, b: 4 }, { on: '2026-02-30' })).toThrow('2026-02-30 is no day.');
  });

  test('the day is today() to its expressions', () => {
    const decision = planned({ 'decisions/sum.yaml': 'answer: day\ninputs: {}\ndecisions: { day: today() }\n' });
    expect(decision.ask({}, { on: '1997-03-01' }).result).toBe('1997-03-01');
    expect(decision.ask({}).result).toBe('2026-06-15');
  });
});

test('a decision that would not end is stopped', () => {
  const endless = planned({
    'decisions/sum.yaml': 'answer: count\ninputs: {}\ndecisions:\n  count: count(for a in 1..10000, b in 1..10000 return a * b)\n',
  });
  const spent = processorTime();
  let ended = '';
  try {
    ended = JSON.stringify(endless.ask({}));
  } catch (error) {
    ended = String(error);
  }
  expect(ended).toMatch(/steps|more than|long/);
  expect(spent()).toBeLessThan(10_000);
});

describe('settings of the application', () => {
  const settings =
    'rate: { type: decimal, default: 2 }\nnote: text\nfee: { type: money, currency: EUR, default: { amount: "1.50", currency: EUR } }\nkey: { type: text, secret: true }\n';
  const files = (logic: string, more = '') => ({
    'settings.yaml': settings,
    'decisions/sum.yaml': `${more}inputs: { a: number }\ndecisions: { sum: { type: number, ${logic} } }\n`,
  });
  const asked = (told?: () => Readonly<Record<string, unknown>>) =>
    decisionCompiler()
      .compile(definitionOf(files('expression: a * settings.rate + settings.fee')), told)
      .decisions.get('sum');

  test('are what the environment says when the decision is asked, and their defaults where nobody does', () => {
    expect(asked()?.ask({ a: 3 }).result).toBe('7.5');
    let told: Readonly<Record<string, unknown>> = { rate: '10', note: null, fee: '0' };
    const decision = asked(() => told);
    expect([decision?.ask({ a: 3 }).result, decision?.askTyped({ a: 1 }).result]).toEqual([30, 10]);
    told = { rate: '0.5', note: null, fee: '0' };
    expect(decision?.ask({ a: 3 }).result).toBe('1.5');
  });

  test('are given by nobody who asks, and are no inputs of it', () => {
    const decision = asked();
    expect(Object.keys(decision?.inputs ?? {})).toEqual(['a']);
    expect(() => decision?.ask({ a: 3, settings: { rate: 1, note: null, fee: 0 } })).toThrow(/1 of its inputs/);
  });

  test('are read by tables, by decisions that say what they require, and by every version', () => {
    const table =
      "table: { inputs: [ a ], outputs: [ { type: number } ], rules: { big: [ '> settings.rate', '1' ], small: [ '-', '0' ] }, hitPolicy: FIRST }";
    const inTable = planned(files(table));
    expect([inTable.ask({ a: 3 }).result, inTable.ask({ a: 1 }).result]).toEqual([1, 0]);
    expect(planned(files('requires: [ a ], expression: a + settings.rate')).ask({ a: 1 }).result).toBe(3);
    const versions = {
      ...files('expression: a'),
      'decisions/later.yaml':
        'versionOf: sum\nanswer: sum\nvalidFrom: "2026-01-01"\ninputs: { a: number }\ndecisions: { sum: { type: number, expression: a * settings.rate } }\n',
      'decisions/sum.yaml': `validUntil: "2026-01-01"\n${files('expression: a')['decisions/sum.yaml']}`,
    };
    expect([planned(versions).ask({ a: 4 }, { on: '2025-06-01' }).result, planned(versions).ask({ a: 4 }).result]).toEqual([4, 8]);
  });

  test('are hidden by an input that is called so', () => {
    const own = {
      'settings.yaml': settings,
      'decisions/sum.yaml': 'inputs: { settings: number }\ndecisions: { sum: { type: number, expression: settings + 1 } }\n',
    };
    expect(planned(own).ask({ settings: 4 }).result).toBe(5);
  });
});
