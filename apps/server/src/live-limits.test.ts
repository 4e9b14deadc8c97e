import { createToken, liveBranch, signIn } from '@plinth/api-contract';
import { currentSchemaVersion, type DefinitionRecord, withDefaults } from '@plinth/app-definition';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { askToUpgrade, type Talk, talk, textFrame, upgraded } from './testing-channel.ts';
import { newApplication } from './testing-live.ts';

let running: TestPlatform;
const path = '/api/main/applications/limits/live';
const bearer = () => ({ authorization: `Bearer ${running.token}` });
const join = { type: 'join', position: 0, window: 'window-one', place: { artefact: null, selection: [] } };
beforeAll(async () => {
  running = await startTestPlatform();
  await newApplication(running, 'limits');
}, 60_000);
afterAll(() => running.close());

async function joined(message: object = join): Promise<Talk> {
  const one = await talk(running.address, path, bearer());
  one.say(message);
  await one.next('joined');
  return one;
}
async function ended(one: Talk): Promise<{ code: number; problem: unknown }> {
  const code = await one.closed;
  return { code, problem: (one.heard.findLast(({ type }) => type === 'problem')?.problem as { code?: unknown } | undefined)?.code };
}
const update = (id: string, value: string) => ({
  ...{ id, type: 'RECORD_UPDATE', schemaVersion: currentSchemaVersion, seen: 0, actor: 'me', intent: 'Describe' },
  payload: { id: 'app', path: ['label'], value },
});

describe('who may open a channel', () => {
  test('nobody without proof, with a token that is none, or by an ordinary request', async () => {
    expect(await askToUpgrade(running.address, path, {})).toMatchObject({ status: 401 });
    expect(await askToUpgrade(running.address, path, { authorization: 'Bearer plt_main_x' })).toMatchObject({ status: 401 });
    const plain = await fetch(running.address + path, { headers: bearer() });
    expect([plain.status, ((await plain.json()) as { code: string }).code]).toEqual([426, 'gateway.upgrade-required']);
  });

  test('a page of another site not with a session, one of the platform’s does', async () => {
    const response = await running.visitor.fetch(signIn, { tenant: 'main' }, administrator);
    const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const { host } = new URL(running.address);
    const status = async (headers: Record<string, string>) => (await askToUpgrade(running.address, path, { cookie, ...headers })).status;
    expect(await status({ origin: `http://${host}` })).toBe(101);
    expect(await status({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(101);
    for (const origin of ['https://evil.example', `http://${host}.evil.example`, 'null', '', `http://${host}:1`, 'http://localhost']) {
      expect(await status({ origin }), origin).toBe(403);
    }
    expect(await status({})).toBe(403);
    expect(await status({ origin: `http://${host}`, 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  test('a token that may only read joins, and its appends are refused', async () => {
    const { token } = await running.client.call(createToken, { tenant: 'main' }, { name: 'reader', scopes: ['applications:read'] });
    const one = await talk(running.address, path, { authorization: `Bearer ${token}` });
    one.say(join);
    await one.next('joined');
    one.say({ type: 'append', request: 1, expectedPosition: 0, actions: [update('forbidden', 'No')] });
    expect(await one.next('problem')).toMatchObject({ request: 1, problem: { status: 403 } });
    one.socket.close();
    const { token: none } = await running.client.call(createToken, { tenant: 'main' }, { name: 'other', scopes: ['records:read'] });
    expect(await askToUpgrade(running.address, path, { authorization: `Bearer ${none}` })).toMatchObject({ status: 403 });
  });

  test('not more connections than the limit', async () => {
    const { connectionsPerMember } = liveBranch.limits;
    const open = await Promise.all(Array.from({ length: connectionsPerMember }, () => talk(running.address, path, bearer())));
    expect(await askToUpgrade(running.address, path, bearer())).toMatchObject({ status: 429 });
    for (const { socket } of open) socket.close();
    await Promise.all(open.map(({ closed }) => closed));
    await expect.poll(async () => (await askToUpgrade(running.address, path, bearer())).status).toBe(101);
  });
});

describe('what a channel does not take', () => {
  test.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['nothing', ''],
    ['another type', { type: 'constructor' }],
    ['a type that is none', { type: { toString: 1 } }],
    ['a property too many', { ...join, admin: true }],
    ['a prototype', '{"type":"place","place":{"artefact":null,"selection":[],"__proto__":{"x":1}}}'],
    ['a place beyond the canvas', { ...join, place: { artefact: null, selection: [], pointer: { x: 1e300, y: 0 } } }],
    ['a window that is no name', { ...join, window: '../../etc' }],
    ['a wish to foresee that is none', { ...join, tentative: 'yes' }],
    ['something foreseen that is no id', { type: 'append', request: 1, expectedPosition: 0, tentative: [{}], actions: [update('x', 'x')] }],
    [
      'too much foreseen',
      { type: 'append', request: 1, expectedPosition: 0, tentative: Array(1001).fill('x'), actions: [update('x', 'x')] },
    ],
    ['a selection without end', { ...join, place: { artefact: null, selection: Array.from({ length: 21 }, () => 'a') } }],
  ])('%s: a problem, and the end', async (_, message) => {
    const one = await talk(running.address, path, bearer());
    one.say(message);
    expect(await ended(one)).toEqual({ code: 4400, problem: 'gateway.malformed-message' });
  });

  test('bytes, and messages that are too large', async () => {
    const bytes = await talk(running.address, path, bearer());
    bytes.socket.send(new Uint8Array(10));
    expect(await ended(bytes)).toEqual({ code: 4400, problem: 'gateway.malformed-message' });
    const large = await talk(running.address, path, bearer());
    large.say('x'.repeat(liveBranch.limits.messageBytes + 1));
    expect(await ended(large)).toEqual({ code: 4413, problem: 'gateway.message-too-large' });
    const enormous = await talk(running.address, path, bearer());
    enormous.say('x'.repeat(liveBranch.limits.messageBytes * 3));
    expect((await ended(enormous)).code).toBe(1009);
  });

  test('more messages than the limit', async () => {
    const one = await joined();
    for (let sent = 0; sent < liveBranch.limits.messagesPerSecond * 4; sent++) {
      one.say({ type: 'place', place: { artefact: null, selection: [] } });
    }
    expect(await ended(one)).toEqual({ code: 4429, problem: 'gateway.too-many-messages' });
  });

  test('actions before a join, hostile ones, and a place of the log that is not yet there', async () => {
    const one = await talk(running.address, path, bearer());
    one.say({ type: 'append', request: 7, expectedPosition: 0, actions: [update('early', 'x')] });
    expect(await one.next('problem')).toMatchObject({ request: 7, problem: { code: 'repository.not-joined' } });
    one.say(join);
    await one.next('joined');
    one.say({
      type: 'append',
      request: 8,
      expectedPosition: 0,
      actions: [{ ...update('hostile', 'x'), payload: { id: 'app', path: ['__proto__'] } }],
    });
    expect(await one.next('problem')).toMatchObject({ request: 8, problem: { code: 'repository.malformed-actions' } });
    one.say({ ...join, position: 1_000_000 });
    expect(await one.next('problem')).toMatchObject({ problem: { code: 'repository.ahead-of-log' } });
    one.say({ ...join, branch: 'nowhere' });
    expect(await one.next('problem')).toMatchObject({ problem: { status: 404 } });
    one.socket.close();
  });

  test('what is wrong is said in the language that the opening asks for, in its address before its headers', async () => {
    const early = { type: 'append', request: 7, expectedPosition: 0, actions: [update('early', 'x')] };
    for (const [query, language, detail] of [
      ['?language=de', 'ar', 'Auf dieser Verbindung ist keinem Zweig beigetreten worden.'],
      ['', 'ar', 'لم يُنضمّ إلى فرع على هذا الاتصال.'],
      ['?language=../../x', 'xx', 'No branch was joined on this connection.'],
    ] as const) {
      const one = await talk(running.address, path + query, { ...bearer(), 'accept-language': language });
      one.say(early);
      expect(await one.next('problem')).toMatchObject({ problem: { code: 'repository.not-joined', detail } });
      one.socket.close();
    }
  });
});

test('the same actions sent twice are in the log once, and the window that sat there before gives way', async () => {
  const [one, two] = [await joined(), await joined({ ...join, window: 'window-two' })];
  const append = { type: 'append', expectedPosition: 0, actions: [update('once', 'Once')] };
  one.say({ ...append, request: 1 });
  one.say({ ...append, request: 2 });
  const answers = [await one.next('appended'), await one.next('appended')];
  expect(answers).toMatchObject([
    { request: 1, position: 1, entries: [{ position: 1, action: { id: 'once' } }] },
    { request: 2, position: 1, entries: [{ position: 1 }] },
  ]);
  expect(await two.next('entries')).toMatchObject({ entries: [{ position: 1 }] });
  const again = await joined();
  expect(again.heard.find(({ type }) => type === 'joined')).toMatchObject({ people: [{ window: 'window-two' }] });
  const snapshot = await joined({ type: 'join', window: 'window-three', place: join.place });
  expect(snapshot.heard.find(({ type }) => type === 'joined')).toMatchObject({
    position: 1,
    snapshot: { records: { app: { label: 'Once' } } },
  });
  for (const { socket } of [one, two, again, snapshot]) socket.close();
});

test('what is accepted is told to whoever wants to foresee it, and that it is committed; to others when it is', async () => {
  await newApplication(running, 'foreseen');
  const at = '/api/main/applications/foreseen/live';
  const windows = await Promise.all(
    ['one', 'two', 'plain'].map(async (name) => {
      const window = await talk(running.address, at, bearer());
      window.say({ ...join, window: `window-${name}`, ...(name === 'plain' ? {} : { tentative: true }) });
      await window.next('joined');
      return window;
    }),
  );
  const [one, two, plain] = windows as [Talk, Talk, Talk];
  const append = (request: number, expectedPosition: number, tentative: string[], id: string) =>
    one.say({ type: 'append', request, expectedPosition, tentative, actions: [update(id, id)] });
  append(1, 0, [], 'first');
  expect(await one.next('appended')).toMatchObject({ request: 1, entries: [], position: 1 });
  append(2, 1, [], 'second');
  expect(await two.next('tentative')).toMatchObject({ after: 1, entries: [{ position: 2, action: { id: 'second' } }] });
  expect(await two.next('committed')).toMatchObject({ position: 2, action: 'second' });
  // Its author has heard it as everybody else.
  expect(await one.next('appended')).toMatchObject({ request: 2, entries: [], position: 2 });
  append(3, 1, ['second'], 'third');
  expect(await one.next('appended')).toMatchObject({ request: 3, position: 3 });
  append(4, 1, ['second', 'somebody else’s'], 'fourth');
  expect(await one.next('appended')).toMatchObject({ request: 4, position: 3 });
  await expect.poll(() => plain.heard.filter(({ type }) => type === 'entries').length).toBe(3);
  expect(new Set(plain.heard.map(({ type }) => type))).not.toContain('tentative');
  for (const { socket } of windows) socket.close();
});

test('who does not read is cut off, and the others go on', async () => {
  const deaf = await upgraded(running.address, path, bearer());
  deaf.pause();
  deaf.write(textFrame(JSON.stringify({ ...join, window: 'window-deaf' })));
  const one = await joined({ ...join, window: 'window-busy' });
  await expect.poll(() => one.heard.some(({ people }) => Array.isArray(people) && people.length > 0)).toBe(true);
  const isGone = () => one.heard.some(({ type, windows }) => type === 'gone' && (windows as string[]).includes('window-deaf'));
  const page = withDefaults({ kind: 'page', id: 'page', key: 'page', path: 'page', label: 'Page', index: 'a0' } as never);
  const text = withDefaults({ kind: 'component', id: 'text', parent: 'page', index: 'a0', component: 'ui.text' } as never);
  const insert = (record: DefinitionRecord) => ({
    ...update(`insert-${record.id}`, ''),
    ...{ type: 'RECORD_INSERT', payload: { record } },
  });
  let position = Number(one.heard.find(({ type }) => type === 'joined')?.position);
  const append = async (...actions: object[]) => {
    one.say({ type: 'append', request: position, expectedPosition: position, actions });
    const answer = (await one.next('appended')) as { position: number; refused: unknown };
    expect(answer.refused).toEqual({});
    position = answer.position;
  };
  await append(insert(page), insert(text));
  for (let sent = 0; sent < 60 && !isGone(); sent++) {
    const value = `${sent}${'x'.repeat(400_000)}`;
    await append({ ...update(`large-${sent}`, ''), payload: { id: 'text', path: ['properties', 'text'], value } });
  }
  // It is given two seconds to read why, and would be missed by the beats only after ten.
  await expect.poll(isGone, { timeout: 6000 }).toBe(true);
  deaf.destroy();
  one.socket.close();
}, 60_000);
