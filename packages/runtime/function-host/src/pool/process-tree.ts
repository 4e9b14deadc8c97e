import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Kills a program and what it enclosed: who became another user in its namespace no longer ends with its parent. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  for (const process of childrenOf(child.pid)) kill(process);
  child.kill('SIGKILL');
}

/** Bytes of memory that an enclosed program has; 0 where the system does not say. */
export function memoryOf(child: ChildProcess): number {
  if (child.pid === undefined) return 0;
  try {
    const [inner = child.pid] = childrenOf(child.pid);
    return Number(readFileSync(`/proc/${inner}/statm`, 'utf8').split(' ')[1]) * pageBytes;
  } catch {
    // It has ended, or the system has no such file.
    return 0;
  }
}

/** Milliseconds of processor time of all threads of an enclosed program; 0 where the system does not say. */
export function processorTimeOf(child: ChildProcess): number {
  if (child.pid === undefined) return 0;
  try {
    const [inner = child.pid] = childrenOf(child.pid);
    // The name of the program, which it may choose, ends with the last bracket (proc_pid_stat(5)).
    const behind = readFileSync(`/proc/${inner}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(behind[11]) + Number(behind[12])) * tickMilliseconds;
  } catch {
    return 0;
  }
}

const pageBytes = 4096;
/** Linux counts in hundredths of a second for all programs, whatever its own clock does. */
const tickMilliseconds = 10;

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    // It has ended, or the system has no such list and no namespaces either.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
