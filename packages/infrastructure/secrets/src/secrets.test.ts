import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, fileMasterKeys, masterKeysOf, parseMasterKeys, rotateMasterKey, type SecretContext } from './index.ts';
import { temporaryMasterKeys } from './testing.ts';

function contextOf(tenant: string, environment: string | null): SecretContext {
  return { tenant: { id: tenant, key: tenant }, environment: environment === null ? null : { id: environment, key: environment } };
}
const acme = contextOf('acme', 'production');
const unreadable = { code: 'secrets.unreadable' };
const secrets = createSecrets(temporaryMasterKeys());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['', 'hunter2', 'päss "wörd" 🔑', 'x'.repeat(100_000)])('what was sealed opens again (%#)', async (secret) => {
  const sealed = await secrets.seal(acme, 'a', secret);
  expect(await secrets.open(acme, 'a', sealed)).toBe(secret);
});

test('nothing shows, and sealing twice gives two texts', async () => {
  const [first, second] = await Promise.all([secrets.seal(acme, 'a', 'hunter2'), secrets.seal(acme, 'a', 'hunter2')]);
  expect(first).not.toBe(second);
  expect(first).not.toContain('hunter2');
  expect(first).not.toContain(Buffer.from('hunter2').toString('base64url'));
});

test('it opens for its own tenant, environment and name alone', async () => {
  const sealed = await secrets.seal(acme, 'a', 'hunter2');
  for (const other of [contextOf('beta', 'production'), contextOf('acme', 'test'), contextOf('acme', null)]) {
    await expect(secrets.open(other, 'a', sealed)).rejects.toMatchObject(unreadable);
    await expect(secrets.rewrap(other, 'a', sealed)).rejects.toMatchObject(unreadable);
  }
  await expect(secrets.open(acme, 'b', sealed)).rejects.toMatchObject(unreadable);
});

test('a change of any part is noticed', async () => {
  const sealed = await secrets.seal(acme, 'a', 'hunter2');
  const other = await secrets.seal(acme, 'a', 'other');
  const parts = sealed.split('.');
  for (const index of [2, 3]) {
    const bytes = Buffer.from(parts[index] ?? '', 'base64url');
    for (let position = 0; position < bytes.length; position++) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      const text = parts.with(index, changed.toString('base64url')).join('.');
      await expect(secrets.open(acme, 'a', text)).rejects.toMatchObject(unreadable);
    }
    await expect(secrets.open(acme, 'a', parts.with(index, other.split('.')[index] ?? '').join('.'))).rejects.toMatchObject(unreadable);
    await expect(secrets.open(acme, 'a', parts.with(index, '').join('.'))).rejects.toMatchObject(unreadable);
  }
  for (const text of ['', 'v2', 'v1.a', `${sealed}.x`, sealed.replace('v1', 'v2')])
    await expect(secrets.open(acme, 'a', text)).rejects.toMatchObject(unreadable);
});

test('under another master key it is said which one is missing', async () => {
  const sealed = await secrets.seal(acme, 'a', 'hunter2');
  const elsewhere = createSecrets(masterKeysOf('k2', new Map([['k2', new Uint8Array(32)]])));
  await expect(elsewhere.open(acme, 'a', sealed)).rejects.toMatchObject({
    code: 'secrets.unknown-key',
    message: expect.stringContaining('temporary'),
  });
  expect(() => masterKeysOf('k', new Map([['k', new Uint8Array(16)]]))).toThrow(RangeError);
});

describe('keys in a file', () => {
  test('are made once, for this user alone, also when several servers start at once', async () => {
    const file = join(folder, 'fresh', 'keys.json');
    const starts = await Promise.all(Array.from({ length: 10 }, () => fileMasterKeys(file)));
    expect(new Set(starts.map(({ currentId }) => currentId)).size).toBe(1);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(await readdir(join(folder, 'fresh'))).toEqual(['keys.json']);
    const sealed = await createSecrets(await fileMasterKeys(file)).seal(acme, 'a', 'kept');
    expect(await createSecrets(await fileMasterKeys(file)).open(acme, 'a', sealed)).toBe('kept');
  });

  test('rotate: old secrets open, new ones take the new key, rewrapped ones need the old no more', async () => {
    const file = join(folder, 'rotated.json');
    const before = createSecrets(await fileMasterKeys(file));
    const sealed = await before.seal(acme, 'a', 'kept');
    expect(before.isOutdated(sealed)).toBe(false);
    const id = await rotateMasterKey(file);
    const after = createSecrets(await fileMasterKeys(file));
    expect(await after.open(acme, 'a', sealed)).toBe('kept');
    expect(after.isOutdated(sealed)).toBe(true);
    const rewrapped = await after.rewrap(acme, 'a', sealed);
    expect(after.isOutdated(rewrapped)).toBe(false);
    const { keys } = JSON.parse(await readFile(file, 'utf8'));
    const newOnly = createSecrets(masterKeysOf(id, new Map([[id, Buffer.from(keys[id], 'base64')]])));
    expect(await newOnly.open(acme, 'a', rewrapped)).toBe('kept');
    await expect(newOnly.open(acme, 'a', sealed)).rejects.toMatchObject({ code: 'secrets.unknown-key' });
  });

  test('that others may read or that are damaged are refused and left alone', async () => {
    const file = join(folder, 'exposed.json');
    await fileMasterKeys(file);
    await chmod(file, 0o640);
    await expect(fileMasterKeys(file)).rejects.toMatchObject({ code: 'secrets.exposed-key' });
    await chmod(file, 0o600);
    for (const text of ['', '{"current":"a"', '{}', '{"current":"a","keys":{}}', '{"current":"a","keys":{"a":"c2hvcnQ="}}']) {
      await writeFile(file, text);
      await expect(fileMasterKeys(file)).rejects.toMatchObject({ code: 'secrets.damaged-key' });
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  test('that cannot be kept are not pretended', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(fileMasterKeys(join(file, 'keys.json'))).rejects.toMatchObject({ code: 'secrets.unreachable-key' });
  });
});

describe('keys in a text', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

  test('seal with the first and open what any of them sealed', async () => {
    const sealed = await createSecrets(parseMasterKeys(`old:${key(1)}`)).seal(acme, 'a', 'kept');
    const rotated = createSecrets(parseMasterKeys(`new:${key(2)}, old:${key(1)}`));
    expect(await rotated.open(acme, 'a', sealed)).toBe('kept');
    expect(rotated.isOutdated(sealed)).toBe(true);
    const url = parseMasterKeys(`old:${Buffer.alloc(32, 1).toString('base64url')}`);
    expect(await createSecrets(url).open(acme, 'a', sealed)).toBe('kept');
  });

  test.each(['', 'old', `:${key(1)}`, 'old:c2hvcnQ=', `old:${key(1)},old:${key(2)}`, `old:${key(1)}:x`, `a b:${key(1)}`, `old:${key(1)}=`])(
    'are refused where they are not keys, without being repeated (%#)',
    (text) => {
      let thrown: unknown;
      try {
        parseMasterKeys(text);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject({ code: 'secrets.malformed-keys' });
      expect(JSON.stringify(thrown)).not.toContain(key(1));
    },
  );
});
