import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBinaries, linkLibraries } from './binaries.ts';

const run = promisify(execFile);

test('where install scripts were blocked the links between library versions are made, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-binaries-'));
  try {
    const native = join(folder, 'native');
    await cp(await findBinaries(null, join(folder, 'runtime')), native, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    expect(links.length).toBeGreaterThan(0);
    for (const { target } of links) await rm(join(folder, target), { force: true });
    const version = () => run(join(native, 'bin', 'postgres'), ['--version'], { env: { PATH: '' } });
    await expect(version()).rejects.toThrow(/shared librar|Library not loaded/);
    await linkLibraries(native, native);
    await linkLibraries(native, native);
    expect((await version()).stdout).toContain('PostgreSQL');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
