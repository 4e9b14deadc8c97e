import { statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePositions } from '../schedule/read-changes.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';
import { chainAfter, haltedBy, noChain } from './chain.ts';
import { insertMessages } from './instance-statements.ts';

const now = '2026-11-29T12:00:00.000Z';
const before = '2026-11-29T10:00:00.000Z';

describe('chains', () => {
  test('S8: what somebody causes is as long as they say; what follows by itself stays as long as it was', () => {
    const chain = chainAfter(noChain, { kind: 'start' }, 3, now);
    expect(chain).toEqual({ length: 3, since: now });
    expect(chainAfter(chain, { kind: 'completed', visit: '2' }, undefined, now)).toEqual(chain);
  });

  test('S8: people end it, and timers that waited long', () => {
    const chain = { length: 9, since: before };
    expect(chainAfter(chain, { kind: 'resolved', visit: '2' }, 0, now)).toEqual(noChain);
    expect(chainAfter(chain, { kind: 'timer' }, undefined, now)).toEqual(noChain);
    expect(chainAfter({ ...chain, since: now }, { kind: 'timer' }, undefined, now).length).toBe(9);
    expect(chainAfter(chain, { kind: 'message', name: 'paid' }, undefined, now).length).toBe(9);
  });

  test('S8: only what is longer than the limit stops', () => {
    expect(haltedBy({ length: 16, since: now }, 16)).toBeUndefined();
    expect(haltedBy({ length: 17, since: now }, 16)).toContain('17 processes');
  });
});

const written = (entity: string) => ({
  type: 'serviceTask',
  attributes: { 'plinth:does': 'record.create', 'plinth:entity': entity },
  content: '<extensionElements><plinth:input from="&quot;again&quot;" to="text"/></extensionElements>',
});
const on = (heard: string, kind: 'signal' | 'message' = 'signal') => ({
  type: 'startEvent',
  content: `<${kind}EventDefinition ${kind}Ref="heard"/>`,
  heard,
});
const tells = (name: string) => ({ type: 'sendTask', attributes: { messageRef: 'told' }, content: '', told: name });
/** A process of one thing that it does when it hears something. */
const answers = (key: string, start: ReturnType<typeof on>, does: ReturnType<typeof written> | ReturnType<typeof tells>) => {
  const kind = start.content.includes('signal') ? 'signal' : 'message';
  const told = 'told' in does ? `<message id="told" name="${does.told}"/>` : '';
  return JSON.stringify({
    label: key,
    document: `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:chain"><${kind} id="heard" name="${start.heard}"/>${told}<process id="${key}" isExecutable="true"/></definitions>`,
    nodes: {
      s: { type: start.type, content: start.content },
      does: { type: does.type, attributes: does.attributes, ...(does.content === '' ? {} : { content: does.content }) },
      e: 'endEvent',
    },
    flows: { f1: { from: 's', to: 'does' }, f2: { from: 'does', to: 'e' } },
  });
};

const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/echo.yaml': 'label: Echo\nfields:\n  text: text\n',
  'entities/ping.yaml': 'label: Ping\nfields:\n  text: text\n',
  'entities/pong.yaml': 'label: Pong\nfields:\n  text: text\n',
  'processes/self.yaml': answers('self', on('echo.created'), written('echo')),
  'processes/there.yaml': answers('there', on('ping.created'), written('pong')),
  'processes/back.yaml': answers('back', on('pong.created'), written('ping')),
  'entities/strict.yaml': 'label: Strict\nfields:\n  text: { type: text, maxLength: 2 }\n',
  'processes/refused.yaml': answers('refused', on('note'), written('strict')),
  'processes/asks.yaml': answers('asks', on('question', 'message'), tells('answer')),
  'processes/answers.yaml': answers('answers', on('answer', 'message'), tells('question')),
};

describe('chains on PostgreSQL', () => {
  let processes: TestProcesses;
  beforeAll(async () => {
    processes = await testProcesses(files, 1, { chainLimit: 3 });
    await processes.schedule();
    await processes.worker();
  });
  afterAll(() => processes.close());

  test('what has not been read of the outbox is known to whoever tidies it', async () => {
    const context = processes.context();
    expect(await changePositions(context, processes.database)).toMatchObject([{ last: expect.any(Number), missing: expect.any(Array) }]);
    const elsewhere = { ...context, environment: { id: 'elsewhere0000000', key: 'elsewhere' } };
    expect(await changePositions(elsewhere, processes.database)).toEqual([]);
  });

  const selectAll = statement(
    `select id, process, status, incidents, chain, state::text from plinth.process_instance where tenant_id = $1 and process = any($2::text[]) order by id`,
  );
  async function instancesOf(names: readonly string[]) {
    const context = processes.context();
    return (
      await processes.database.query<{ id: string; status: string; incidents: number; chain: number; state: string; process: string }>(
        context,
        selectAll,
        [context.tenant.id, [...names]],
      )
    ).rows;
  }
  async function begin(process: string, how: object) {
    await processes.store.within(processes.context(), async (session) => {
      const held = await session.create({ id: uuidV7(), application: 'shop', process, key: null, start: { variables: {}, ...how } });
      await session.begin(held);
    });
  }
  /** What was before the first look is no change. */
  const looked = statement(`select count(*) from plinth.process_schedule where tenant_id = $1 and content->>'position' is not null`);
  const untilListening = () =>
    expect
      .poll(async () => Number(await processes.database.value(processes.context(), looked, [processes.context().tenant.id])), {
        timeout: 30_000,
      })
      .toBe(1);
  const untilStopped = (names: readonly string[]) =>
    expect.poll(async () => (await instancesOf(names)).filter(({ incidents }) => incidents > 0).length, { timeout: 30_000 }).toBe(1);

  test.each([
    ['a process that starts itself by the record that it makes', ['self'], { signal: 'echo.created' }],
    ['two that start each other by records', ['there', 'back'], { signal: 'ping.created' }],
    ['two that start each other by messages', ['asks', 'answers'], { message: 'question' }],
  ])(
    'S8: %s ends in an incident',
    async (_what, names, how) => {
      await untilListening();
      await begin(names[0] ?? '', how);
      await untilStopped(names);
      const rows = await instancesOf(names);
      expect(rows.map(({ status, chain }) => [status, chain]).sort(([, one], [, other]) => Number(one) - Number(other))).toEqual([
        ['completed', 0],
        ['completed', 1],
        ['completed', 2],
        ['completed', 3],
        ['active', 4],
      ]);
      expect(rows.at(-1)?.state).toContain('4 processes led to this one after the other');
      // Somebody who means it lets it go on, for another round of as many.
      await processes.store.within(processes.context(), async (session) => {
        const [held] = await session.hold([rows.at(-1)?.id ?? '']);
        const stopped = Object.values(held?.state.visits ?? {}).find(({ incident }) => incident !== null);
        if (held !== undefined) await session.take(held, { kind: 'resolved', visit: stopped?.id ?? '' }, { cause: 0 });
      });
      await untilStopped(names);
      await expect.poll(async () => (await instancesOf(names)).length, { timeout: 30_000 }).toBe(9);
    },
    90_000,
  );

  test('S4: an instance that a signal starts and whose record is refused has an incident, once', async () => {
    const context = processes.context();
    await processes.store.within(context, async (session) => {
      const id = uuidV7();
      const content = { key: null, variables: {}, process: null };
      const message = { id, application: 'shop', kind: 'signal', name: 'note', key: null, content, sender: null, seconds: 60 };
      const place = [context.tenant.id, context.environment?.id ?? ''];
      await session.transaction.query(context, insertMessages, [...place, JSON.stringify([message])]);
      session.plan({ id, kind: 'message', message: id });
    });
    await untilStopped(['refused']);
    expect((await instancesOf(['refused'])).map(({ status, incidents }) => [status, incidents])).toEqual([['active', 1]]);
    expect(processes.failures).toEqual([]);
  }, 40_000);
});
