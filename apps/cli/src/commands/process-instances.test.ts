import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cancelInstance,
  explainInstance,
  type InstanceSummary,
  instanceHistory,
  type ListedInstance,
  listInstances,
  startProcess,
} from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { type Answers, bank, runIn, temporaryFolder } from '../testing.ts';
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
const listed: ListedInstance = { ...instance, processLabel: 'Loan', startedByName: 'Ada' };
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
  const { out, calls } = await run(['instances', 'loan', '--incidents'], [[listInstances, () => ({ items: [listed], next: null })]]);
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

test('replay does histories again by the files, and tells what goes otherwise', async () => {
  const { path, remove } = await temporaryFolder();
  const loan = (more: string) =>
    `label: Loan\nnodes: { s: startEvent, sign: userTask, ${more}, e: endEvent }\nflows: { a: { from: s, to: sign }, b: { from: sign, to: x }, c: { from: x, to: e } }\n`;
  const event = (name: string, element: string, type: string, visit: string) => ({
    ...{ event: name as 'entered', element, type, name: '', visit, parent: element === 'loan' ? null : '1', round: null },
    ...{ variables: {}, incident: null },
  });
  const both = (element: string, type: string, visit: string) => [
    event('entered', element, type, visit),
    event('completed', element, type, visit),
  ];
  const at = '2026-11-29T20:00:00.000Z';
  const items = [
    {
      ...{ number: 1, at, by: 'ada', byName: 'Ada', stimulus: { kind: 'start', variables: {} } },
      events: [event('entered', 'loan', 'process', '1'), ...both('s', 'startEvent', '2'), event('entered', 'sign', 'userTask', '3')],
    },
    {
      ...{ number: 2, at, by: 'ada', byName: 'Ada', stimulus: { kind: 'completed', visit: '3', variables: {} } },
      events: [
        event('completed', 'sign', 'userTask', '3'),
        ...both('x', 'task', '4'),
        ...both('e', 'endEvent', '5'),
        event('completed', 'loan', 'process', '1'),
      ],
    },
  ];
  const answers: Answers = [
    [listInstances, () => ({ items: [listed], next: null })],
    [instanceHistory, () => ({ items, next: null })],
  ];
  try {
    await mkdir(join(path, 'processes'));
    await writeFile(join(path, 'plinth.yaml'), 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n');
    await writeFile(join(path, 'processes/loan.yaml'), loan('x: manualTask'));
    const same = await runIn(path, ['process', 'replay', 'loan', '--json'], answers);
    expect(JSON.parse(same.out)).toMatchObject([{ instance: id, key: '2026-117', verdict: 'same', entries: 2, differences: [] }]);
    expect(same.calls[0]).toMatchObject({ query: { process: 'loan', limit: '50' } });
    await writeFile(join(path, 'processes/loan.yaml'), loan('x: userTask'));
    const other = await runIn(path, ['process', 'replay', 'loan', '--most', '5'], answers);
    expect(other.code).toBe(0);
    expect(other.out).toMatch(/2026-117\s+differs\s+2: waits x; 2: notReached e/);
    expect((await runIn(path, ['process', 'replay', 'loan', '--most', 'all'], [])).notes).toContain('--most is a number');
  } finally {
    await remove();
  }
});

test('what it is about has to be said', async () => {
  expect((await run(['explain'], [])).notes).toContain('explain needs');
});
