import { readFiles } from '@plinth/app-definition';
import { meaningCheck } from '@plinth/app-host';
import { describe, expect, test } from 'vitest';
import { decisionCompiler } from '../index.ts';

const risk = `label: Risk
inputs:
  amount: number
  income: { type: number }
decisions:
  risk:
    type: string
    table:
      inputs: [ { expression: amount, type: number }, { expression: income, type: number } ]
      outputs: [ { type: string } ]
      gaps: allow
      rules:
        small: [ "<= 1000", "-", '"low"' ]
        large: [ "> 1000", "-", '"high"' ]
`;
const complaints = `label: Complaints
inputs: { amount: number }
decisions:
  complaints: { type: any, expression: 'if amount > 500 then ["is more than 500"] else []' }
`;
const client = 'label: Client\nfields:\n  name: text\n  income: decimal\n';

function problemsOf(fields: string, more: Readonly<Record<string, string>> = {}): string[] {
  const files = {
    'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
    'entities/client.yaml': client,
    'entities/loan.yaml': `label: Loan\nfields:\n  client: { type: reference, target: client }\n  amount: decimal\n  text: text\n${fields}`,
    'decisions/risk.yaml': risk,
    'decisions/complaints.yaml': complaints,
    ...more,
  };
  const { problems } = readFiles(files, { checkMeaning: meaningCheck(() => undefined, decisionCompiler()) });
  return problems.map(({ file, line, message, hint }) => `${file}:${line} ${message}${hint === undefined ? '' : ` (${hint})`}`);
}

const computed = (text: string) => `  class: { type: text, computed: '${text}' }\n`;

describe('a decision in an expression of an entity is checked by its inputs and its result', () => {
  test('what is right, also over references', () => {
    expect(problemsOf(computed('risk(amount: amount, income: client.income)'))).toEqual([]);
    expect(problemsOf(computed('upper case(risk(amount, 5))'))).toEqual([]);
    expect(problemsOf('  note: { type: text, validations: [ { messages: complaints(amount) } ] }\n')).toEqual([]);
    expect(problemsOf('  note: { type: text, validations: [ { rule: "risk(amount, 1) = \\"low\\"", message: no } ] }\n')).toEqual([]);
  });

  test.each([
    ['an unknown decision', 'rsik(amount: amount, income: 1)', 'there is no function "rsik"', 'Did you mean risk?'],
    ['a missing input', 'risk(amount: amount)', 'income is missing', 'Expected: income: number.'],
    ['an input too few', 'risk(amount)', 'the function takes 2 arguments, not 1', 'Expected: amount: number, income: number.'],
    ['an input of another name', 'risk(amuont: amount, income: 1)', 'the function has no parameter "amuont"', 'Did you mean amount?'],
    ['an input of another type', 'risk(amount: text, income: 1)', 'string stands where number belongs, for amount', 'Expected: number.'],
    ['a field of a reference', 'risk(amount: amount, income: client.incom)', 'client has no "incom"', 'Did you mean income?'],
    ['a result of another type', 'risk(amount, 1) + 1', 'string + number has no meaning', undefined],
  ])('%s', (_what, text, message, hint) => {
    const found = problemsOf(computed(text));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(/^entities\/loan.yaml:6 /);
    expect(found[0]).toContain(message);
    if (hint !== undefined) expect(found.join()).toContain(`(${hint})`);
  });

  test('a default asks none, for a form shows it before the server is asked', () => {
    expect(problemsOf('  class: { type: text, default: "risk(amount, 1)" }\n')).toEqual([
      'entities/loan.yaml:6 asks a decision (Decide it with computed:, which keeps what decided.)',
    ]);
  });

  test('messages are texts', () => {
    const rule = (text: string) => `  note: { type: text, validations: [ { messages: '${text}' } ] }\n`;
    expect(problemsOf(rule('amount'))).toEqual([expect.stringContaining('it gives number where list<string> belongs')]);
    expect(problemsOf(rule('risk(amount, 1)'))).toEqual([]);
  });

  test('an expression that asks no decision sees of a reference its id, for it would not hear of changes there', () => {
    expect(problemsOf(computed('string(client.income)'))[0]).toContain('has no "income"');
  });

  test('a mistake in a decision is told once, where it is', () => {
    const found = problemsOf(computed('risk(amount, 1)'), {
      'decisions/risk.yaml': risk.replace('expression: amount', 'expression: amuont'),
    });
    expect(found).toEqual([expect.stringMatching(/^decisions\/risk.yaml:9 there is no "amuont"/)]);
  });

  test('a field that its own decision reads about a record is refused', () => {
    const about = `${risk}entity: loan\ninputsFrom:\n  amount: amount\n  income: 'if class = "low" then 1 else 2'\n`;
    expect(problemsOf(computed('risk(amount, 1)'), { 'decisions/risk.yaml': about })).toEqual([
      expect.stringMatching(/^entities\/loan.yaml:6 rests on itself: loan.class, which reads risk, which reads loan.class/),
    ]);
  });

  test('two entities that decide by each other are refused', () => {
    const other = `${client}  last: { type: reference, target: loan }\n  rating: { type: text, computed: 'complaints(number(last.class))[1]' }\n`;
    const found = problemsOf(computed('risk(amount, number(client.rating))'), { 'entities/client.yaml': other });
    expect(found).toHaveLength(2);
    expect(found.join()).toContain('rests on itself: client.rating');
  });

  test('the name under which a record tells what decided is kept free', () => {
    expect(problemsOf(`${computed('risk(amount, 1)')}  decidedBy: text\n`)[0]).toContain('every record has this already');
    expect(problemsOf('  decidedBy: text\n')).toEqual([]);
  });
});
