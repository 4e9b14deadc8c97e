import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PreparedServer, ServerAddress } from './test-server.ts';

/** A machine may be busy with other tests. */
const patienceMilliseconds = 180_000;
const politeMilliseconds = 10_000;

/** A server as a process of ours: started, stopped, killed hard and started again at the same address with the same data. */
export class RunningServer {
  readonly #folder: string;
  readonly #server: PreparedServer;
  #process: ChildProcess | null = null;

  constructor(folder: string, server: PreparedServer) {
    this.#folder = folder;
    this.#server = server;
  }

  /** Starts it where it does not run, and gives its address once it answers. Throws with the end of its log where it does not. */
  async start(): Promise<ServerAddress> {
    if (this.#process === null || hasEnded(this.#process)) await this.#launch();
    return this.#server.address;
  }

  async #launch(): Promise<void> {
    const { command, environment, ready } = this.#server;
    const log = openSync(join(this.#folder, 'server.log'), 'a');
    const [program, ...parameters] = command;
    const child = spawn(program, parameters, {
      cwd: this.#folder,
      env: { PATH: process.env.PATH, HOME: this.#folder, ...environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#process = child;
    await Promise.race([once(child, 'spawn'), once(child, 'error').then(([error]) => Promise.reject(error))]);
    writeFileSync(join(this.#folder, 'process-id'), String(child.pid));
    const until = Date.now() + patienceMilliseconds;
    while (!(await ready())) {
      if (hasEnded(child)) throw new Error(`${program} ended with ${child.exitCode ?? child.signalCode}: ${this.#endOfLog()}`);
      if (Date.now() > until) throw new Error(`${program} does not answer after three minutes: ${this.#endOfLog()}`);
      await wait(50);
    }
  }

  /** Ends it the way it likes, and hard where it takes too long. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), politeMilliseconds);
    await gone;
    clearTimeout(timer);
  }

  #endOfLog(): string {
    return readFileSync(join(this.#folder, 'server.log'), 'utf8').slice(-2000);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
