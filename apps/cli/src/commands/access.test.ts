import { type AccessExplanation, explainAccess } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { type Answers, bank, runIn } from '../testing.ts';

const rule = 'status in ("finishedUnpaid", "runningInDebt") and number > 5 and secret = 1';
const explanation: AccessExplanation = {
  who: { member: 'ada', name: 'Ada', roles: ['collections'] },
  operations: [
    {
      operation: 'read',
      allowed: false,
      reason: 'no-rule',
      grants: [
        {
          role: 'collections',
          rule,
          holds: false,
          conditions: [
            { text: 'status in ("finishedUnpaid", "runningInDebt")', holds: false, hidden: false, values: { status: 'running' } },
            { text: 'number > 5', holds: null, hidden: false, values: { number: null } },
            { text: 'secret = 1', holds: null, hidden: true, values: {} },
          ],
        },
      ],
    },
    { operation: 'delete', allowed: false, reason: 'no-role', grants: [] },
    { operation: 'update', allowed: true, reason: 'granted', grants: [{ role: 'clerk', rule: null, holds: true, conditions: [] }] },
  ],
  fields: [{ field: 'number', access: 'locked', because: [{ role: 'clerk', rule: null }] }],
};
const answers: Answers = [[explainAccess, () => explanation]];

test('tells role, rule and condition a line', async () => {
  const { code, out, calls } = await runIn(
    bank,
    ['access', 'explain', 'loan', 'x1', '--member', 'ada@example.com', '--role', 'a', '--role', 'b'],
    answers,
  );
  expect(code).toBe(0);
  expect(calls).toMatchObject([
    {
      path: { application: 'bank', environment: 'development', entity: 'loan', id: 'x1' },
      query: { member: 'ada@example.com', roles: 'a,b' },
    },
  ]);
  expect(out).toBe(`Ada as collections
read: no: no row rule lets to this record
  - collections, where ${rule}
      status in ("finishedUnpaid", "runningInDebt"): false (status: "running")
      number > 5: cannot be decided (number: null)
      secret = 1: not shown to you
delete: no: no role grants it
update: yes
  + clerk, every record
number is locked by clerk, every record
`);
});

test('asks about oneself where nobody is named, and prints JSON', async () => {
  const { out, calls } = await runIn(bank, ['access', 'explain', 'loan', 'x1', '--json', '-e', 'production'], answers);
  expect(calls[0]).toMatchObject({ path: { environment: 'production' }, query: {} });
  expect(JSON.parse(out)).toEqual(explanation);
});

test('knows no other action', async () => {
  expect((await runIn(bank, ['access', 'change', 'loan', 'x1'])).code).toBe(2);
});
