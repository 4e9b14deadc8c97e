import { statement } from '@plinth/database';
import { foundationErrors, PlinthError, uuidV7 } from '@plinth/foundation';
import { unpackState } from '@plinth/workflow-engine';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OutsideEffect, OutsideTask } from '../effects/outside-effects.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';
import type { ProcessWorker } from './process-worker.ts';

const calls = (attributes: Readonly<Record<string, string>>) => ({
  type: 'serviceTask',
  attributes: { 'plinth:does': 'function.call', 'plinth:function': '=wanted', 'plinth:retries': '2', ...attributes },
});
const process = (attributes: Readonly<Record<string, string>> = {}) =>
  JSON.stringify({
    label: 'Process',
    nodes: {
      s: 'startEvent',
      ask: calls(attributes),
      e: 'endEvent',
      poor: { type: 'boundaryEvent', attributes: { attachedToRef: 'ask' }, content: '<errorEventDefinition errorRef="error"/>' },
      refused: 'endEvent',
    },
    flows: { f1: { from: 's', to: 'ask' }, f2: { from: 'ask', to: 'e' }, f3: { from: 'poor', to: 'refused' } },
    document:
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:shop"><error id="error" errorCode="too-poor"/><process id="p" isExecutable="true"/></definitions>',
  });
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'processes/ask.yaml': process(),
  'processes/named.yaml': process({ 'plinth:error': 'too-poor', 'plinth:resultVariable': 'score' }),
};
const broken = (code: string, cause: 'caller' | 'outside', thrown?: string) =>
  new PlinthError(
    code,
    { status: cause === 'caller' ? 422 : 503, cause, message: `It said ${code}.`, hint: '' },
    {},
    thrown === undefined ? {} : { details: { thrown } },
  );

vi.setConfig({ testTimeout: 60_000 });

let processes: TestProcesses;
let worker: ProcessWorker;
const done: OutsideTask[] = [];
/** What the world does, by the variable `wanted` of the instance. */
const effect: OutsideEffect = async (context, task) => {
  done.push(task);
  const tries = done.filter(({ idempotencyKey }) => idempotencyKey === task.idempotencyKey).length;
  switch (task.settings.function) {
    case 'poor':
      throw broken('functions.failed', 'caller', 'too-poor');
    case 'wrong':
      throw broken('functions.wrong-input', 'caller');
    case 'away':
      throw broken('functions.unavailable', 'outside');
    case 'second':
      if (tries === 1) throw broken('functions.interrupted', 'outside');
      return { tries };
    case 'hangs':
      return new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(foundationErrors.cancelled())));
    default:
      return { amount: Number(task.values.amount) * 2 };
  }
};
beforeAll(async () => {
  processes = await testProcesses(files);
  worker = await processes.worker({ outside: { 'function.call': effect } });
});
afterAll(() => processes.close());

async function begin(wanted: string, process = 'ask'): Promise<string> {
  const id = uuidV7();
  await processes.store.within(processes.context(), async (session) => {
    await session.create({ id, application: 'shop', process, key: null, start: { variables: { wanted, amount: 4 } } });
  });
  return id;
}
const selectInstance = statement(`select status, incidents, state from plinth.process_instance where tenant_id = $1 and id = $2::uuid`);
const countWork = statement(`select count(*) from plinth.process_work where tenant_id = $1 and instance_id = $2::uuid`);
async function look(id: string) {
  const context = processes.context();
  const { rows } = await processes.database.query<{ status: string; incidents: number; state: never }>(context, selectInstance, [
    context.tenant.id,
    id,
  ]);
  const [row] = rows;
  const state = row === undefined || row.status === 'new' ? null : unpackState(row.state);
  const root = Object.values(state?.visits ?? {}).find(({ parent }) => parent === null);
  const incidents = Object.values(state?.visits ?? {}).flatMap(({ incident }) => (incident === null ? [] : [incident.message]));
  return { status: row?.status, incidents, variables: root?.variables ?? {} };
}
const workOf = async (id: string) =>
  Number(await processes.database.value(processes.context(), countWork, [processes.context().tenant.id, id]));
const ends = (id: string) => expect.poll(async () => (await look(id)).status, { timeout: 45_000 }).toBe('completed');
const triesOf = (id: string) => done.filter(({ idempotencyKey }) => idempotencyKey.startsWith(id)).length;

test('what is done outside goes into the variables, and leaves no work behind', async () => {
  const [plain, named] = [await begin('double'), await begin('double', 'named')];
  await ends(plain);
  await ends(named);
  const given = done.find(({ idempotencyKey }) => idempotencyKey.startsWith(plain));
  expect(given).toMatchObject({ application: 'shop', values: { wanted: 'double', amount: 4 } });
  expect([await workOf(plain), await workOf(named)]).toEqual([0, 0]);
});

test('the error that was thrown, or that the task names, is caught at its boundary', async () => {
  for (const id of [await begin('poor'), await begin('wrong', 'named')]) {
    await ends(id);
    expect(triesOf(id)).toBe(1);
  }
});

test('what fails without a code is an incident; resolved, it has all its tries again', async () => {
  const id = await begin('wrong');
  await expect.poll(async () => (await look(id)).incidents, { timeout: 45_000 }).toEqual(['It said functions.wrong-input.']);
  expect(await workOf(id)).toBe(0);
  const [visit = ''] = done
    .filter(({ idempotencyKey }) => idempotencyKey.startsWith(id))
    .map(({ idempotencyKey }) => idempotencyKey.split('.')[1]);
  await processes.store.within(processes.context(), async (session) => {
    const [held] = await session.hold([id]);
    if (held !== undefined) await session.take(held, { kind: 'resolved', visit, variables: { wanted: 'double' } });
  });
  await expect.poll(() => triesOf(id), { timeout: 45_000 }).toBeGreaterThan(1);
});

test('what the world is the reason of is tried again under the same key, at last it is an incident', async () => {
  const [second, away] = [await begin('second'), await begin('away')];
  await ends(second);
  expect(triesOf(second)).toBe(2);
  await expect.poll(async () => (await look(away)).incidents, { timeout: 45_000 }).toEqual(['It said functions.unavailable.']);
  expect(triesOf(away)).toBe(2);
  expect(processes.failures.map(({ code }) => code)).toContain('functions.unavailable');
});

test('what a server had in hand when it ended is given back untried, and done by another', async () => {
  const id = await begin('hangs');
  await expect.poll(() => triesOf(id), { timeout: 45_000 }).toBe(1);
  await worker.close();
  expect(await workOf(id)).toBe(1);
  await processes.worker({ outside: { 'function.call': async () => ({ by: 'another' }) } });
  await ends(id);
  expect(await workOf(id)).toBe(0);
});
