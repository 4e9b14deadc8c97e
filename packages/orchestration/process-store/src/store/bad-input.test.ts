import { statement } from '@plinth/database';
import { type JsonObject, uuidV7 } from '@plinth/foundation';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { processOperations } from '../api/process-operations.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';
import type { HeldInstance } from './held-instance.ts';

const task = (type: string, attributes: Readonly<Record<string, string>>, content = '') => ({
  type,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.startsWith(':') ? name.slice(1) : `plinth:${name}`, value]),
  ),
  ...(content === '' ? {} : { content }),
});
const script = (text: string, resultVariable = 'x') => task('scriptTask', { resultVariable }, `<script>${text}</script>`);
const timer = (form: 'timeDate' | 'timeDuration', text: string) => ({
  type: 'intermediateCatchEvent',
  content: `<timerEventDefinition><${form}>${text}</${form}></timerEventDefinition>`,
});
type Node = string | { readonly type: string };
const process = (nodes: Readonly<Record<string, Node>>, more: { flows?: object; document?: string } = {}) => {
  const ids = Object.keys(nodes);
  const flows = Object.fromEntries(ids.slice(1).map((id, at) => [`f${at}`, { from: ids[at], to: id }]));
  const document = more.document === undefined ? {} : { document: more.document };
  return JSON.stringify({ label: 'Process', ...document, nodes, flows: { ...flows, ...more.flows } });
};
const between = (node: Node, more = {}) => process({ s: 'startEvent', it: node, e: 'endEvent' }, more);
const message = (name: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:bad"><message id="m" name="${name}"/><process id="${name}" isExecutable="true"/></definitions>`;

const processes: Readonly<Record<string, string>> = {
  failing: between(script('number(amount)')),
  wrongDue: between(task('userTask', { due: '=when' })),
  wrongFollowUp: between(task('userTask', { followUp: 'the day after tomorrow' })),
  wrongPriority: between(task('userTask', { priority: '=how' })),
  fine: between(task('userTask', { due: '=date and time("2026-03-01T08:00:00@Europe/Berlin")', followUp: 'P2D', priority: '=2 + 3' })),
  condition: process(
    { s: 'startEvent', g: 'exclusiveGateway', e: 'endEvent' },
    { flows: { f1: { from: 'g', to: 'e', condition: 'really' } } },
  ),
  nowhere: process(
    { s: 'startEvent', g: 'exclusiveGateway', e: 'endEvent' },
    { flows: { f1: { from: 'g', to: 'e', condition: 'x > 1' } } },
  ),
  unmatched: process(
    {
      s: 'startEvent',
      ask: task('businessRuleTask', { decision: 'grade', resultVariable: 'grade' }),
      g: 'exclusiveGateway',
      e: 'endEvent',
    },
    { flows: { f2: { from: 'g', to: 'e', condition: 'grade > 0' } } },
  ),
  wrongInput: between(task('businessRuleTask', { decision: 'grade', resultVariable: 'grade' })),
  past: between(timer('timeDate', '1999-12-31T23:59:00Z')),
  hour: between(timer('timeDuration', 'PT1H')),
  wrongTimer: between(timer('timeDuration', 'wait')),
  farTimer: between(timer('timeDuration', '="P" + string(years) + "Y"')),
  circle: process({ s: 'startEvent', a: 'task', b: 'task' }, { flows: { back: { from: 'b', to: 'a' } } }),
  broken: between(task('serviceTask', { topic: 'x', retries: 'many' })),
  large: process({
    s: 'startEvent',
    ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`grow${at}`, script('piece', `part${at}`)])),
    e: 'endEvent',
  }),
  hears: between(task('receiveTask', { ':messageRef': 'm', correlationKey: 'order' }), { document: message('hears') }),
};
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'decisions/grade.yaml':
    'label: Grade\nanswer: grade\ninputs:\n  points: number\ndecisions:\n  grade:\n    type: number\n    table:\n      gaps: allow\n      inputs: [ points ]\n      outputs: [ { type: number } ]\n      rules:\n        good: [ "> 50", "1" ]\n',
  ...Object.fromEntries(Object.entries(processes).map(([key, text]) => [`processes/${key}.yaml`, text])),
};

let running: TestProcesses;
beforeAll(async () => {
  running = await testProcesses(files);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => running.close());

/** Lets something happen to an instance, in a transaction. */
async function within<Result>(
  id: string,
  part: (held: HeldInstance, take: (stimulus: object) => Promise<void>) => Promise<Result> | Result,
) {
  return running.store.within(running.context(), async (session) => {
    const [held] = await session.hold([id]);
    if (held === undefined) throw new Error('it is gone');
    return part(held, (stimulus) => session.take(held, stimulus as Parameters<typeof session.take>[1]));
  });
}
async function begin(key: string, variables: JsonObject = {}): Promise<string> {
  const id = uuidV7();
  await running.store.within(running.context(), async (session) => {
    await session.begin(await session.create({ id, application: 'shop', process: key, key: null, start: { variables } }));
  });
  return id;
}
const incidentOf = (id: string) =>
  within(id, ({ state }) => {
    const stopped = Object.values(state.visits).find(({ incident }) => incident !== null);
    return stopped === undefined ? null : { visit: stopped.id, ...stopped.incident };
  });
const statusOf = (id: string) => within(id, ({ state }) => state.status);
const rowOf = async (table: string, id: string) =>
  (
    await running.database.query<JsonObject>(
      running.context(),
      statement(`select * from plinth.${table} where tenant_id = $1 and instance_id = $2::uuid`),
      [running.context().tenant.id, id],
    )
  ).rows[0];

test.each([
  ['an expression that fails', 'failing', { amount: 'much' }, 'expression-failed', { amount: '12' }],
  ['a due date that is none', 'wrongDue', { when: 'soon' }, 'bad-setting', { when: 'P1D' }],
  ['a priority that is no number', 'wrongPriority', { how: 'very' }, 'bad-setting', { how: 7 }],
  ['a condition that is neither true nor false', 'condition', { really: 'perhaps' }, 'condition-not-boolean', { really: true }],
  ['no flow to take', 'nowhere', { x: 1 }, 'no-flow', { x: 2 }],
  ['a decision that does not match', 'unmatched', { points: 3 }, 'condition-not-boolean', { grade: 1 }],
  ['a decision asked with a value of another type', 'wrongInput', { points: 'three' }, 'decision-failed', { points: 60 }],
  ['a duration that is none', 'wrongTimer', { wait: 'a while' }, 'invalid-timer', { wait: 'PT1H' }],
  ['a duration beyond all years', 'farTimer', { years: 900_000 }, 'invalid-timer', { years: 1 }],
  ['a follow-up date that is none', 'wrongFollowUp', {}, 'bad-setting', null],
])('S10: %s is an incident, and the instance is mended', async (_what, key, given, code, mended) => {
  const id = await begin(key, given);
  const incident = await incidentOf(id);
  expect(incident?.code).toBe(code);
  expect(incident?.message?.length).toBeGreaterThan(20);
  if (mended === null) {
    // What the model itself says wrong, nobody mends with variables; the instance can still be ended.
    await within(id, (_held, take) => take({ kind: 'cancelled' }));
    expect(await statusOf(id)).toBe('cancelled');
    return;
  }
  await within(id, (_held, take) => take({ kind: 'resolved', visit: incident?.visit, variables: mended }));
  expect(await incidentOf(id)).toBeNull();
});

test('S10: dates of other zones, durations and numbers are what tasks are due and sorted by', async () => {
  const id = await begin('fine');
  const row = await rowOf('process_task', id);
  expect(row).toMatchObject({ due: '2026-03-01 07:00:00+00', priority: 5 });
  const left = statement(
    `select extract(epoch from follow_up - now())::integer as left from plinth.process_task where tenant_id = $1 and instance_id = $2::uuid`,
  );
  const seconds = Number(await running.database.value(running.context(), left, [running.context().tenant.id, id]));
  expect(Math.abs(seconds - 2 * 86_400)).toBeLessThan(60);
});

test('S10: a timer in the past rings at once', async () => {
  const id = await begin('past');
  expect(await rowOf('process_work', id)).toMatchObject({ due: '1999-12-31 23:59:00+00' });
  await within(id, (_held, take) => take({ kind: 'timer' }));
  expect(await statusOf(id)).toBe('completed');
});

test('S10: the clock of a server may jump: what is due is said by the clock of PostgreSQL', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2040-01-01T00:00:00Z') });
  const id = await begin('hour');
  await within(id, (_held, take) => take({ kind: 'timer' }));
  expect(await statusOf(id)).toBe('active');
  vi.setSystemTime(Date.parse('1990-01-01T00:00:00Z'));
  await within(id, (_held, take) => take({ kind: 'timer' }));
  const { rows } = await running.database.query<{ minutes: number }>(
    running.context(),
    statement(
      `select round(extract(epoch from due - now()) / 60)::integer as minutes from plinth.process_work where tenant_id = $1 and instance_id = $2::uuid`,
    ),
    [running.context().tenant.id, id],
  );
  expect(rows[0]?.minutes).toBeGreaterThan(55);
  expect(rows[0]?.minutes).toBeLessThanOrEqual(60);
});

test('S10: a loop without an end stops, goes on when it is told to, and stops again', async () => {
  const id = await begin('circle');
  const first = await incidentOf(id);
  expect(first?.code).toBe('step-limit');
  await within(id, (_held, take) => take({ kind: 'resolved', visit: first?.visit }));
  const second = await incidentOf(id);
  expect(second?.code).toBe('step-limit');
  expect(second?.visit).not.toBe(first?.visit);
});

test('S10: an instance that has grown too large is refused to whoever starts it, put off where a worker begins it, and others go on', async () => {
  const piece = 'x'.repeat(950_000);
  await expect(begin('large', { piece })).rejects.toThrow(expect.objectContaining({ code: 'process-store.too-large' }));
  const [large, small] = [uuidV7(), uuidV7()];
  await running.store.within(running.context(), async (session) => {
    await session.create({ id: large, application: 'shop', process: 'large', key: null, start: { variables: { piece } } });
    await session.create({ id: small, application: 'shop', process: 'past', key: null, start: { variables: {} } });
  });
  const worker = await running.worker();
  await expect.poll(() => statusOf(small), { timeout: 20_000 }).toBe('completed');
  await expect.poll(async () => (await rowOf('process_work', large))?.problem, { timeout: 20_000 }).toBe('process-store.too-large');
  await worker.close();
  expect(await statusOf(large)).toBe('active');
  // Told to end, it ends, for it has not begun.
  await running.store.within(running.context(), async (session) => {
    const [held] = await session.hold([large]);
    if (held !== undefined) await session.take(held, { kind: 'cancelled' });
  });
  expect(await statusOf(large)).toBe('cancelled');
}, 60_000);

test('S10: a message is for one of those who wait for it; for nobody it is refused', async () => {
  const [send] = processOperations(running.store).filter(({ contract }) => contract.id === 'processes.sendMessage');
  const tell = (key: number) => send?.handle(running.context(), { name: 'hears', key } as never, { application: 'shop' });
  const ids: string[] = [];
  for (let at = 0; at < 8; at++) ids.push(await begin('hears', { order: 7 }));
  const completed = async () => {
    const all = await Promise.all(ids.map((id) => statusOf(id)));
    return all.filter((status) => status === 'completed').length;
  };
  for (let at = 1; at <= 8; at++) {
    await tell(7);
    expect(await completed()).toBe(at);
  }
  await expect(tell(7)).rejects.toThrow(expect.objectContaining({ code: 'process-store.nobody-waits' }));
  await expect(tell(8)).rejects.toThrow(expect.objectContaining({ code: 'process-store.nobody-waits' }));
});

test('S10: a process that is not there, or that nobody can run, is refused', async () => {
  await expect(begin('nothing')).rejects.toThrow(expect.objectContaining({ code: 'process-store.no-process' }));
  await expect(begin('broken')).rejects.toThrow(expect.objectContaining({ code: 'process-store.not-runnable' }));
});
