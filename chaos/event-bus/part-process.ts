import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stage } from './stage.ts';

/** A publisher or consumer as a process of its own. `life` says for how many batches the next one lives, until it dies between doing one and keeping that. */
export class PartProcess {
  readonly #role: 'publisher' | 'consumer';
  readonly #stage: Stage;
  readonly #life: () => number;
  #process: ChildProcess;
  #isOver = false;
  /** How often it died by itself in the middle of a batch. */
  deaths = 0;

  constructor(role: 'publisher' | 'consumer', stage: Stage, life: () => number) {
    this.#life = life;
    this.#role = role;
    this.#stage = stage;
    this.#process = this.#spawn();
  }

  #spawn(): ChildProcess {
    const { url, broker } = this.#stage;
    const loud = process.env.PLINTH_CHAOS_LOUD === undefined ? 'ignore' : 'inherit';
    const dies = String(this.#life());
    const part = spawn(process.execPath, [join(import.meta.dirname, 'part.ts'), this.#role, url, broker, dies], {
      stdio: ['pipe', loud, loud],
    });
    part.once('exit', () => {
      // Whoever ended it begins it anew, where it is to go on.
      if (this.#isOver || this.#process !== part) return;
      this.deaths++;
      this.#process = this.#spawn();
    });
    return part;
  }

  /** Kills it in the middle of whatever it does, and begins it anew. */
  async kill(): Promise<void> {
    await this.end();
    this.#isOver = false;
    this.#process = this.#spawn();
  }

  /** Lets it stand still for a while, as a machine does that is out of memory or moved. */
  async freeze(milliseconds: number): Promise<void> {
    this.#process.kill('SIGSTOP');
    await wait(milliseconds);
    this.#process.kill('SIGCONT');
  }

  async end(): Promise<void> {
    this.#isOver = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
