import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assignRole,
  createApplication,
  createClient,
  createRecord,
  createToken,
  type DecisionRunOperation,
  downloadDecisionRun,
  evaluateDecision,
  evaluateDecisionMany,
  getDecision,
  getPage,
  inviteMember,
  listDecisions,
  listMembers,
  publishRelease,
  pushDefinition,
  runQuery,
  signIn,
  startDecisionRun,
  testDecision,
  useLink,
} from '@plinth/api-contract';
import { PlinthError, type Violation } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const bank = { tenant: 'main', environment: 'development', application: 'bank' };
const decision = 'loanDecision';
const loan = { amount: 50000, duration: 36, payment: '1389.10', grantedOn: '1997-03-01' };
const inputs = {
  loan,
  account: { openedOn: '1995-01-15', frequency: 'monthly' },
  client: { birthDate: '1950-06-01' },
  district: { unemployment: '2.5' },
};

let running: TestPlatform;
let files: Record<string, string>;
let loanId: string;
beforeAll(async () => {
  running = await startTestPlatform();
  files = await bankFiles();
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'bank', type: 'application', label: 'Bank' });
  await publish(files, '1.0.0');
  const [administrator] = (await running.client.call(listMembers, { tenant: 'main' }, {})).items;
  await running.client.call(
    assignRole,
    { tenant: 'main' },
    { applicationKey: 'bank', roleKey: 'manager', memberId: administrator?.id ?? '' },
  );
  const district = await create('district', {
    number: 1,
    name: 'Prague',
    region: 'Prague',
    unemployment95: '0.29',
    unemployment96: '7.43',
  });
  const account = await create('account', { number: 1, district, frequency: 'weekly', openedOn: '1995-01-15' });
  const client = await create('client', { number: 1, birthDate: '1950-06-01', sex: 'female', district });
  await create('disposition', { number: 1, client, account, type: 'owner' });
  loanId = await create('loan', {
    number: 1,
    account,
    grantedOn: '1997-03-01',
    amount: '90000',
    duration: 24,
    payment: '3750',
    status: 'running',
  });
  await create('loan', {
    number: 2,
    account,
    grantedOn: '1996-03-01',
    amount: '450000',
    duration: 48,
    payment: '9375',
    status: 'runningInDebt',
  });
}, 60_000);
afterAll(() => running.close());

async function bankFiles(): Promise<Record<string, string>> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'bank');
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.yaml')) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return found;
}

async function publish(pushed: Record<string, string>, version: string): Promise<void> {
  await running.client.call(pushDefinition, bank, { files: pushed });
  expect(await running.client.call(publishRelease, bank, { version, wait: 60 })).toMatchObject({ status: 'succeeded' });
}

async function create(entity: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  return ((await running.client.call(createRecord, bank, { entity, values })) as { id: string }).id;
}

async function refusal(work: Promise<unknown>): Promise<PlinthError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlinthError)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

const violationsOf = (error: PlinthError) =>
  (error.details.violations as readonly Violation[]).map(({ path, message }) => `${path} ${message}`);

describe('over the API', () => {
  test('the decisions that one may ask are listed with the types of their inputs', async () => {
    const { items } = await running.client.call(listDecisions, bank, {});
    expect(items).toMatchObject([{ key: decision, label: 'Loan decision', entity: 'loan', versions: [{ key: decision }] }]);
    expect(items[0]?.inputs.map(({ name, type }) => `${name}: ${type}`)).toContain('district: context<unemployment: number>');
  });

  test('a decision is asked with inputs, exactly and with its explanation', async () => {
    const answer = await running.client.call(evaluateDecision, bank, { decision, inputs, explain: true });
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
    const error = await refusal(running.client.call(evaluateDecision, bank, { decision, inputs: wrong }));
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
    const answer = await running.client.call(evaluateDecision, bank, { decision, record: loanId });
    // Unemployment of 1996 is known in March 1997, and above 6 %.
    expect(answer.result).toMatchObject({ approved: true, riskClass: 'low', limit: 400000 });
    expect((await refusal(running.client.call(evaluateDecision, bank, { decision, record: loanId, inputs }))).code).toBe(
      'decisions.inputs-or-record',
    );
  });

  test('rows are answered one by one, the wrong ones with their problems', async () => {
    const { answers } = await running.client.call(evaluateDecisionMany, bank, { decision, rows: [inputs, { ...inputs, loan: null }, {}] });
    expect(answers[0]).toMatchObject({ result: { riskClass: 'low' } });
    expect(answers[1]).toMatchObject({ result: { approved: null }, reasons: expect.arrayContaining([]) });
    expect(answers[2]).toMatchObject({ problem: { code: 'decisions.wrong-inputs', violations: expect.arrayContaining([]) } });
  });

  test('its tables and its stored test cases', async () => {
    const described = await running.client.call(getDecision, bank, { decision });
    expect(described.tables.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['eligibility', 4],
      ['riskClass', 6],
      ['rate', 5],
      ['limit', 7],
    ]);
    expect(described.findings).toEqual([]);
    expect(await running.client.call(testDecision, bank, { decision })).toMatchObject({ passed: 3, failed: 0 });
  });

  test('a run over the records of a filter is compared with what became of them', async () => {
    const compare = {
      given: 'if result.approved then "grant" else "refuse"',
      expected: 'if status = "runningInDebt" then "bad" else "good"',
    };
    const run: DecisionRunOperation = await running.client.call(startDecisionRun, bank, {
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
    const response = await running.client.fetch(downloadDecisionRun, bank, { decision, operation: run.id });
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ id }) => id === loanId)).toMatchObject({ on: '1997-03-01', version: decision, given: 'grant', expected: 'good' });
    const filtered = await running.client.call(startDecisionRun, bank, { decision, filter: 'amount > 100000', wait: 30 });
    expect(filtered.result).toMatchObject({ records: 1, confusion: [] });
  });
});

test('a page asks with values of its own queries, and gets result, explanation and tables', async () => {
  const plan = await running.client.call(getPage, bank, { page: 'loan' });
  const query = plan.queries.find(({ key }) => key === 'decision');
  expect(Object.keys(query?.inputs ?? {}).sort()).toEqual(['account', 'client', 'district', 'loan']);
  expect(query?.columns?.result).toMatch(/^context<approved: boolean/);
  const asked = await running.client.call(runQuery, bank, { query: query?.id ?? '', values: inputs });
  expect(asked.rows).toMatchObject([{ result: { approved: true }, version: decision, explanation: { asked: decision } }]);
  const nothing = { loan: null, account: null, client: null, district: null };
  expect((await running.client.call(runQuery, bank, { query: query?.id ?? '', values: nothing })).rows).toEqual([]);
});

describe('who may ask', () => {
  test('nobody to whom no role grants it, in any of its operations', async () => {
    const made = await running.client.call(inviteMember, { tenant: 'main' }, { email: 'clerk@plinth.example', name: 'Clerk' });
    const password = 'correct horse battery staple two';
    await running.visitor.fetch(
      useLink,
      { tenant: 'main' },
      { token: /pli_[\w-]+/.exec(made.invitation?.path ?? '')?.[0] ?? '', password },
    );
    const signedIn = await running.visitor.fetch(signIn, { tenant: 'main' }, { email: 'clerk@plinth.example', password });
    const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const browser = createClient({ address: running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
    const { token } = await browser.call(createToken, { tenant: 'main' }, { name: 'tests', scopes: ['*'] });
    const clerk = createClient({ address: running.address, fetch, headers: { authorization: `Bearer ${token}` } });
    await running.client.call(assignRole, { tenant: 'main' }, { applicationKey: 'bank', roleKey: 'clerk', memberId: made.member.id });
    expect((await clerk.call(listDecisions, bank, {})).items).toEqual([]);
    const calls = [
      clerk.call(getDecision, bank, { decision }),
      clerk.call(evaluateDecision, bank, { decision, inputs }),
      clerk.call(evaluateDecisionMany, bank, { decision, rows: [inputs] }),
      clerk.call(startDecisionRun, bank, { decision }),
      clerk.call(testDecision, bank, { decision }),
    ];
    const refusals = await Promise.all(calls.map(refusal));
    expect(refusals.map(({ code }) => code)).toEqual(calls.map(() => 'application.no-decision'));
    const missing = await refusal(clerk.call(getDecision, bank, { decision: 'nothing' }));
    expect(missing.message.replace('nothing', decision)).toBe((await refusal(clerk.call(getDecision, bank, { decision }))).message);
  });
});

describe('what cannot be published', () => {
  const file = 'decisions/loanDecision.yaml';
  test.each([
    [
      'an unknown name',
      ['district.unemployment, type', 'district.unemploymnt, type'],
      'has no "unemploymnt" (line 1, column 10)',
      'Did you mean unemployment?',
    ],
    ['a cell of another type', ['"<= 24", "6.5"', '"<= 24", \'"six"\''], 'gives string where number belongs', undefined],
    ['a gap in a table that refuses them', ['(6000..7500]', '(6000..7400]'], 'riskClass has no rule for ((7400..7500], -, -)', undefined],
    [
      'an overlap of a unique table',
      ['low: [\'"low"\', "<= 6"', 'low: [\'"low"\', "<= 8"'],
      'rule lowWeak of limit matches what rule low matches too',
      undefined,
    ],
    ['a failing test case', ['limit: 500000, because', 'limit: 500001, because'], 'limit is 500000 where 500001 is expected', undefined],
    ['an unknown type', ['type: tEligibility', 'type: tEligiblity'], 'there is no type tEligiblity', 'Did you mean tEligibility?'],
  ])('%s', async (_what, [from = '', to = ''], message, hint) => {
    const text = files[file] ?? '';
    expect(text).toContain(from);
    const error = await refusal(running.client.call(pushDefinition, bank, { files: { ...files, [file]: text.replace(from, to) } }));
    const violations = error.details.violations as readonly Violation[];
    expect(violations.map((violation) => violation.message).join('\n')).toContain(message);
    if (hint !== undefined) expect(violations.map((violation) => violation.hint)).toContain(hint);
  });
});

test('versions: the one that is in force on the day answers', async () => {
  const file = 'decisions/loanDecision.yaml';
  const text = files[file] ?? '';
  const first = `${text}\nvalidUntil: "1998-01-01"\n`;
  const second = `${text.replaceAll('7.25', '5.25').replace('label: Loan decision', 'label: Loan decision of 1998')}\nversionOf: loanDecision\nanswer: loanDecision\nvalidFrom: "1998-01-01"\n`;
  await publish({ ...files, [file]: first, 'decisions/loanDecision1998.yaml': second }, '2.0.0');
  const rateOn = async (on: string, asked = decision) => {
    const { result, version } = await running.client.call(evaluateDecision, bank, { decision: asked, inputs, on });
    return [(result as { rate: string }).rate, version];
  };
  expect(await rateOn('1997-12-31')).toEqual(['7.25', decision]);
  expect(await rateOn('1998-01-01')).toEqual(['5.25', 'loanDecision1998']);
  expect(await rateOn('1990-01-01', 'loanDecision1998')).toEqual(['5.25', 'loanDecision1998']);
  const run = await running.client.call(startDecisionRun, bank, {
    decision,
    onField: 'grantedOn',
    compare: { given: 'result.rate', version: 'loanDecision1998' },
    wait: 30,
  });
  expect(run.result?.failed).toBe(0);
  const overlapping = { ...files, [file]: text, 'decisions/loanDecision1998.yaml': second };
  const refused = await refusal(running.client.call(pushDefinition, bank, { files: overlapping }));
  expect(refused.details.violations).toMatchObject([
    { message: 'decisions/loanDecision1998.yaml:160:1 validFrom counts on days on which loanDecision counts too' },
  ]);
});
