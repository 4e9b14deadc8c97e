import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, isAlive } from './process-identity.ts';

const politeMilliseconds = 10_000;
const forcedMilliseconds = 5000;

/**
 * Stops a server that still runs on the data though the process that started it is gone (it was killed hard). The folder's
 * lock is ours already, so nobody else can be using it.
 */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => null);
  const pid = Number(text?.split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  // The number may belong to another program by now.
  const command = await commandLine(pid);
  if (command === null || !command.includes('postgres') || !command.includes(dataFolder)) return;
  process.kill(pid, 'SIGINT');
  if (await waitForEnd(pid, politeMilliseconds)) return;
  process.kill(pid, 'SIGQUIT');
  if (!(await waitForEnd(pid, forcedMilliseconds))) throw new Error(`PostgreSQL (process ${pid}) on ${dataFolder} does not stop.`);
}

async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}
