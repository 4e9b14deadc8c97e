import type { ChildProcess } from 'node:child_process';

const firstDelay = 500;
const longestDelay = 10_000;
/** A program that ran this long was sound: the next end is a new misfortune. */
const soundMilliseconds = 30_000;

export interface KeptRunning {
  /** Of the process that runs now. */
  readonly processId: number;
  stop(): Promise<void>;
}

/** Starts a program again whenever it ends by itself, after ever longer delays while it does not stay; `end` ends it for good. */
export function keepRunning(
  first: ChildProcess,
  again: () => Promise<ChildProcess>,
  end: (child: ChildProcess) => Promise<void>,
): KeptRunning {
  let child = first;
  let starting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let delay = firstDelay;

  function watch(): void {
    const began = Date.now();
    child.once('exit', () => {
      if (stopping) return;
      if (Date.now() - began > soundMilliseconds) delay = firstDelay;
      later();
    });
  }
  function later(): void {
    timer = setTimeout(() => {
      starting = start();
    }, delay);
    delay = Math.min(delay * 2, longestDelay);
  }
  async function start(): Promise<void> {
    try {
      child = await again();
    } catch {
      // It could not even be started: no memory or no process left. Later there may be.
      if (!stopping) later();
      return;
    }
    watch();
  }

  watch();
  return {
    get processId() {
      return child.pid ?? 0;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await starting;
      await end(child);
    },
  };
}
