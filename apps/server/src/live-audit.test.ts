import { listAudit, verifyAudit } from '@plinth/api-contract';
import { appId } from '@plinth/app-definition';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newApplication, studioAs } from './testing-live.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
}, 60_000);
afterAll(() => running.close());

async function appends() {
  const { items } = await running.client.call(listAudit, { tenant: 'main' }, { limit: 100 });
  return items.filter(({ operation }) => operation === 'actions.append');
}

test('what is appended over the channel is in the audit as over REST: the first at once, the rest with its number', async () => {
  const target = await newApplication(running, 'audited');
  const session = await studioAs(running, target);
  await expect.poll(() => session.connection.value).toBe('online');
  const describe = async (value: string) => {
    session.store.dispatch({ type: 'RECORD_UPDATE', payload: { id: appId, path: ['description'], value } }, 'Describe');
    await expect.poll(() => session.pending.value).toBe(0);
  };
  await describe('once');
  await expect.poll(appends).toMatchObject([{ outcome: 'done', actorId: target.memberId, actorName: 'Administrator', detail: {} }]);
  for (const value of ['twice', 'three times', 'four times']) await describe(value);
  expect(await appends()).toHaveLength(1);
  await session.close();
  await expect.poll(async () => (await appends()).map(({ detail }) => (detail as { times?: number }).times ?? 1)).toEqual([3, 1]);
  expect(await running.client.call(verifyAudit, { tenant: 'main' }, {})).toMatchObject({ intact: true });
});
