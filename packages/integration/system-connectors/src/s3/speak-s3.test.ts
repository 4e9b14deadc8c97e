import { createServer, type Server } from 'node:http';
import type { JsonObject } from '@plinth/foundation';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testServer } from '../testing-server.ts';

// What s3rver knows of logins.
const login = { kind: 'basic', login: 'S3RVER', password: 'S3RVER' } as const;
let address = '';
let ask: Asking | null = null;

beforeAll(async () => {
  const server = await testServer('s3');
  if (server === null) return;
  address = `http://${server.host}:${server.port}/papers?region=eu-central-1`;
  ask = await testCalls('s3', address, login);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('objects are written, listed, read, linked to and deleted, whatever their keys are', async ({ skip }) => {
  if (ask === null) return skip();
  expect(await ask.test()).toMatchObject({ status: 200 });
  const keys = ['a/b c+d.txt', 'a/größe%20.txt', "a/it's (1)!*.txt", 'z'];
  for (const key of keys)
    expect(await ask('put', { key, content: base64(`I am ${key}`), mediaType: 'text/plain' })).toMatchObject({ size: expect.any(Number) });
  const names = (page: JsonObject) => (page.objects as { readonly key: string }[]).map(({ key }) => key);
  expect(names(await ask('list', { prefix: 'a/' }))).toEqual(keys.slice(0, 3).sort());
  expect(names(await ask('list', { after: 'a/z' }))).toEqual(['z']);
  for (const key of keys)
    expect(await ask('get', { key })).toEqual({
      content: base64(`I am ${key}`),
      mediaType: 'text/plain',
      size: Buffer.byteLength(`I am ${key}`),
    });
  const link = await ask('presign', { key: 'z', seconds: 60 });
  expect(await (await fetch(String(link.address))).text()).toBe('I am z');
  expect(String(link.address)).not.toContain('Secret');
  for (const key of keys) await ask('delete', { key });
  expect(await ask('list')).toEqual({ objects: [], more: false });
});

test('what it refuses is told', async ({ skip }) => {
  if (ask === null) return skip();
  await expect(ask('get', { key: 'none' })).rejects.toMatchObject({
    code: 'connectors.refused',
    message: expect.stringContaining('NoSuchKey'),
  });
  const wrong = await testCalls('s3', address, { ...login, login: 'nobody-known' });
  await expect(wrong('list')).rejects.toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('InvalidAccessKeyId') });
  const nobody = await testCalls('s3', address, null);
  await expect(nobody('list')).rejects.toMatchObject({ code: 'connectors.no-credential' });
  for (const key of ['../other/secret', 'a/./b', '..'])
    await expect(ask('get', { key })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
});

/** A server that answers everything with the same. */
const answering = async (body: string) => {
  const server: Server = createServer((_request, response) => response.end(body));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as { port: number };
  return { asked: await testCalls('s3', `http://127.0.0.1:${port}/b`, login, { bytes: 100_000 }), server };
};

test('a list that goes on says so', async () => {
  const item = '<Contents><Key>a</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>5</Size></Contents>';
  const { asked, server: other } = await answering(`<ListBucketResult><IsTruncated>true</IsTruncated>${item}</ListBucketResult>`);
  expect(await asked('list')).toEqual({ more: true, objects: [{ key: 'a', size: 5, changedAt: '2026-01-01T00:00:00.000Z' }] });
  other.close();
});

test.each([
  ['no XML', 'hello', 'connectors.unreadable-answer'],
  ['another document', '<Something/>', 'connectors.unreadable-answer'],
  ['an entity', '<!DOCTYPE x [<!ENTITY a "b">]><ListBucketResult>&a;</ListBucketResult>', 'connectors.unreadable-answer'],
  ['too much', `<ListBucketResult>${' '.repeat(200_000)}</ListBucketResult>`, 'outgoing.too-large'],
])('an answer that is %s is told', async (_, body, code) => {
  const { asked, server: hostile } = await answering(body);
  await expect(asked('list')).rejects.toMatchObject({ code });
  hostile.close();
});
