import {
  assignRole,
  createClient,
  createToken,
  evaluateDecision,
  evaluateDecisionMany,
  getDecision,
  inviteMember,
  listDecisions,
  pushDefinition,
  signIn,
  startDecisionRun,
  testDecision,
  useLink,
} from '@plinth/api-contract';
import type { Violation } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank, decision, inputs, type LendingBank, refusal, startLendingBank } from './testing-lending-bank.ts';

let lending: LendingBank;
beforeAll(async () => {
  lending = await startLendingBank();
}, 60_000);
afterAll(() => lending.running.close());

describe('who may ask', () => {
  test('nobody to whom no role grants it, in any of its operations', async () => {
    const made = await lending.running.client.call(
      inviteMember,
      { tenant: 'main' },
      { email: 'collector@plinth.example', name: 'Collector' },
    );
    const password = 'correct horse battery staple two';
    await lending.running.visitor.fetch(
      useLink,
      { tenant: 'main' },
      { token: /pli_[\w-]+/.exec(made.invitation?.path ?? '')?.[0] ?? '', password },
    );
    const signedIn = await lending.running.visitor.fetch(signIn, { tenant: 'main' }, { email: 'collector@plinth.example', password });
    const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const browser = createClient({ address: lending.running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
    const { token } = await browser.call(createToken, { tenant: 'main' }, { name: 'tests', scopes: ['*'] });
    const collector = createClient({ address: lending.running.address, fetch, headers: { authorization: `Bearer ${token}` } });
    await lending.running.client.call(
      assignRole,
      { tenant: 'main' },
      { applicationKey: 'bank', roleKey: 'collections', memberId: made.member.id },
    );
    expect((await collector.call(listDecisions, bank, {})).items).toEqual([]);
    const calls = [
      collector.call(getDecision, bank, { decision }),
      collector.call(evaluateDecision, bank, { decision, inputs }),
      collector.call(evaluateDecisionMany, bank, { decision, rows: [inputs] }),
      collector.call(startDecisionRun, bank, { decision }),
      collector.call(testDecision, bank, { decision }),
    ];
    const refusals = await Promise.all(calls.map(refusal));
    expect(refusals.map(({ code }) => code)).toEqual(calls.map(() => 'application.no-decision'));
    const missing = await refusal(collector.call(getDecision, bank, { decision: 'nothing' }));
    expect(missing.message.replace('nothing', decision)).toBe((await refusal(collector.call(getDecision, bank, { decision }))).message);
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
    const text = lending.files[file] ?? '';
    expect(text).toContain(from);
    const error = await refusal(
      lending.running.client.call(pushDefinition, bank, { files: { ...lending.files, [file]: text.replace(from, to) } }),
    );
    const violations = error.details.violations as readonly Violation[];
    expect(violations.map((violation) => violation.message).join('\n')).toContain(message);
    if (hint !== undefined) expect(violations.map((violation) => violation.hint)).toContain(hint);
  });
});

test('versions: the one that is in force on the day answers', async () => {
  const file = 'decisions/loanDecision.yaml';
  const text = lending.files[file] ?? '';
  const first = `${text}\nvalidUntil: "1998-01-01"\n`;
  const second = `${text.replaceAll('7.25', '5.25').replace('label: Loan decision', 'label: Loan decision of 1998')}\nversionOf: loanDecision\nanswer: loanDecision\nvalidFrom: "1998-01-01"\n`;
  await lending.publish({ ...lending.files, [file]: first, 'decisions/loanDecision1998.yaml': second }, '2.0.0');
  const rateOn = async (on: string, asked = decision) => {
    const { result, version } = await lending.running.client.call(evaluateDecision, bank, { decision: asked, inputs, on });
    return [(result as { rate: string }).rate, version];
  };
  expect(await rateOn('1997-12-31')).toEqual(['7.25', decision]);
  expect(await rateOn('1998-01-01')).toEqual(['5.25', 'loanDecision1998']);
  expect(await rateOn('1990-01-01', 'loanDecision1998')).toEqual(['5.25', 'loanDecision1998']);
  const run = await lending.running.client.call(startDecisionRun, bank, {
    decision,
    onField: 'grantedOn',
    compare: { given: 'result.rate', version: 'loanDecision1998' },
    wait: 30,
  });
  expect(run.result?.failed).toBe(0);
  const overlapping = { ...lending.files, [file]: text, 'decisions/loanDecision1998.yaml': second };
  const refused = await refusal(lending.running.client.call(pushDefinition, bank, { files: overlapping }));
  expect(refused.details.violations).toMatchObject([
    { message: 'decisions/loanDecision1998.yaml:160:1 validFrom counts on days on which loanDecision counts too' },
  ]);
});
