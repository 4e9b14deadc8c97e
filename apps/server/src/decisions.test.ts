import {
  type DecisionRunOperation,
  downloadDecisionRun,
  evaluateDecision,
  evaluateDecisionMany,
  getDecision,
  getPage,
  listDecisions,
  runQuery,
  startDecisionRun,
  testDecision,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank, decision, inputs, type LendingBank, loan, refusal, startLendingBank, violationsOf } from './testing-lending-bank.ts';

let lending: LendingBank;
beforeAll(async () => {
  lending = await startLendingBank();
}, 60_000);
afterAll(() => lending.running.close());

describe('over the API', () => {
  test('the decisions that one may ask are listed with the types of their inputs', async () => {
    const { items } = await lending.running.client.call(listDecisions, bank, {});
    expect(items).toMatchObject([{ key: decision, label: 'Loan decision', entity: 'loan', versions: [{ key: decision }] }]);
    expect(items[0]?.inputs.map(({ name, type }) => `${name}: ${type}`)).toContain('district: context<unemployment: number>');
  });

  test('a decision is asked with inputs, exactly and with its explanation', async () => {
    const answer = await lending.running.client.call(evaluateDecision, bank, { decision, inputs, explain: true });
    expect(answer.result).toEqual({
      approved: true,
      riskClass: 'low',
      rate: '7.25',
      limit: 500000,
      because: 'Nothing stands against an offer.',
    });
    const { steps } = answer.explanation as {
      steps: { name: string; value: unknown; tables: { fired: number[]; matched: { id: string }[] }[] }[];
    };
    const risk = steps.find(({ name }) => name === 'riskClass');
    expect(risk).toMatchObject({
      value: 'low',
      tables: [{ fired: [1], matched: [{ id: 'small', description: 'Of small loans, hardly one was lost.' }] }],
    });
    expect(steps.find(({ name }) => name === 'loan')).toMatchObject({ value: { payment: '1389.1' } });
  });

  test('everything that is missing or wrong is listed at once', async () => {
    const wrong = {
      loan: { ...loan, amount: 'much', grantedOn: '1997-02-30', amonut: 1 },
      account: { openedOn: '1995-01-15', frequency: 'daily' },
      district: { unemployment: null },
      clinet: {},
    };
    const error = await refusal(lending.running.client.call(evaluateDecision, bank, { decision, inputs: wrong }));
    expect(error.code).toBe('decisions.wrong-inputs');
    expect(violationsOf(error)).toEqual([
      '/inputs/loan/amount "much" is no number',
      '/inputs/loan/grantedOn "1997-02-30" is no date',
      '/inputs/loan/amonut there is no amonut here',
      '/inputs/account the value is not among those that the type allows',
      '/inputs/client client is missing',
      '/inputs/clinet there is no input clinet',
    ]);
  });

  test('it is asked about a record, which its maker said how to read', async () => {
    const answer = await lending.running.client.call(evaluateDecision, bank, { decision, record: lending.loanId });
    // Unemployment of 1996 is known in March 1997, and above 6 %.
    expect(answer.result).toMatchObject({ approved: true, riskClass: 'low', limit: 400000 });
    expect((await refusal(lending.running.client.call(evaluateDecision, bank, { decision, record: lending.loanId, inputs }))).code).toBe(
      'decisions.inputs-or-record',
    );
  });

  test('rows are answered one by one, the wrong ones with their problems', async () => {
    const { answers } = await lending.running.client.call(evaluateDecisionMany, bank, {
      decision,
      rows: [inputs, { ...inputs, loan: null }, {}],
    });
    expect(answers[0]).toMatchObject({ result: { riskClass: 'low' } });
    expect(answers[1]).toMatchObject({ result: { approved: null }, reasons: expect.arrayContaining([]) });
    expect(answers[2]).toMatchObject({ problem: { code: 'decisions.wrong-inputs', violations: expect.arrayContaining([]) } });
  });

  test('its tables and its stored test cases', async () => {
    const described = await lending.running.client.call(getDecision, bank, { decision });
    expect(described.tables.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['eligibility', 4],
      ['riskClass', 6],
      ['rate', 5],
      ['limit', 7],
    ]);
    expect(described.findings).toEqual([]);
    expect(await lending.running.client.call(testDecision, bank, { decision })).toMatchObject({ passed: 3, failed: 0 });
  });

  test('a run over the records of a filter is compared with what became of them', async () => {
    const compare = {
      given: 'if result.approved then "grant" else "refuse"',
      expected: 'if status = "runningInDebt" then "bad" else "good"',
    };
    const run: DecisionRunOperation = await lending.running.client.call(startDecisionRun, bank, {
      decision,
      onField: 'grantedOn',
      compare,
      wait: 30,
    });
    expect(run).toMatchObject({ status: 'succeeded', progress: { done: 2, total: 2 } });
    expect(run.result).toMatchObject({
      records: 2,
      failed: 0,
      confusion: [
        { expected: 'bad', given: 'refuse', count: 1 },
        { expected: 'good', given: 'grant', count: 1 },
      ],
    });
    const response = await lending.running.client.fetch(downloadDecisionRun, bank, { decision, operation: run.id });
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ id }) => id === lending.loanId)).toMatchObject({
      on: '1997-03-01',
      version: decision,
      given: 'grant',
      expected: 'good',
    });
    const filtered = await lending.running.client.call(startDecisionRun, bank, { decision, filter: 'amount > 100000', wait: 30 });
    expect(filtered.result).toMatchObject({ records: 1, confusion: [] });
  });
});

test('a page asks with values of its own queries, and gets result, explanation and tables', async () => {
  const plan = await lending.running.client.call(getPage, bank, { page: 'loan' });
  const query = plan.queries.find(({ key }) => key === 'decision');
  expect(Object.keys(query?.inputs ?? {}).sort()).toEqual(['account', 'client', 'district', 'loan']);
  expect(query?.columns?.result).toMatch(/^context<approved: boolean/);
  const asked = await lending.running.client.call(runQuery, bank, { query: query?.id ?? '', values: inputs });
  expect(asked.rows).toMatchObject([{ result: { approved: true }, version: decision, explanation: { asked: decision } }]);
  const nothing = { loan: null, account: null, client: null, district: null };
  expect((await lending.running.client.call(runQuery, bank, { query: query?.id ?? '', values: nothing })).rows).toEqual([]);
});
