import { cancelInstance, explainInstance, type InstanceSummary, listInstances, startProcess } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { type Answers, bank, runIn } from '../testing.ts';
import { FakeProblem } from '../testing-platform.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const instance: InstanceSummary = {
  id,
  process: 'loan',
  version: '1.0.0',
  key: '2026-117',
  status: 'active',
  incidents: 1,
  startedAt: '2026-11-29T20:00:00.000Z',
  startedBy: 'ada',
  endedAt: null,
};
const run = (words: readonly string[], answers: Answers) => runIn(bank, ['process', ...words], answers);

test('start sends variables with their types, and the name in the business', async () => {
  const variables = '{amount: 250000.50, since: @"2026-01-31"}';
  const { code, out, calls } = await run(
    ['start', 'loan', '--variables', variables, '--key', '2026-117', '-e', 'test'],
    [[startProcess, () => instance]],
  );
  expect({ code, out: out.trim() }).toEqual({ code: 0, out: `loan ${id}: active` });
  expect(calls[0]).toMatchObject({
    path: { environment: 'test', application: 'bank', process: 'loan' },
    body: { key: '2026-117', variables: { amount: { $number: '250000.5' }, since: { $date: '2026-01-31' } } },
  });
});

test('instances are listed, also those alone with an incident', async () => {
  const { out, calls } = await run(['instances', 'loan', '--incidents'], [[listInstances, () => ({ items: [instance], next: null })]]);
  expect(out).toContain('2026-117');
  expect(calls[0]).toMatchObject({ path: { environment: 'development' }, query: { process: 'loan', incidents: 'true' } });
});

test('explain tells place by place', async () => {
  const place = { visit: '4', element: 'sign', type: 'userTask', name: 'Sign', within: ['loan'] };
  const reasons = [{ kind: 'task' as const, text: 'It waits for somebody to claim it: role clerk.' }];
  const { out } = await run(['explain', id], [[explainInstance, () => ({ status: 'active', places: [{ ...place, reasons }] })]]);
  expect(out).toBe('active\nSign (sign)\n  It waits for somebody to claim it: role clerk.\n');
});

test('cancel ends one, and what is refused is said', async () => {
  expect((await run(['cancel', id], [[cancelInstance, () => ({ ...instance, status: 'cancelled' })]])).out).toContain('cancelled');
  const refused = await run(['cancel', id], [[cancelInstance, () => new FakeProblem(404, 'process-store.no-instance')]]);
  expect(refused.code).not.toBe(0);
  expect(refused.notes).toContain('process-store.no-instance');
});

test('what it is about has to be said', async () => {
  expect((await run(['explain'], [])).notes).toContain('explain needs');
});
