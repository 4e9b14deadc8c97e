import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CredentialSecret } from '@plinth/connectors';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testHear } from '../testing-hear.ts';
import { forEver, hostileServer } from '../testing-hostile.ts';
import { type TestServer, testServer } from '../testing-server.ts';
import { nameFilter } from './hear-sftp.ts';

const password = { login: { kind: 'basic', login: 'test', password: 'a-password-1' } } as const;
let server: TestServer | null = null;
let place = '';
let folder = '';
let secrets: Readonly<Record<string, CredentialSecret>> = {};
let ask: Asking | null = null;

beforeAll(async () => {
  server = await testServer('openssh');
  if (server === null) return;
  const { login = '', key = '', files = '', hostkey = '' } = server.more;
  folder = files;
  place = `sftp://127.0.0.1:${server.port}${files}?hostkey=${encodeURIComponent(hostkey)}`;
  secrets = { key: { kind: 'private-key', login, key: readFileSync(key, 'utf8') } };
  ask = await testCalls('sftp', place, secrets);
});

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

test('files are written whole, listed, read in parts, renamed and deleted', async ({ skip }) => {
  if (ask === null) return skip();
  const large = Buffer.alloc(700_001, 'Größe');
  expect(await ask.test()).toMatchObject({ status: 200 });
  await ask('createFolder', { path: 'in' });
  expect(await ask('write', { path: 'in/größe 1.txt', content: base64(large) })).toEqual({ size: large.byteLength });
  expect(await ask('write', { path: '/in/größe 1.txt', content: base64('small') })).toEqual({ size: 5 });
  await ask('write', { path: 'in/large', content: base64(large) });
  const listed = (await ask('list', { path: 'in' })) as unknown as { entries: { name: string; size: number }[]; more: boolean };
  expect(listed.entries.map(({ name, size }) => [name, size])).toEqual([
    ['größe 1.txt', 5],
    ['large', large.byteLength],
  ]);
  expect(await ask('list', { path: 'in', count: 1 })).toMatchObject({ more: true });
  const whole = await ask('read', { path: 'in/large' });
  expect(Buffer.from(String(whole.content), 'base64').equals(large)).toBe(true);
  expect(whole).toMatchObject({ size: large.byteLength, more: false });
  const part = await ask('read', { path: 'in/large', from: 600_000, most: 50_000 });
  expect(Buffer.from(String(part.content), 'base64').equals(large.subarray(600_000, 650_000))).toBe(true);
  expect(part.more).toBe(true);
  await expect(ask('rename', { path: 'in/large', to: 'in/größe 1.txt' })).rejects.toMatchObject({ code: 'connectors.refused' });
  await ask('rename', { path: 'in/large', to: 'in/done' });
  expect(await ask('exists', { path: 'in/large' })).toEqual({ exists: false, kind: null, size: null, changedAt: null });
  expect(await ask('exists', { path: 'in/done' })).toMatchObject({ exists: true, kind: 'file', size: large.byteLength });
  for (const path of ['in/done', 'in/größe 1.txt']) await ask('delete', { path });
  expect(await ask('list', { path: 'in' })).toEqual({ entries: [], more: false });
});

test('what is there is not replaced where it must not be, and nothing half is left', async ({ skip }) => {
  if (ask === null) return skip();
  await ask('write', { path: 'kept', content: base64('old') });
  await expect(ask('write', { path: 'kept', content: base64('new'), replace: false })).rejects.toMatchObject({
    code: 'connectors.refused',
  });
  expect(await ask('read', { path: 'kept' })).toMatchObject({ content: base64('old') });
  const { entries } = (await ask('list')) as unknown as { entries: { name: string }[] };
  expect(entries.filter(({ name }) => name.endsWith('.part'))).toEqual([]);
  await expect(ask('write', { path: 'none/x', content: '' })).rejects.toMatchObject({ message: expect.stringContaining('no such file') });
});

test('paths lead below the folder of the connection', async ({ skip }) => {
  if (ask === null) return skip();
  for (const path of ['../key', 'a/../../key', './x', 'a\0b'])
    await expect(ask('read', { path })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
  await expect(ask('rename', { path: 'kept', to: '../../x' })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
});

test('nobody is signed in to whose host key is another one, or not known, which is told', async ({ skip }) => {
  if (server === null) return skip();
  const bare = place.split('?')[0] ?? '';
  const unknown = await testCalls('sftp', bare, secrets, { attempts: 1 });
  await expect(unknown.test()).rejects.toMatchObject({ code: 'connectors.unproven' });
  await expect(unknown('list')).rejects.toMatchObject({
    code: 'connectors.unproven',
    message: expect.stringContaining(server.more.hostkey ?? ''),
  });
  const other = await testCalls('sftp', `${bare}?hostkey=SHA256:${'A'.repeat(43)}`, secrets, { attempts: 1 });
  await expect(other('list')).rejects.toMatchObject({ code: 'connectors.unproven', message: expect.stringContaining('another one') });
});

test('a login that is refused is told without its password or key', async ({ skip }) => {
  if (server === null) return skip();
  for (const wrong of [password, { key: { ...(secrets.key as object), login: 'nobody-here' } as CredentialSecret }]) {
    const asked = await testCalls('sftp', place, wrong, { attempts: 1 });
    const error = (await asked('list').catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('login') });
    expect(JSON.stringify(error)).not.toMatch(/a-password-1|PRIVATE KEY/);
  }
  const noKey = await testCalls('sftp', place, { key: { kind: 'private-key', login: 'x', key: 'no key at all' } }, { attempts: 1 });
  await expect(noKey('list')).rejects.toMatchObject({ code: 'connectors.no-credential' });
});

test('files are heard once they stay the same, changed ones again, and links are none', async ({ skip }) => {
  if (ask === null) return skip();
  const hear = await testHear('sftp', place, secrets);
  mkdirSync(join(folder, 'out'));
  const file = (name: string, content: string, second: number) => {
    writeFileSync(join(folder, 'out', name), content);
    utimesSync(join(folder, 'out', name), second, second);
  };
  const look = async (cursor: Parameters<typeof hear>[2]) => {
    const listening = hear('files', { path: 'out', name: '*.csv' }, cursor);
    expect(await listening.ended).toBeUndefined();
    return { cursor: listening.cursor, told: listening.heard.map(({ data }) => data?.path), ids: listening.heard.map(({ id }) => id) };
  };
  file('before.csv', 'old', 1);
  const first = await look(null);
  expect(first.told).toEqual([]);
  file('b.csv', 'x', 20);
  file('a.csv', 'x', 30);
  file('a.txt', 'x', 30);
  symlinkSync('/etc/passwd', join(folder, 'out', 'link.csv'));
  const second = await look(first.cursor);
  expect(second.told).toEqual([]);
  // Whoever writes one is not done: it waits another time.
  file('b.csv', 'xy', 21);
  const third = await look(second.cursor);
  expect(third.told).toEqual(['out/a.csv']);
  const fourth = await look(third.cursor);
  expect(fourth.told).toEqual(['out/b.csv']);
  file('before.csv', 'new', 2);
  const changed = await look((await look(fourth.cursor)).cursor);
  expect(changed.told).toEqual(['out/before.csv']);
  expect(new Set([...third.ids, ...fourth.ids, ...changed.ids]).size).toBe(3);
});

test.each<[string, Parameters<typeof hostileServer>[0], RegExp]>([
  ['says nothing', () => {}, /^outgoing\.timed-out$/],
  [
    'is no server of SSH',
    (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    /^(connectors\.unreadable-answer|outgoing\.broke-off)$/,
  ],
  ['speaks SSH 1', (socket) => socket.write('SSH-1.5-old\r\n'), /^(connectors\.unreadable-answer|outgoing\.broke-off)$/],
  ['dies half-way', (socket) => socket.end('SSH-2.0-x\r\n\0\0'), /^(outgoing\.broke-off|connectors\.unreadable-answer)$/],
  [
    'greets for ever',
    (socket) => forEver(socket, `${'x'.repeat(5000)}\r\n`),
    /^(outgoing\.(too-large|broke-off)|connectors\.unreadable-answer)$/,
  ],
  [
    'promises a packet of a gigabyte',
    (socket) => socket.write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from([0x40, 0, 0, 0, 4, 20])])),
    /^(connectors\.unreadable-answer|outgoing\.broke-off)$/,
  ],
])('a server that %s is bounded and told', async (_, say, code) => {
  const hostile = await hostileServer(say);
  const milliseconds = code.test('outgoing.timed-out') ? 300 : 10_000;
  const asked = await testCalls('sftp', `sftp://127.0.0.1:${hostile.port}`, password, { milliseconds, attempts: 1, bytes: 100_000 });
  const error = (await asked('list').catch((thrown: unknown) => thrown)) as { readonly code?: string };
  expect(error.code).toMatch(code);
  hostile.close();
});

test.each([
  ['*', 'anything', true],
  ['*.csv', 'a.csv', true],
  ['*.csv', 'a.csv.part', false],
  ['a*b*c', 'aXbYbc', true],
  ['a*bc*c', 'abcc', true],
  ['a*bc*bc', 'abc', false],
  ['2026-??.txt', '2026-11.txt', true],
  ['2026-??.txt', '2026-1.txt', false],
  ['exact', 'exactly', false],
  ['**', '', true],
])('%s as a name fits %s: %s', (pattern, name, fits) => {
  expect(nameFilter(pattern)(name)).toBe(fits);
});
