import { statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProcesses, testProcesses } from '../testing.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, unique: true }\n',
  'processes/write.yaml': JSON.stringify({
    label: 'Write',
    nodes: {
      s: 'startEvent',
      note: {
        type: 'serviceTask',
        attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'note' },
        content: '<extensionElements><plinth:input from="text" to="text"/></extensionElements>',
      },
      e: 'endEvent',
    },
    flows: { f1: { from: 's', to: 'note' }, f2: { from: 'note', to: 'e' } },
  }),
};

let processes: TestProcesses;
beforeAll(async () => {
  processes = await testProcesses(files, 2);
});
afterAll(() => processes.close());

const request = (text: string) => ({ id: uuidV7(), application: 'shop', process: 'write', key: null, start: { variables: { text } } });
const selectStatus = statement('select status from plinth.process_instance where tenant_id = $1 and id = $2::uuid');
async function statusOf(tenant: number, id: string): Promise<string | null> {
  const context = processes.context(tenant);
  return processes.database.value<string>(context, selectStatus, [context.tenant.id, id]);
}

test('S5: a tenant whose work stands still has no more lanes than it may, and others have the rest', async () => {
  let isLetGo = false;
  const isWritten = Promise.withResolvers<void>();
  // Somebody is about to write what the others want to write too, who have to wait for what becomes of it.
  const writing = processes.store.within(processes.context(0), async (session) => {
    await session.begin(await session.create(request('the same')));
    isWritten.resolve();
    // A transaction that says nothing for long is cut off.
    while (!isLetGo) await session.transaction.query(session.context, statement('select pg_sleep(0.1)'), []);
  });
  await isWritten.promise;
  const blocked = [request('the same'), request('the same'), request('the same')];
  for (const each of blocked) await processes.store.within(processes.context(0), async (session) => void (await session.create(each)));
  const worker = await processes.worker({ lanes: 2, lanesPerTenant: 1, batch: 1 });
  const one = request('another');
  await processes.store.within(processes.context(1), async (session) => void (await session.create(one)));
  worker.wake();
  await expect.poll(() => statusOf(1, one.id), { timeout: 20_000 }).toBe('completed');
  expect(await Promise.all(blocked.map(({ id }) => statusOf(0, id)))).toEqual(['new', 'new', 'new']);
  isLetGo = true;
  await writing;
  await expect
    .poll(async () => (await Promise.all(blocked.map(({ id }) => statusOf(0, id)))).join(), { timeout: 30_000 })
    .toBe('active,active,active');
}, 60_000);
