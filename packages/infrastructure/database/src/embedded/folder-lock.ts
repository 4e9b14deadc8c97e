import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseErrors } from '../errors.ts';
import { processIdentity } from './process-identity.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string | null;
}

/** Takes the data folder for this process, or refuses while another one lives that has it. Gives what releases it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'plinth.lock');
  const mine: Holder = { pid: process.pid, identity: await processIdentity(process.pid) };
  for (let attempt = 0; attempt < 3; attempt++) {
    const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (handle !== null) {
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      return () => rm(file, { force: true });
    }
    const holder = await readHolder(file);
    if (holder !== null && holder.identity !== null && (await processIdentity(holder.pid)) === holder.identity) {
      throw databaseErrors.dataFolderTaken({ pid: holder.pid, folder });
    }
    await rm(file, { force: true });
  }
  throw databaseErrors.dataFolderTaken({ pid: 0, folder });
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
