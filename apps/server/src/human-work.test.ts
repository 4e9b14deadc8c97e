import {
  addSubstitute,
  addTaskAttachment,
  addTaskComment,
  type Client,
  changeTask,
  claimTask,
  completeTask,
  completeTasks,
  countTasks,
  delegateTask,
  downloadTaskAttachment,
  explainTaskAccess,
  getTask,
  listInstances,
  listNotifications,
  listSubstitutes,
  listTaskAttachments,
  listTaskComments,
  listTasks,
  readNotifications,
  readSession,
  removeSubstitute,
  removeTaskAttachment,
  startProcess,
  startProcesses,
  taskHistory,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { chain, openShop, shop, shopProcesses } from './testing-processes.ts';

const main = { tenant: 'main' };
const processes = {
  approval: shopProcesses.approval ?? '',
  vote: chain({
    s: 'startEvent',
    decide: {
      type: 'userTask',
      label: 'Decide about it',
      attributes: { 'plinth:candidateRoles': 'clerk', 'plinth:answers': 'Approve, Reject, Approve', 'plinth:answerVariable': 'verdict' },
    },
    e: 'endEvent',
  }),
  papers: chain({
    s: 'startEvent',
    read: {
      type: 'userTask',
      attributes: {
        'plinth:candidateRoles': 'clerk',
        'plinth:attachmentTypes': 'text/plain, image/*',
        'plinth:attachmentMegabytes': '0.001',
      },
    },
    e: 'endEvent',
  }),
  personal: chain({ s: 'startEvent', own: { type: 'userTask', attributes: { 'plinth:assignee': 'other@plinth.example' } }, e: 'endEvent' }),
};

let running: TestPlatform;
let boss: Client;
let clerk: Client;
let other: Client;
let guest: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  const files = Object.fromEntries(Object.keys(shopProcesses).map((key) => [key, shopProcesses[key] ?? '']));
  ({ boss, clerk, other, guest } = await openShop(running, { ...files, ...processes }));
}, 60_000);
afterAll(() => running.close());

const start = async (process: keyof typeof processes, key?: string) =>
  (await boss.call(startProcess, shop, { process, variables: { reason: 'x' }, ...(key === undefined ? {} : { key }) })).id;
const taskOf = async (instance: string, by = boss) => {
  const { items } = await by.call(listTasks, shop, { of: 'all', instance });
  return items[0]?.id ?? '';
};
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const attach = (task: string, bytes: Uint8Array, name: string, by = clerk, mediaType = 'text/plain') =>
  by.call(addTaskAttachment, shop, { task, name, mediaType, content: new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() });

describe('lists', () => {
  test('tasks are sorted by what is due and urgent, searched, and paged in either order', async () => {
    const ids: string[] = [];
    for (const [at, [due, priority]] of (
      [
        ['2026-03-01T00:00:00Z', 1],
        [null, 9],
        ['2026-01-01T00:00:00Z', 1],
        ['2026-02-01T00:00:00Z', 9],
      ] as const
    ).entries()) {
      const task = await taskOf(await start('vote', `Order ${at}`));
      await boss.call(changeTask, shop, { task, due, priority });
      ids.push(task);
    }
    const walk = async (sort: 'created' | 'due' | 'priority') => {
      const seen: string[] = [];
      for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
        const page = await clerk.call(listTasks, shop, { sort, search: 'ORDER ', limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items.map(({ id }) => id));
        if (page.next === null) return seen.map((id) => ids.indexOf(id));
        cursor = page.next;
      }
      return seen;
    };
    expect(await walk('created')).toEqual([0, 1, 2, 3]);
    expect(await walk('due')).toEqual([2, 3, 0, 1]);
    expect(await walk('priority')).toEqual([3, 1, 2, 0]);
    expect((await clerk.call(listTasks, shop, { search: 'decide ABOUT' })).items).toHaveLength(4);
    expect((await clerk.call(listTasks, shop, { search: "%'; drop table plinth.process_task --" })).items).toEqual([]);
    expect((await guest.call(listTasks, shop, { of: 'all' })).items).toEqual([]);
    expect((await clerk.call(listTasks, shop, { cursor: 'x~infinity~1~y' })).items.length).toBeGreaterThan(3);
    expect(await clerk.call(countTasks, shop, {})).toEqual({ mine: 0, open: 4, mineLater: 0, openLater: 0, overdue: 3 });
  });

  test('what is to be followed up later is listed and counted apart until then', async () => {
    const task = await taskOf(await start('vote', 'Later'));
    const listed = async (when: 'now' | 'later' | 'any') => {
      const { items } = await clerk.call(listTasks, shop, { of: 'all', when, search: 'later' });
      return items.map(({ id }) => id);
    };
    expect([await listed('now'), await listed('later'), await listed('any')]).toEqual([[task], [], [task]]);
    await boss.call(changeTask, shop, { task, followUp: new Date(Date.now() + 3_600_000).toISOString() });
    expect([await listed('now'), await listed('later'), await listed('any')]).toEqual([[], [task], [task]]);
    expect(await clerk.call(countTasks, shop, {})).toMatchObject({ mineLater: 0, openLater: 1 });
    await clerk.call(claimTask, shop, { task });
    expect(await clerk.call(countTasks, shop, {})).toMatchObject({ mine: 1, mineLater: 1, openLater: 0 });
    await clerk.call(changeTask, shop, { task, followUp: '2026-01-01T00:00:00Z' });
    expect([await listed('now'), await listed('later')]).toEqual([[task], []]);
    await clerk.call(completeTask, shop, { task, variables: { verdict: 'Approve' } });
  });

  test('a manager is told why a member sees a task or does not; others are told nothing', async () => {
    const task = await taskOf(await start('vote'));
    const explained = async (member: string) => {
      const { sees, mayDo, reasons } = await boss.call(explainTaskAccess, shop, { task, member });
      return [
        sees,
        mayDo,
        ...reasons.map(({ kind, name, onBehalfOf }) => [kind, name, onBehalfOf].filter((part) => part !== null).join(' ')),
      ];
    };
    expect(await explained('clerk@plinth.example')).toEqual([true, true, 'meant role:clerk']);
    expect(await explained('guest@plinth.example')).toEqual([false, false, 'notMeant role:clerk']);
    expect(await explained('boss@plinth.example')).toEqual([true, false, 'notMeant role:clerk', 'manages']);
    await clerk.call(claimTask, shop, { task });
    expect(await explained('clerk@plinth.example')).toEqual([true, true, 'has']);
    expect(await explained('other@plinth.example')).toEqual([false, false, 'otherHas clerk', 'meant role:clerk']);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await clerk.call(addSubstitute, main, { substitute: 'guest@plinth.example', until });
    expect(await explained('guest@plinth.example')).toEqual([true, true, 'has clerk']);
    await clerk.call(removeSubstitute, main, { substitution: id });
    const asked = (who: Client, member: string) => codeOf(who.call(explainTaskAccess, shop, { task, member }));
    for (const who of [clerk, other, guest]) expect(await asked(who, 'clerk@plinth.example')).toBe('process-store.no-task');
    expect(await asked(guest, 'nobody@plinth.example')).toBe('process-store.no-task');
    expect(await asked(boss, 'nobody@plinth.example')).toBe('process-store.unknown-member');
    expect(await asked(boss, 'x'.repeat(255))).toBe('plinth.invalid-input');
    await clerk.call(completeTask, shop, { task, variables: { verdict: 'Approve' } });
  });

  test('a task tells how it stands to somebody, and the answers that it has', async () => {
    const task = await taskOf(await start('vote'));
    expect(await clerk.call(getTask, shop, { task })).toMatchObject({
      ...{ processLabel: 'Process', form: null, standing: 'open', onBehalfOf: null },
      answers: { variable: 'verdict', values: ['Approve', 'Reject'] },
    });
    expect((await boss.call(getTask, shop, { task })).standing).toBe('managed');
    expect((await clerk.call(claimTask, shop, { task })).standing).toBe('mine');
  });

  test('several are decided at once, and what is refused keeps nothing else from it', async () => {
    const { ids } = await boss.call(startProcesses, shop, { process: 'vote', starts: [{}, {}, {}] });
    await expect
      .poll(async () => (await Promise.all(ids.map((id) => taskOf(id)))).every((id) => id !== ''), { timeout: 15_000 })
      .toBe(true);
    const tasks = await Promise.all(ids.map((id) => taskOf(id)));
    await other.call(claimTask, shop, { task: tasks[2] ?? '' });
    const answer = await clerk.call(completeTasks, shop, { tasks: [...tasks, 'nonsense'], variables: { verdict: 'Approve' } });
    expect(answer.done).toEqual(tasks.slice(0, 2));
    expect(answer.refused.map(({ task, code }) => [task, code])).toEqual([
      [tasks[2], 'process-store.no-task'],
      ['nonsense', 'process-store.no-task'],
    ]);
    const hundredAndOne = Array.from({ length: 101 }, (_, at) => `${ids[0]}.${at}`);
    expect(await codeOf(clerk.call(completeTasks, shop, { tasks: hundredAndOne, variables: {} }))).toBe('plinth.invalid-input');
    expect((await clerk.call(completeTasks, shop, { tasks: hundredAndOne.slice(1), variables: {} })).refused.length).toBe(100);
  });
});

describe('comments and files', () => {
  test('whoever may see a task reads and adds them, in order, and to others it is not there', async () => {
    const task = await taskOf(await start('approval'));
    await clerk.call(addTaskComment, shop, { task, text: 'First\nline <b>' });
    await boss.call(addTaskComment, shop, { task, text: 'Second' });
    const { items } = await other.call(listTaskComments, shop, { task });
    expect(items.map(({ author, text }) => [author.name, text])).toEqual([
      ['clerk', 'First\nline <b>'],
      ['boss', 'Second'],
    ]);
    for (const text of ['', '  \n', '\u200b', 'a\u0000', 'x'.repeat(4001)])
      expect(await codeOf(clerk.call(addTaskComment, shop, { task, text }))).toBe('plinth.invalid-input');
    for (const wrong of [task.replace(/^./, 'z'), `${task}9`, 'x'])
      expect(await codeOf(clerk.call(listTaskComments, shop, { task: wrong }))).toBe('process-store.no-task');
    expect(await codeOf(guest.call(listTaskComments, shop, { task }))).toBe('process-store.no-task');
    expect(await codeOf(guest.call(addTaskComment, shop, { task, text: 'x' }))).toBe('process-store.no-task');
    await clerk.call(claimTask, shop, { task });
    expect(await codeOf(other.call(listTaskComments, shop, { task }))).toBe('process-store.no-task');
  });

  test('a file is put to a task, downloaded as it was, and taken away by who put it there', async () => {
    const task = await taskOf(await start('approval'));
    const bytes = new TextEncoder().encode('<script>alert(1)</script>');
    const file = await attach(task, bytes, '../../etc/pass\u202ewd.html');
    expect(file).toMatchObject({ name: 'passwd.html', size: bytes.length, by: { name: 'clerk' } });
    expect((await boss.call(listTaskAttachments, shop, { task })).items).toEqual([file]);
    const response = await other.fetch(downloadTaskAttachment, shop, { task, attachment: file.id });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    const elsewhere = await taskOf(await start('approval'));
    expect(await codeOf(other.fetch(downloadTaskAttachment, shop, { task: elsewhere, attachment: file.id }))).toBe(
      'human-work.no-attachment',
    );
    expect(await codeOf(guest.fetch(downloadTaskAttachment, shop, { task, attachment: file.id }))).toBe('process-store.no-task');
    expect(await codeOf(attach(task, bytes, 'x', guest))).toBe('process-store.no-task');
    expect(await codeOf(other.call(removeTaskAttachment, shop, { task, attachment: file.id }))).toBe('human-work.no-attachment');
    await clerk.call(removeTaskAttachment, shop, { task, attachment: file.id });
    expect((await boss.call(listTaskAttachments, shop, { task })).items).toEqual([]);
  });
});

describe('substitutes', () => {
  const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

  test('a substitute sees and does what the other could, for the time being, and it is kept for whom', async () => {
    const task = await taskOf(await start('personal'));
    expect(await codeOf(guest.call(getTask, shop, { task }))).toBe('process-store.no-task');
    const open = await taskOf(await start('approval'));
    const { id, member, substitute } = await other.call(addSubstitute, main, { substitute: 'guest@plinth.example', until: tomorrow() });
    expect([member.name, substitute.name]).toEqual(['other', 'guest']);
    expect(await guest.call(getTask, shop, { task })).toMatchObject({ standing: 'mine', onBehalfOf: { name: 'other' } });
    expect(await guest.call(getTask, shop, { task: open })).toMatchObject({ standing: 'open', onBehalfOf: { name: 'other' } });
    expect((await guest.call(listTasks, shop, { of: 'mine' })).items.map((each) => each.id)).toContain(task);
    await guest.call(claimTask, shop, { task });
    const { items } = await boss.call(taskHistory, shop, { task });
    expect(items).toMatchObject([{ event: 'claimed', by: { name: 'guest' }, onBehalfOf: { name: 'other' } }]);
    expect((await guest.call(completeTask, shop, { task })).status).toBe('completed');
    await other.call(removeSubstitute, main, { substitution: id });
    expect(await codeOf(guest.call(getTask, shop, { task: open }))).toBe('process-store.no-task');
    expect((await guest.call(listSubstitutes, main, {})).items).toEqual([]);
  });

  test('nobody is named for others, for no time, or as their own; what begins later is not yet', async () => {
    const refused = (input: { substitute: string; from?: string; until: string }) => codeOf(clerk.call(addSubstitute, main, input));
    const later = tomorrow();
    expect(await refused({ substitute: 'nobody@plinth.example', until: later })).toBe('human-work.unknown-member');
    expect(await refused({ substitute: 'clerk@plinth.example', until: later })).toBe('human-work.unknown-member');
    for (const until of ['2020-01-01T00:00:00Z', 'tomorrow', '2026-13-41T00:00:00Z', '3026-01-01T00:00:00Z'])
      expect(await refused({ substitute: 'guest@plinth.example', until })).toBe('human-work.bad-period');
    const from = new Date(Date.now() + 3_600_000).toISOString();
    expect(await refused({ substitute: 'guest@plinth.example', from: later, until: from })).toBe('human-work.bad-period');
    const { id } = await clerk.call(addSubstitute, main, { substitute: 'guest@plinth.example', from, until: later });
    const task = await taskOf(await start('approval'));
    expect(await codeOf(guest.call(getTask, shop, { task }))).toBe('process-store.no-task');
    expect(await codeOf(other.call(removeSubstitute, main, { substitution: id }))).toBe('human-work.no-substitution');
    expect(await codeOf(clerk.call(removeSubstitute, main, { substitution: 'x' }))).toBe('human-work.no-substitution');
    await guest.call(removeSubstitute, main, { substitution: id });
  });

  test('a substitute manages nothing and starts nothing', async () => {
    const { id } = await boss.call(addSubstitute, main, { substitute: 'guest@plinth.example', until: tomorrow() });
    const task = await taskOf(await start('approval'));
    expect(await codeOf(guest.call(getTask, shop, { task }))).toBe('process-store.no-task');
    expect(await codeOf(guest.call(startProcess, shop, { process: 'approval' }))).toBe('process-store.no-process');
    await boss.call(removeSubstitute, main, { substitution: id });
  });
});

test('what was done with a task is told in order', async () => {
  const task = await taskOf(await start('approval'));
  await clerk.call(claimTask, shop, { task });
  await clerk.call(changeTask, shop, { task, priority: 3 });
  await clerk.call(delegateTask, shop, { task, to: 'other@plinth.example' });
  const { items } = await boss.call(taskHistory, shop, { task });
  expect(items.map(({ event, by, to }) => [event, by.name, to?.name ?? null])).toEqual([
    ['claimed', 'clerk', null],
    ['changed', 'clerk', null],
    ['delegated', 'clerk', 'other'],
  ]);
});

describe('files that a task takes', () => {
  test('are of the types and sizes that its process says, which whoever sees it is told', async () => {
    const task = await taskOf(await start('papers'));
    expect((await clerk.call(listTaskAttachments, shop, { task })).limits).toEqual({ types: ['text/plain', 'image/*'], bytes: 1048 });
    await attach(task, new TextEncoder().encode('short'), 'a.txt');
    expect(await codeOf(attach(task, new Uint8Array(1049).fill(97), 'b.txt'))).toBe('human-work.file-too-large');
    expect(await codeOf(attach(task, new TextEncoder().encode('%PDF-1.7\n'), 'c.pdf', clerk, 'application/pdf'))).toBe(
      'human-work.file-type',
    );
    expect((await clerk.call(listTaskAttachments, shop, { task })).items.map(({ name }) => name)).toEqual(['a.txt']);
    expect((await clerk.call(listTaskAttachments, shop, { task: await taskOf(await start('vote')) })).limits.types).toEqual([]);
  });
});

describe('notifications', () => {
  const told = async (by: Client) => (await by.call(listNotifications, shop, { limit: 100 })).items;
  const about = async (by: Client, instance: string) => (await told(by)).filter((each) => each.instance === instance);

  test('who gets a task is told, at its beginning and when it is given on; nobody of what they did themselves', async () => {
    const instance = await start('personal', 'N-1');
    const [first] = await about(other, instance);
    expect(first).toMatchObject({ event: 'assigned', instanceKey: 'N-1', by: null, read: false });
    expect(await about(clerk, instance)).toEqual([]);
    const given = await start('vote');
    const task = await taskOf(given);
    await clerk.call(claimTask, shop, { task });
    expect(await about(clerk, given)).toEqual([]);
    await clerk.call(delegateTask, shop, { task, to: 'other@plinth.example' });
    expect(await about(other, given)).toMatchObject([{ event: 'assigned', task, by: { name: 'clerk' } }]);
  });

  test('who is mentioned is told, and only those can be who may see the task', async () => {
    const instance = await start('vote');
    const task = await taskOf(instance);
    const { people } = await clerk.call(listTaskComments, shop, { task });
    const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? '';
    expect(people.map(({ name }) => name)).toEqual(['other']);
    const clerkId = (await clerk.call(readSession, main, {})).member?.id ?? '';
    await clerk.call(addTaskComment, shop, { task, text: '@other look', mentions: [idOf('other'), clerkId] });
    expect(await about(other, instance)).toMatchObject([{ event: 'mentioned', task, by: { name: 'clerk' }, name: 'Decide about it' }]);
    expect(await about(clerk, instance)).toEqual([]);
    const guestId = (await guest.call(readSession, main, {})).member?.id ?? '';
    for (const stranger of [guestId, 'nobody', "x'; drop table plinth.notification --"])
      expect(await codeOf(clerk.call(addTaskComment, shop, { task, text: 'x', mentions: [stranger] }))).toBe('human-work.unknown-member');
    expect((await clerk.call(listTaskComments, shop, { task })).items).toHaveLength(1);
  });

  test('a task that is overdue is told of until it is read of or done, and again with another date', async () => {
    const instance = await start('personal');
    const task = await taskOf(instance);
    const overdue = async () => (await about(other, instance)).filter(({ event }) => event === 'overdue');
    expect(await overdue()).toEqual([]);
    await other.call(changeTask, shop, { task, due: '2026-01-31T08:00:00Z' });
    const [late] = await overdue();
    expect(late).toMatchObject({ task, at: '2026-01-31T08:00:00.000Z', read: false });
    expect(await about(clerk, instance)).toEqual([]);
    await other.call(readNotifications, shop, { notifications: [late?.id ?? ''] });
    expect(await overdue()).toMatchObject([{ task, read: true }]);
    await other.call(changeTask, shop, { task, due: '2026-02-01T08:00:00Z' });
    expect((await overdue()).map(({ read }) => read)).toEqual([false, true]);
    await other.call(completeTask, shop, { task });
    expect((await overdue()).map(({ read }) => read)).toEqual([true]);
  });

  test('who started something that people work at is told when it has ended', async () => {
    const instance = await start('vote', 'N-2');
    await clerk.call(completeTask, shop, { task: await taskOf(instance), variables: { verdict: 'Approve' } });
    expect(await about(boss, instance)).toMatchObject([{ event: 'completed', task: null, instanceKey: 'N-2', name: 'Process' }]);
    expect((await boss.call(listInstances, shop, { mine: true })).items.map(({ id }) => id)).toContain(instance);
    expect((await clerk.call(listInstances, shop, { mine: true })).items).toEqual([]);
  });

  test('all are marked as read, by and for oneself alone; what is none of theirs changes nothing', async () => {
    await start('personal');
    const before = await told(other);
    expect((await other.call(listNotifications, shop, {})).unread).toBeGreaterThan(0);
    await clerk.call(readNotifications, shop, { notifications: before.map(({ id }) => id) });
    await clerk.call(readNotifications, shop, { notifications: ['overdue~x', "'; --", before[0]?.instance ?? ''] });
    expect(await told(other)).toEqual(before);
    expect(await other.call(readNotifications, shop, {})).toEqual({ unread: 0 });
    expect((await told(other)).every(({ read }) => read)).toBe(true);
    expect(await guest.call(listNotifications, shop, {})).toEqual({ items: [], unread: 0 });
    for (const limit of [0, 101]) expect(await codeOf(other.call(listNotifications, shop, { limit }))).toBe('plinth.invalid-input');
  });
});
