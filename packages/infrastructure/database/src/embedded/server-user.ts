import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The user a root process runs the server as, for PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const preferredNames = ['plinth', 'postgres', 'nobody'];

/** Null where the process is not root and the server can run as the same user. */
export async function findServerUser(dataFolder: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataFolder).catch(() => null);
  // Data that exists decides: the preferred name may have been added to the system since.
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of preferredNames) {
    const user = users.find(([candidate]) => candidate === name);
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error('The system has no user called plinth, postgres or nobody to run PostgreSQL as.');
}

/** Whether the user can enter every folder on the way to a place. */
export async function canReach(user: ServerUser | null, place: string): Promise<boolean> {
  if (user === null) return true;
  for (let folder = place; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
