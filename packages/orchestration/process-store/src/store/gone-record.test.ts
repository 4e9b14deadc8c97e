import { statement } from '@plinth/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processOperations } from '../api/process-operations.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';

const on = (signal: string, does: string, values = '') =>
  JSON.stringify({
    label: signal,
    document: `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:gone"><signal id="heard" name="${signal}"/><process id="p" isExecutable="true"/></definitions>`,
    nodes: {
      s: { type: 'startEvent', content: '<signalEventDefinition signalRef="heard"/>' },
      plain: 'startEvent',
      it: {
        type: 'serviceTask',
        attributes: { 'plinth:does': does, 'plinth:entity': 'note', 'plinth:record': '=record.id' },
        ...(values === ''
          ? {}
          : { content: `<extensionElements><plinth:input from="&quot;${values}&quot;" to="text"/></extensionElements>` }),
      },
      e: 'endEvent',
    },
    flows: { f1: { from: 's', to: 'it' }, f2: { from: 'plain', to: 'it' }, f3: { from: 'it', to: 'e' } },
  });
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: text\n',
  'processes/reads.yaml': on('reads', 'record.read'),
  'processes/updates.yaml': on('updates', 'record.update', 'new'),
  'processes/deletes.yaml': on('deletes', 'record.delete'),
};

let running: TestProcesses;
beforeAll(async () => {
  running = await testProcesses(files);
});
afterAll(() => running.close());

const gone = '0198f0a2-7c11-7d3e-8a54-1f2e3d4c5b6a';
function call(id: string, input: object) {
  const operation = processOperations(running.store).find(({ contract }) => contract.id === id);
  return operation?.handle(running.context(), input as never, { application: 'shop' });
}
const select = statement(`select process, incidents, state::text as state from plinth.process_instance where tenant_id = $1`);
const instances = async () =>
  (await running.database.query<{ incidents: number; state: string }>(running.context(), select, [running.context().tenant.id])).rows;

test('S10: what many are refused at once is said, and nothing of it has happened', async () => {
  const start = (count: number) =>
    call('processes.startMany', {
      process: 'reads',
      begin: 'now',
      starts: Array.from({ length: count }, () => ({ variables: { record: { id: gone } } })),
    });
  await expect(start(21)).rejects.toThrow(expect.objectContaining({ code: 'process-store.too-many-refused', status: 422 }));
  expect(await instances()).toEqual([]);
});

test('S10: signals of a record that is gone, or that was none, start what they start, which stops with an incident', async () => {
  const records = [{ id: gone, entity: 'note' }, { id: 'nonsense' }, {}, { id: 7 }];
  const names = ['reads', 'updates', 'deletes'];
  // More in one batch than are done again together: each is done alone then.
  for (const record of [...records, ...records])
    for (const name of names) await call('processes.sendSignal', { name, variables: { record } });
  const worker = await running.worker({ lanes: 1, batch: 50 });
  await expect.poll(async () => (await instances()).length, { timeout: 15_000 }).toBe(records.length * names.length * 2);
  await worker.close();
  for (const { incidents, state } of await instances()) {
    expect(incidents).toBe(1);
    expect(state).toMatch(/There is no such record|has no value: context has no id/);
  }
  expect(running.failures).toEqual([]);
}, 30_000);
