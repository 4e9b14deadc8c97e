import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stage } from './stage.ts';

/** A publisher or consumer as a process of its own. */
export class PartProcess {
  readonly #role: 'publisher' | 'consumer';
  readonly #stage: Stage;
  #process: ChildProcess;

  constructor(role: 'publisher' | 'consumer', stage: Stage) {
    this.#role = role;
    this.#stage = stage;
    this.#process = this.#spawn();
  }

  #spawn(): ChildProcess {
    const { url, broker } = this.#stage;
    const loud = process.env.PLINTH_CHAOS_LOUD === undefined ? 'ignore' : 'inherit';
    return spawn(process.execPath, [join(import.meta.dirname, 'part.ts'), this.#role, url, broker], { stdio: ['pipe', loud, loud] });
  }

  /** Kills it in the middle of whatever it does, and begins it anew. */
  async kill(): Promise<void> {
    await this.end();
    this.#process = this.#spawn();
  }

  /** Lets it stand still for a while, as a machine does that is out of memory or moved. */
  async freeze(milliseconds: number): Promise<void> {
    this.#process.kill('SIGSTOP');
    await wait(milliseconds);
    this.#process.kill('SIGCONT');
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
