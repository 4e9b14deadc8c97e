import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readKept, replaceDurably } from './durable-file.ts';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  test('of many who try at once one has it, and each loser can name the winner', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => lockFolder(folder)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason.message).toContain(`process ${process.pid}`);
    }
    expect(await readdir(folder)).toEqual(['plinth.lock']);
  });

  test('is taken over from a holder that is gone', async () => {
    await writeFile(join(folder, 'plinth.lock'), JSON.stringify({ pid: process.pid, identity: 'of an earlier process' }));
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'database.data-folder-taken' });
    await release();
  });
});

test('a kept file is replaced whole, is private, and one that cannot be read is no missing one', async () => {
  const file = join(folder, 'kept');
  expect(await readKept(file)).toBeNull();
  await replaceDurably(file, 'first');
  await replaceDurably(file, 'second');
  expect(await readKept(file)).toBe('second');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['kept']);
  await expect(readKept(folder)).rejects.toMatchObject({ code: 'EISDIR' });
});
