import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { plinthFolder } from './paths.js';

const pollMilliseconds = 250;
/** A holder writes its number within a moment; a file that stays empty was left by one that died in between. */
const mostUnreadable = 8;

/** Does the work while no other set-up of the same checkout does any; waits for one that runs, and passes over one that died. */
export async function oneAtATime(work, file = join(plinthFolder, 'setup', 'running.pid')) {
  mkdirSync(join(file, '..'), { recursive: true });
  let told = false;
  for (let unreadable = 0; !take(file); ) {
    const holder = readHolder(file);
    unreadable = holder === null ? unreadable + 1 : 0;
    if (unreadable > mostUnreadable || (holder !== null && !isAlive(holder))) rmSync(file, { force: true });
    else {
      if (!told) console.log(`Another set-up (process ${holder ?? 'unknown'}) is running here; waiting for it …`);
      told = true;
      await wait(pollMilliseconds);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file) {
  try {
    const holder = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isNaN(holder) ? null : holder;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process answers EPERM, and lives.
    return error.code === 'EPERM';
  }
}
