import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskStorage, type ObjectStorage, type StorageContext } from './index.ts';
import { memoryStorage } from './testing.ts';

function contextOf(tenant: string, environment: string | null, signal = new AbortController().signal): StorageContext {
  return { tenant: { id: tenant, key: tenant }, environment: environment === null ? null : { id: environment, key: environment }, signal };
}

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(storage: ObjectStorage, context: StorageContext, id: string, range?: { start: number; end?: number }) {
  return (await buffer((await storage.get(context, id, range)).stream)).toString();
}

const acme = contextOf('acme', 'production');
const generous = { limit: 1_000_000 };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-objects-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['on disk', () => diskStorage(join(folder, 'contract'))],
  ['in memory', async () => memoryStorage()],
])('object storage %s', (_name, create) => {
  let storage: ObjectStorage;
  beforeAll(async () => {
    storage = await create();
  });

  test('what was put is given back, measured and whole', async () => {
    const stored = await storage.put(acme, 'a1', chunksOf('hello ', 'world'), generous);
    expect(stored).toEqual({ size: 11, sha256: createHash('sha256').update('hello world').digest('hex') });
    expect(await textOf(storage, acme, 'a1')).toBe('hello world');
    expect(await storage.stat(acme, 'a1')).toMatchObject({ size: 11 });
  });

  test('ranges include both ends and are cut at the end of the file', async () => {
    await storage.put(acme, 'ranges', chunksOf('0123456789'), generous);
    expect(await textOf(storage, acme, 'ranges', { start: 2, end: 4 })).toBe('234');
    expect(await textOf(storage, acme, 'ranges', { start: 7 })).toBe('789');
    const beyond = await storage.get(acme, 'ranges', { start: 8, end: 99 });
    expect([beyond.size, beyond.length, (await buffer(beyond.stream)).toString()]).toEqual([10, 2, '89']);
    for (const range of [{ start: 10 }, { start: -1 }, { start: 4, end: 3 }, { start: 0.5 }, { start: Number.NaN }])
      await expect(storage.get(acme, 'ranges', range)).rejects.toMatchObject({ code: 'object-storage.invalid-range', status: 416 });
  });

  test('an empty file is a file', async () => {
    expect(await storage.put(acme, 'empty', chunksOf(), generous)).toMatchObject({ size: 0 });
    expect(await textOf(storage, acme, 'empty')).toBe('');
  });

  test('tenants, environments and the tenant as a whole keep apart', async () => {
    await storage.put(acme, 'shared', chunksOf('acme'), generous);
    const others = [contextOf('beta', 'production'), contextOf('acme', 'test'), contextOf('acme', null)];
    for (const other of others) {
      expect(await storage.stat(other, 'shared')).toBeNull();
      await expect(storage.get(other, 'shared')).rejects.toMatchObject({ code: 'object-storage.missing', status: 404 });
      expect(await storage.delete(other, 'shared')).toBe(false);
      await storage.put(other, 'shared', chunksOf('other'), generous);
    }
    expect(await textOf(storage, acme, 'shared')).toBe('acme');
  });

  test('a file beyond the limit, cut off or cancelled leaves what was there before', async () => {
    await storage.put(acme, 'kept', chunksOf('before'), { limit: 6 });
    await expect(storage.put(acme, 'kept', chunksOf('123', '4567'), { limit: 6 })).rejects.toMatchObject({
      code: 'object-storage.too-large',
      status: 413,
    });
    async function* cut(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(storage.put(acme, 'kept', cut(), generous)).rejects.toThrow('connection lost');
    const controller = new AbortController();
    async function* aborted(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      controller.abort();
      yield Buffer.from('more');
    }
    await expect(storage.put(contextOf('acme', 'production', controller.signal), 'kept', aborted(), generous)).rejects.toMatchObject({
      code: 'plinth.cancelled',
    });
    expect(await textOf(storage, acme, 'kept')).toBe('before');
  });

  test('a deleted file is gone', async () => {
    await storage.put(acme, 'gone', chunksOf('x'), generous);
    expect(await storage.delete(acme, 'gone')).toBe(true);
    expect(await storage.delete(acme, 'gone')).toBe(false);
    expect(await storage.stat(acme, 'gone')).toBeNull();
  });

  test.each(['..', '.', '', '../a', 'a/b', 'a\\b', '/etc/passwd', 'a\0', '_tenant', 'A', 'a.b', 'é', 'a\n', 'x'.repeat(129)])(
    'no path can be made of %j',
    async (name) => {
      const invalid = { code: 'object-storage.invalid-key' };
      await expect(storage.put(acme, name, chunksOf('x'), generous)).rejects.toMatchObject(invalid);
      await expect(storage.get(acme, name)).rejects.toMatchObject(invalid);
      await expect(storage.stat(acme, name)).rejects.toMatchObject(invalid);
      await expect(storage.delete(acme, name)).rejects.toMatchObject(invalid);
      await expect(storage.stat(contextOf(name, 'production'), 'a')).rejects.toMatchObject(invalid);
      await expect(storage.stat(contextOf('acme', name), 'a')).rejects.toMatchObject(invalid);
    },
  );
});

describe('disk', () => {
  test('only this user can read, and nothing partial remains', async () => {
    const root = join(folder, 'modes');
    const storage = await diskStorage(root);
    await storage.put(acme, 'a', chunksOf('x'), generous);
    await expect(storage.put(acme, 'b', chunksOf('xx'), { limit: 1 })).rejects.toThrow();
    const modes = await Promise.all(['acme', 'acme/production', 'acme/production/a'].map((path) => stat(join(root, path))));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '700', '600']);
    expect(await readdir(join(root, '_incoming'))).toEqual([]);
    expect(await readdir(join(root, 'acme/production'))).toEqual(['a']);
  });

  test('files outlive a restart; uploads that a crash cut off are removed after a day', async () => {
    const root = join(folder, 'restart');
    await (await diskStorage(root)).put(acme, 'a', chunksOf('kept'), generous);
    for (const name of ['old', 'young']) await writeFile(join(root, '_incoming', name), 'half');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(join(root, '_incoming', 'old'), twoDaysAgo, twoDaysAgo);
    const again = await diskStorage(root);
    expect(await textOf(again, acme, 'a')).toBe('kept');
    expect(await readdir(join(root, '_incoming'))).toEqual(['young']);
  });

  test('readers of a file that is replaced meanwhile see one of the two, whole', async () => {
    const storage = await diskStorage(join(folder, 'atomic'));
    const versions = ['a', 'b'].map((letter) => letter.repeat(200_000));
    await storage.put(acme, 'x', chunksOf(versions[0] ?? ''), generous);
    const writers = Array.from({ length: 20 }, (_, index) => storage.put(acme, 'x', chunksOf(versions[index % 2] ?? ''), generous));
    const seen = await Promise.all(Array.from({ length: 20 }, () => textOf(storage, acme, 'x')));
    await Promise.all(writers);
    for (const text of seen) expect(versions).toContain(text);
  });
});
