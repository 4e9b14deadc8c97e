import {
  type Client,
  claimTask,
  delegateTask,
  getNoticePreferences,
  listTasks,
  setNoticePreferences,
  startProcess,
  startProcesses,
} from '@plinth/api-contract';
import { startTestMailServer, type TestMailServer } from '@plinth/mail/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { openShop, shop } from './testing-processes.ts';

const main = { tenant: 'main' };
const patience = { timeout: 30_000, interval: 100 };

let mail: TestMailServer;
let running: TestPlatform;
let boss: Client;
let clerk: Client;
let other: Client;
beforeAll(async () => {
  mail = await startTestMailServer();
  running = await startTestPlatform({
    ...{ PLINTH_SMTP_URL: mail.address, PLINTH_SMTP_FROM: 'Plinth <plinth@bank.example>' },
    PLINTH_PUBLIC_URL: 'http://plinth.example/',
  });
  ({ boss, clerk, other } = await openShop(running));
}, 60_000);
afterAll(async () => {
  await running?.close();
  await mail?.close();
});
beforeEach(() => mail.refuse(() => null));

const start = async () => (await boss.call(startProcess, shop, { process: 'approval', key: 'O-1', variables: { reason: 'x' } })).id;
const to = (name: string) => mail.received.filter(({ to: [address] }) => address === `${name}@plinth.example`);
const waiting = async () => (await running.ask('select count(*)::integer as n from plinth.task_mail', []))[0]?.n;
/** What a body says, whatever its lines were broken for. */
const bodyOf = ({ source }: { readonly source: string }) => source.replaceAll('=\r\n', '').replaceAll('=3D', '=');

test('who may claim a task is told of it once, with a link; who holds no role is not', async () => {
  const instance = await start();
  await expect.poll(() => [to('clerk').length, to('other').length], patience).toEqual([1, 1]);
  const [sent = { to: [], source: '' }] = to('clerk');
  expect(sent.source).toMatch(/^Subject: A task waits for you in Shop\r$/m);
  expect(bodyOf(sent)).toContain('- Approve the order (to claim, O-1, due ');
  expect(bodyOf(sent)).toContain(`http://plinth.example/apps/main/production/shop/-/inbox?task=${instance}.`);
  await expect.poll(waiting, patience).toBe(0);
  expect([to('boss').length, to('guest').length]).toEqual([0, 0]);
  expect(await running.ask('select from plinth.task_notice', [])).toEqual([]);
});

test('many at once are one mail, and what is refused for now is sent later, once', async () => {
  const before = to('clerk').length;
  let refusals = 0;
  mail.refuse((address) => (address.startsWith('clerk') && refusals++ === 0 ? { code: 451, message: 'Later' } : null));
  await boss.call(startProcesses, shop, { process: 'approval', starts: Array.from({ length: 3 }, () => ({})) });
  await expect.poll(() => refusals, patience).toBe(1);
  await running.ask('update plinth.task_mail set due = now() returning id', []);
  await expect.poll(waiting, patience).toBe(0);
  expect(to('clerk').length).toBeGreaterThan(before);
  expect(to('clerk').length - before).toBeLessThanOrEqual(3);
  const ids = mail.received.map(({ source }) => /^Message-ID: (.*)\r$/m.exec(source)?.[1]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is refused for good is given up, and who wants no mails gets none; a delegated task is told', async () => {
  expect(await other.call(getNoticePreferences, main, {})).toEqual({ tasksByMail: true, sent: true });
  await other.call(setNoticePreferences, main, { tasksByMail: false });
  const [clerks, others] = [to('clerk').length, to('other').length];
  mail.refuse((address) => (address.startsWith('clerk') ? { code: 550, message: 'No such user' } : null));
  const instance = await start();
  await expect
    .poll(async () => [(await running.ask('select from plinth.task_notice', [])).length, await waiting()], patience)
    .toEqual([0, 0]);
  expect([to('clerk').length, to('other').length]).toEqual([clerks, others]);
  mail.refuse(() => null);
  await other.call(setNoticePreferences, main, { tasksByMail: true });
  const { items } = await clerk.call(listTasks, shop, { instance });
  const task = { task: items[0]?.id ?? '' };
  await clerk.call(claimTask, shop, task);
  await clerk.call(delegateTask, shop, { ...task, to: 'other@plinth.example' });
  await expect.poll(() => to('other').length, patience).toBe(others + 1);
  expect(bodyOf(to('other').at(-1) ?? { source: '' })).toContain('- Approve the order (yours, ');
});
