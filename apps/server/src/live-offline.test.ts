import { createClient, createToken, inviteMember, revokeToken, signIn, updateMember, useLink } from '@plinth/api-contract';
import { pagesOf, snapshotOf, withDefaults } from '@plinth/app-definition';
import type { StudioSession } from '@plinth/studio-session';
import { testBrowser } from '@plinth/studio-session/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newApplication, studioAs } from './testing-live.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
}, 60_000);
afterAll(() => running.close());

function addPage(session: StudioSession, key: string): void {
  const record = withDefaults({ kind: 'page', id: `page-${key}`, key, path: key, label: key, index: 'a0' } as never);
  expect(session.store.dispatch({ type: 'RECORD_INSERT', payload: { record } }, `Add ${key}`)).toBeNull();
}
const keys = (session: StudioSession) =>
  pagesOf(session.store.definition)
    .map(({ key }) => key)
    .sort();
const online = (session: StudioSession) => expect.poll(() => session.connection.value).toBe('online');
const sent = (session: StudioSession) => expect.poll(() => session.pending.value, { timeout: 15_000 }).toBe(0);

test('without a network work goes on, survives two reloads with its undo steps, and is merged on return', async () => {
  const target = await newApplication(running, 'offline');
  const browser = testBrowser(running);
  const other = await studioAs(running, target);
  let session = await browser.open(target);
  addPage(session, 'before');
  await sent(session);
  browser.cut();
  await expect.poll(() => session.connection.value).toBe('offline');
  addPage(session, 'first');
  addPage(other, 'theirs');
  await session.close();

  session = await browser.open(target);
  expect(keys(session)).toEqual(['before', 'first']);
  expect(session.pending.value).toBe(1);
  addPage(session, 'second');
  addPage(session, 'third');
  session.store.undo();
  await session.close();

  session = await browser.open(target);
  expect(keys(session)).toEqual(['before', 'first', 'second']);
  session.store.redo();
  expect(keys(session)).toEqual(['before', 'first', 'second', 'third']);
  browser.mend();
  await sent(session);
  await expect.poll(() => keys(other)).toEqual(['before', 'first', 'second', 'theirs', 'third']);
  expect(snapshotOf(session.store.definition)).toEqual(snapshotOf(other.store.definition));
  // What was done before the reloads can still be taken back, and what the same person did in the other window too.
  for (let step = 0; step < 5; step++) expect(session.store.undo()).toBeNull();
  await expect.poll(() => keys(other)).toEqual([]);
  await Promise.all([session.close(), other.close()]);
});

test('two windows of one person that closed without a network lose nothing of each other', async () => {
  const target = await newApplication(running, 'two-windows');
  const browser = testBrowser(running);
  const [left, right] = [await browser.open(target), await browser.open(target)];
  addPage(left, 'shared');
  await expect.poll(() => keys(right)).toEqual(['shared']);
  await sent(left);
  browser.cut();
  addPage(left, 'left');
  addPage(right, 'right');
  await Promise.all([left.close(), right.close()]);
  expect(browser.storage.size()).toBe(2);
  const session = await browser.open(target);
  expect(keys(session)).toEqual(['left', 'right', 'shared']);
  browser.mend();
  await sent(session);
  await expect.poll(() => browser.storage.size()).toBe(1);
  const other = await studioAs(running, target);
  expect(keys(other)).toEqual(['left', 'right', 'shared']);
  await Promise.all([session.close(), other.close()]);
});

test('without a network the windows of one person show what each has still to send, and it is sent once', async () => {
  const target = await newApplication(running, 'open-windows');
  const browser = testBrowser(running);
  const left = await browser.open(target);
  addPage(left, 'shared');
  await sent(left);
  browser.cut();
  await expect.poll(() => left.connection.value).toBe('offline');
  addPage(left, 'left');
  const right = await browser.open(target);
  await expect.poll(() => keys(right)).toEqual(['left', 'shared']);
  right.store.dispatch({ type: 'RECORD_UPDATE', payload: { id: 'page-left', path: ['label'], value: 'Of both' } }, 'Rename page');
  addPage(right, 'right');
  await expect.poll(() => keys(left)).toEqual(['left', 'right', 'shared']);
  expect(left.store.undo()).toBeNull();
  await expect.poll(() => keys(right)).toEqual(['left', 'shared']);
  const other = await studioAs(running, target);
  addPage(other, 'theirs');
  await sent(other);
  browser.mend();
  await Promise.all([sent(left), sent(right)]);
  await expect.poll(() => keys(other)).toEqual(['left', 'shared', 'theirs']);
  expect(other.store.definition.records.get('page-left')).toMatchObject({ label: 'Of both' });
  await expect
    .poll(() => [left, right].map((one) => snapshotOf(one.store.definition)))
    .toEqual(Array(2).fill(snapshotOf(other.store.definition)));
  // The pages of three, the label, and one that came and went.
  expect([other.store.replica.position, left.refused.value, right.refused.value]).toEqual([6, [], []]);
  await Promise.all([left.close(), right.close(), other.close()]);
});

test('what a window left at an older place of the log is sent by another, and told where it is refused', async () => {
  const target = await newApplication(running, 'left-behind');
  const browser = testBrowser(running);
  const gone = await browser.open(target);
  addPage(gone, 'home');
  await sent(gone);
  browser.cut();
  gone.store.dispatch({ type: 'RECORD_UPDATE', payload: { id: 'page-home', path: ['label'], value: 'Start' } }, 'Rename page');
  addPage(gone, 'late');
  await gone.close();
  browser.mend();
  const other = await studioAs(running, target);
  await expect.poll(() => keys(other)).toEqual(['home']);
  other.store.dispatch({ type: 'RECORD_REMOVE', payload: { id: 'page-home' } }, 'Remove page');
  await sent(other);
  const session = await browser.open(target);
  await expect.poll(() => keys(session)).toEqual(['late']);
  await expect.poll(() => session.refused.value.map(({ action }) => action.intent)).toEqual(['Rename page']);
  const [refused] = session.refused.value;
  if (refused !== undefined) session.answer(refused, 'restore');
  await expect.poll(() => other.store.definition.records.get('page-home')).toMatchObject({ label: 'Start' });
  await Promise.all([session.close(), other.close()]);
});

test('a token that ends while one edits loses nothing: the same member goes on, nobody else does', async () => {
  const target = await newApplication(running, 'signed-out');
  const tenant = { tenant: 'main' };
  const { token, details } = await running.client.call(createToken, tenant, { name: 'short', scopes: ['*'] }).catch(async () => {
    throw new Error('no token');
  });
  const browser = testBrowser({ address: running.address, token });
  const session = await browser.open(target);
  await online(session);
  const began = performance.now();
  await running.client.call(revokeToken, tenant, { token: details.id });
  await expect.poll(() => session.problem.value?.status, { timeout: 6000 }).toBe(401);
  expect(performance.now() - began).toBeLessThan(5000);
  addPage(session, 'kept');

  // Another maker signs in: the work is not theirs.
  const email = 'maker@plinth.example';
  const { member, invitation } = await running.client.call(inviteMember, tenant, { email, name: 'Maker' });
  await running.visitor.call(useLink, tenant, {
    token: /pli_[\w-]+/.exec(invitation.path ?? '')?.[0] ?? '',
    password: 'a long enough password',
  });
  await running.client.call(updateMember, tenant, { member: member.id, tenantRoles: ['maker'] });
  const response = await running.visitor.fetch(signIn, tenant, { email, password: 'a long enough password' });
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const maker = createClient({ address: running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const theirs = await maker.call(createToken, tenant, { name: 'mine', scopes: ['*'] });
  browser.use({ address: running.address, token: theirs.token });
  await expect.poll(() => session.problem.value?.code, { timeout: 15_000 }).toBe('repository.another-member');
  expect(session.pending.value).toBe(1);

  browser.use(running);
  await sent(session);
  const other = await studioAs(running, target);
  expect(keys(other)).toEqual(['kept']);
  await other.close();

  // Whose value somebody replaces who has not seen it is told by whom, and puts it back.
  const makers = testBrowser({ address: running.address, token: theirs.token });
  const colleague = await makers.open({ ...target, memberId: member.id });
  await online(colleague);
  makers.cut();
  await expect.poll(() => colleague.connection.value).toBe('offline');
  const label = (value: string) => ({ type: 'RECORD_UPDATE' as const, payload: { id: 'page-kept', path: ['label'], value } });
  session.store.dispatch(label('Mine'), 'Rename page');
  await sent(session);
  colleague.store.dispatch(label('Theirs'), 'Rename page');
  makers.mend();
  await sent(colleague);
  await expect.poll(() => session.overwritten.value).toMatchObject([{ record: 'page-kept', by: member.id, intent: 'Rename page' }]);
  expect(session.store.definition.records.get('page-kept')).toMatchObject({ label: 'Theirs' });
  session.settle(session.overwritten.value, 'restore');
  await expect.poll(() => colleague.store.definition.records.get('page-kept')).toMatchObject({ label: 'Mine' });
  expect([session.overwritten.value, colleague.overwritten.value]).toEqual([[], []]);
  await Promise.all([session.close(), colleague.close()]);
});

test('a device without room says so, and again when there is some', async () => {
  const target = await newApplication(running, 'full');
  const browser = testBrowser(running);
  const session = await browser.open(target);
  expect(session.storageProblem.value).toBeNull();
  browser.storage.failing = new DOMException('full', 'QuotaExceededError');
  addPage(session, 'one');
  await expect.poll(() => session.storageProblem.value?.code).toBe('session.storage-full');
  browser.storage.failing = null;
  addPage(session, 'two');
  await expect.poll(() => session.storageProblem.value).toBeNull();
  await sent(session);
  await session.close();
});
