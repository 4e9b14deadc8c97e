import { randomUUID } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseErrors } from '../errors.ts';
import { writeDurably } from './durable-file.ts';
import { processIdentity } from './process-identity.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string | null;
}

/** Takes the data folder for this process, or refuses while another one lives that has it. Gives what releases it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'plinth.lock');
  const mine: Holder = { pid: process.pid, identity: await processIdentity(process.pid) };
  const written = `${file}.${randomUUID()}`;
  await writeDurably(written, JSON.stringify(mine));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      // Linked into place, so that nobody ever reads a lock that is there and still empty.
      if (await linkOnce(written, file)) return () => rm(file, { force: true });
      const holder = await readHolder(file);
      if (holder !== null && holder.identity !== null && (await processIdentity(holder.pid)) === holder.identity) {
        throw databaseErrors.dataFolderTaken({ pid: holder.pid, folder });
      }
      await rm(file, { force: true });
    }
    throw databaseErrors.dataFolderTaken({ pid: 0, folder });
  } finally {
    await rm(written, { force: true });
  }
}

/** False where there is a file of the name already. */
async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
