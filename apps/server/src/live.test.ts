import { listBranches, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { snapshotOf, withDefaults } from '@plinth/app-definition';
import type { StudioSession } from '@plinth/studio-session';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { onAnotherServer } from './testing-another-server.ts';
import { newApplication, studioAs } from './testing-live.ts';

let running: TestPlatform;
const sessions: StudioSession[] = [];
beforeAll(async () => {
  running = await startTestPlatform();
}, 60_000);
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(() => running.close());

const page = (key: string) => ({
  type: 'RECORD_INSERT' as const,
  payload: { record: withDefaults({ kind: 'page', id: `page-${key}`, key, path: key, label: key, index: 'a0' } as never) },
});
async function open(...arguments_: Parameters<typeof studioAs>): Promise<StudioSession> {
  const session = await studioAs(...arguments_);
  sessions.push(session);
  await expect.poll(() => session.connection.value).toBe('online');
  return session;
}

test('two clients hear each other through WebSockets, and see where the other is', async () => {
  const target = await newApplication(running, 'together');
  const [anna, ben] = [await open(running, target), await open(running, target)];
  expect(anna.store.dispatch(page('first'), 'Add page')).toBeNull();
  expect(ben.store.dispatch(page('second'), 'Add page')).toBeNull();
  const both = ['page-first', 'page-second'];
  for (const one of [anna, ben]) {
    await expect.poll(() => both.every((id) => one.store.definition.records.has(id)) && one.pending.value === 0).toBe(true);
  }
  expect(snapshotOf(anna.store.definition)).toEqual(snapshotOf(ben.store.definition));
  anna.show({ artefact: 'page-first', selection: ['page-first'], pointer: { x: 3, y: 4 } });
  await expect.poll(() => ben.people.value[0]?.place).toMatchObject({ artefact: 'page-first', pointer: { x: 3, y: 4 } });
  expect(ben.people.value).toMatchObject([{ memberId: target.memberId, name: 'Administrator' }]);
  const many = Array.from({ length: 50 }, (_, at) => `record-${at}`);
  anna.show({ artefact: 'page-first', selection: many });
  await expect.poll(() => ben.people.value[0]?.place.selection).toEqual(many.slice(0, 20));
  await anna.close();
  await expect.poll(() => ben.people.value).toEqual([]);
});

test('what is pushed from files arrives in open windows', async () => {
  const target = await newApplication(running, 'pushed');
  const anna = await open(running, target);
  const { files } = await running.client.call(pullDefinition, target, {});
  await running.client.call(pushDefinition, target, {
    files: { ...files, 'pages/home.yaml': "label: Home\npath: ''\ncomponents:\n  - ui.heading: Hello\n" },
  });
  await expect.poll(() => [...anna.store.definition.records.values()].map(({ kind }) => kind)).toContain('page');
});

test('an append on one server is heard on another, and people of both see each other', async () => {
  const target = await newApplication(running, 'two-servers');
  await onAnotherServer(running, async (client, platform) => {
    const { port } = platform.gateway.server.server.address() as { port: number };
    const anna = await open(running, target);
    const ben = await open({ address: `http://127.0.0.1:${port}`, token: running.token }, target, client);
    anna.store.dispatch(page('here'), 'Add page');
    await expect.poll(() => ben.store.definition.records.has('page-here')).toBe(true);
    ben.store.dispatch(page('there'), 'Add page');
    await expect.poll(() => anna.store.definition.records.has('page-there')).toBe(true);
    ben.show({ artefact: 'page-there', selection: [] });
    await expect.poll(() => anna.people.value[0]?.place.artefact, { timeout: 15_000 }).toBe('page-there');
    await ben.close();
    await expect.poll(() => anna.people.value).toEqual([]);
  });
});

test('the branches of an application are listed', async () => {
  await newApplication(running, 'branches');
  const { items } = await running.client.call(listBranches, { tenant: 'main', application: 'branches' }, {});
  expect(items).toMatchObject([
    { key: 'main', forkedFrom: null, position: expect.any(Number), createdAt: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
});
