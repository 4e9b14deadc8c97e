import { readFiles } from '@plinth/app-definition';
import { meaningCheck } from '@plinth/app-host';
import { describe, expect, test } from 'vitest';
import { decisionCompiler, decisionWarnings } from '../index.ts';

const files = (decision: string) => ({
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/order.yaml': 'label: Order\nfields:\n  total: { type: decimal, scale: 2 }\n  customer: { type: reference, target: customer }\n',
  'entities/customer.yaml': 'label: Customer\nfields:\n  since: date\n',
  'decisions/offer.yaml': decision,
});
const problemsOf = (decision: string) => {
  const { problems } = readFiles(files(decision), { checkMeaning: meaningCheck(() => undefined, decisionCompiler()) });
  return problems.map(({ line, message, hint }) => `${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`);
};

const inputs = 'inputs:\n  total: number\n  name: string\n';

describe('every text of a decision is compiled strictly, whatever form it has', () => {
  test.each([
    ['an expression', `${inputs}decisions:\n  offer: totl * 2\n`, ['5: there is no "totl" (line 1, column 1) (Did you mean total?)']],
    [
      'the type of its result',
      `${inputs}decisions:\n  offer: { type: string, expression: total * 2 }\n`,
      ['5: it gives number where string belongs (line 1, column 1) (Expected: string.)'],
    ],
    [
      'a boxed context, in which entries follow from those before',
      `${inputs}decisions:\n  offer:\n    boxed:\n      kind: context\n      entries:\n        - { name: twice, value: { kind: literal, text: total * 2 } }\n        - { name: text, type: string, value: { kind: literal, text: twice + 1 } }\n`,
      ['10: it gives number where string belongs (line 1, column 1) (Expected: string.)'],
    ],
    [
      'a boxed conditional',
      `${inputs}decisions:\n  offer:\n    boxed:\n      kind: conditional\n      condition: { kind: literal, text: total > 5 }\n      consequent: { kind: literal, text: nothing }\n      alternative: { kind: literal, text: total }\n`,
      [expect.stringMatching(/^9: there is no "nothing"/)],
    ],
    [
      'a function with its parameters',
      `${inputs}knowledge:\n  half:\n    parameters: [ { name: whole, type: number } ]\n    expression: whole / 2 + tota\ndecisions:\n  offer: half(total)\n`,
      [expect.stringMatching(/^7: there is no "tota".*Did you mean total/)],
    ],
    [
      'a boxed expression that is none',
      `${inputs}decisions:\n  offer:\n    boxed: { kind: guess }\n`,
      [expect.stringContaining('"guess" is no kind of boxed expression')],
    ],
    [
      'a row that is too short',
      `${inputs}decisions:\n  offer:\n    table:\n      inputs: [ total ]\n      outputs: [ { type: number } ]\n      rules:\n        one: [ 5 ]\n`,
      ['10: has 1 cells where the table has 1 inputs and 1 outputs'],
    ],
    [
      'the decision that answers',
      `${inputs}decisions:\n  ofer: total\n`,
      ['4: decisions there is no decision offer in it (Did you mean ofer?)'],
    ],
    [
      'two forms at once',
      `${inputs}decisions:\n  offer: { expression: total, boxed: { kind: literal, text: total } }\n`,
      ['5: offer has expression and boxed, of which it may have one'],
    ],
    [
      'a circle',
      `${inputs}decisions:\n  offer: { requires: [ other ], expression: other }\n  other: { requires: [ offer ], expression: offer }\n`,
      [expect.stringContaining('offer requires itself in a circle'), expect.stringContaining('other requires itself in a circle')],
    ],
    [
      'inputs of a record of another type',
      `${inputs}entity: order\ninputsFrom: { total: customer, name: '"x"' }\ndecisions:\n  offer: total\n`,
      [expect.stringMatching(/^5: it gives string where number belongs/)],
    ],
    [
      'what does not come along with a record',
      `${inputs}entity: order\ninputsFrom: { total: total, name: string(customer.since) }\ndecisions:\n  offer: total\n`,
      [expect.stringMatching(/^5: /)],
    ],
    [
      'inputs that a record does not give',
      `${inputs}entity: order\ninputsFrom: { total: total, nam: '"x"' }\ndecisions:\n  offer: total\n`,
      ['5: name is missing (Say what it is for a record: string.)', '5: there is no input nam (Did you mean name?)'],
    ],
  ])('%s', (_what, decision, expected) => {
    expect(problemsOf(decision)).toEqual(expected);
  });

  test('what is right is valid, with what comes along with a record', () => {
    expect(
      problemsOf(
        `${inputs}entity: order\nexpand: [ customer ]\ninputsFrom: { total: total, name: string(customer.since) }\ndecisions:\n  offer: total\n`,
      ),
    ).toEqual([]);
  });
});

describe('tables', () => {
  const table = (more: string, rule: string) =>
    `${inputs}decisions:\n  offer:\n    table:\n${more}      inputs: [ { expression: total, type: number } ]\n      outputs: [ { type: number } ]\n      rules:\n        low: [ "< 5", 1 ]\n        high: [ "${rule}", 2 ]\n`;
  const warningsOf = (decision: string) =>
    decisionWarnings(readFiles(files(decision)).definition).map(({ violation }) => violation.message);

  test('gaps are told, refused or allowed, as the table says', () => {
    expect(problemsOf(table('', '> 5'))).toEqual([]);
    expect(warningsOf(table('', '> 5'))).toEqual(['offer has no rule for (5)']);
    expect(problemsOf(table('      gaps: refuse\n', '> 5'))).toEqual([expect.stringContaining('offer has no rule for (5)')]);
    expect(warningsOf(table('      gaps: allow\n', '> 5'))).toEqual([]);
  });

  test('overlaps that the hit policy forbids are refused, told or allowed', () => {
    expect(problemsOf(table('', '>= 4'))).toEqual([expect.stringMatching(/^11: rule high of offer matches what rule low matches too/)]);
    expect(problemsOf(table('      overlaps: warn\n', '>= 4'))).toEqual([]);
    expect(warningsOf(table('      overlaps: warn\n', '>= 4'))).toEqual(['rule high of offer matches what rule low matches too']);
    expect(problemsOf(table('      hitPolicy: FIRST\n', '>= 4'))).toEqual([]);
  });

  test('rules that never fire are told', () => {
    expect(warningsOf(table('      hitPolicy: FIRST\n', '< 3'))).toContain('rule high of offer never fires: low come before it');
  });
});

describe('settings', () => {
  const settings = 'rate: { type: decimal, default: 2 }\nkey: { type: text, secret: true }\n';
  const wrongIn = (decision: string) => {
    const { problems } = readFiles(
      { ...files(decision), 'settings.yaml': settings },
      { checkMeaning: meaningCheck(() => undefined, decisionCompiler()) },
    );
    return problems.map(({ file, message, hint }) => `${file} ${message}${hint === undefined ? '' : ` (${hint})`}`);
  };
  const offer = (expression: string, more = '') =>
    `inputs: { total: number }\ndecisions:\n  offer: { type: number, expression: ${expression} }\n${more}`;

  test('have their types, and only those that are there and no secret', () => {
    expect(wrongIn(offer('total * settings.rate'))).toEqual([]);
    expect(wrongIn(offer('total * settings.rat'))).toEqual([expect.stringMatching(/rat".*rate/)]);
    expect(wrongIn(offer('total * settings.key'))).toEqual([expect.stringContaining('key')]);
    expect(wrongIn(offer('string length(settings.rate)'))).toEqual([expect.stringContaining('string')]);
  });

  test('a test case has their defaults, or says what they are', () => {
    const tests = (expect: number, given: string) => `tests: { one: { inputs: { total: 3${given} }, expect: ${expect} } }\n`;
    expect(wrongIn(offer('total * settings.rate', tests(6, '')))).toEqual([]);
    expect(wrongIn(offer('total * settings.rate', tests(15, ', settings: { rate: 5 }')))).toEqual([]);
    expect(wrongIn(offer('total * settings.rate', tests(7, '')))).toEqual([expect.stringContaining('it is 6 where 7 is expected')]);
  });

  test('what the inputs are for a record need not say them', () => {
    expect(wrongIn(`entity: order\ninputsFrom: { total: total }\n${offer('total * settings.rate')}`)).toEqual([]);
  });
});
