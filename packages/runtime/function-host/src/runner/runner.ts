import { readdirSync } from 'node:fs';
import { getPriority, networkInterfaces, setPriority } from 'node:os';
import type ivm from 'isolated-vm';
import { Debugging } from './debugging.ts';
import { type FromRunner, frameWriter, lineReader, type ToRunner } from './frames.ts';
import { type CallOutcome, Instance } from './instance.ts';

/**
 * What a runner process does: keeps instances of functions, hands them calls, and tells the server what they ask for and come to.
 * It trusts the server and nobody else, and has nothing that a function could steal.
 */
export function run(isolates: typeof ivm, sandbox: string): void {
  const send = frameWriter((text) => process.stdout.write(text));
  const runner = new Runner(isolates, sandbox, send);
  const read = lineReader(64 * 1024 * 1024, (line) => runner.receive(JSON.parse(line) as ToRunner), end);
  process.stdin.on('data', read);
  // Without the server there is nobody to work for. What isolates are at must not delay it.
  process.stdin.on('end', end);
  process.stdin.on('error', end);
  process.stdout.on('error', end);
  send({ type: 'ready', surroundings: surroundings() });
  endWhereRestless(runner);
}

/** How often a runner looks at itself while it has no call, and what it may use of a processor until then. */
const restMilliseconds = 1000;
const mostCpuAtRest = 500;

/** Between calls nothing is to be done: whatever goes on in some isolate has got past every other limit, and takes the runner along. */
function endWhereRestless(runner: Runner): void {
  let before = process.cpuUsage();
  let restsSince = runner.calls;
  setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    if (runner.isIdle && runner.calls === restsSince && (user + system) / 1000 > mostCpuAtRest) end();
    restsSince = runner.isIdle ? runner.calls : -1;
  }, restMilliseconds).unref();
}

function end(): void {
  process.abort();
}

function surroundings() {
  // Counted to prove that there are none; nothing is read from them.
  const { env } = process;
  const list = (read: () => string[]): string[] => {
    try {
      return read();
    } catch {
      return [];
    }
  };
  return {
    user: process.getuid?.() ?? 0,
    variables: Object.keys(env).length,
    interfaces: list(() => Object.keys(networkInterfaces())),
    root: list(() => readdirSync('/')),
    process: process.pid,
    filtered: areCallsFiltered(),
  };
}

/** Whether Linux refuses what changes nothing and is allowed to everybody: to have the priority that one has. */
function areCallsFiltered(): boolean {
  try {
    setPriority(getPriority());
    return false;
  } catch (error) {
    return (error as { readonly info?: { readonly code?: string } }).info?.code === 'ENOSYS';
  }
}

interface Kept {
  readonly code: string;
  readonly idle: Instance[];
}

interface Running {
  readonly instance: Promise<Instance | null>;
  readonly cancelled: { aborted: boolean };
  readonly debugging: Debugging | undefined;
}

/** Idle isolates of one function, and of all: those that were not used for longest go. */
const mostIdleEach = 4;
const mostIdle = 24;

class Runner {
  readonly #isolates: typeof ivm;
  readonly #sandbox: string;
  readonly #send: (frame: FromRunner) => void;
  readonly #functions = new Map<string, Kept>();
  readonly #running = new Map<number, Running>();
  #calls = 0;

  constructor(isolates: typeof ivm, sandbox: string, send: (frame: FromRunner) => void) {
    this.#isolates = isolates;
    this.#sandbox = sandbox;
    this.#send = send;
  }

  /** Calls that were begun so far. */
  get calls(): number {
    return this.#calls;
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  receive(frame: ToRunner): void {
    switch (frame.type) {
      case 'function':
        this.#functions.set(frame.function, { code: frame.code, idle: [] });
        break;
      case 'call':
        void this.#call(frame);
        break;
      case 'answer':
        void this.#running.get(frame.call)?.instance.then((instance) => instance?.settle(frame.call, frame.request, frame.text));
        break;
      case 'cancel':
        this.#cancel(frame.call);
        break;
      case 'debug':
        this.#running.get(frame.call)?.debugging?.receive(frame.command);
        break;
      case 'forget':
        for (const instance of this.#functions.get(frame.function)?.idle ?? []) instance.dispose();
        this.#functions.delete(frame.function);
        break;
    }
  }

  #cancel(call: number): void {
    const running = this.#running.get(call);
    if (running !== undefined) running.cancelled.aborted = true;
  }

  async #call(asked: Extract<ToRunner, { type: 'call' }>): Promise<void> {
    const { call, function: name, limits } = asked;
    this.#calls++;
    const kept = this.#functions.get(name);
    if (kept === undefined) return;
    const cancelled = { aborted: false };
    const debugging =
      asked.debug === undefined
        ? undefined
        : new Debugging(asked.debug, (told) => this.#send({ type: 'debugged', call, text: JSON.stringify(told) }));
    const made = debugging === undefined ? this.#instance(kept, limits) : this.#create(kept, limits, debugging, cancelled);
    const given = made.then((one) => (one instanceof Instance ? one : null));
    this.#running.set(call, { instance: given, cancelled, debugging });
    const instance = await made;
    const outcome = instance instanceof Instance ? await instance.call(asked, cancelled) : instance;
    this.#running.delete(call);
    this.#tell(call, outcome);
    // The runner of a debugged call ends with it, and what has an inspector is not taken down by itself.
    if (!(instance instanceof Instance) || debugging !== undefined) return;
    const again = outcome.reusable && this.#functions.get(name) === kept && kept.idle.length < mostIdleEach;
    if (again) this.#keep(name, kept, instance);
    else instance.dispose();
  }

  /** Keeps an instance for the next call; the function that was called last is last among the functions. */
  #keep(name: string, kept: Kept, instance: Instance): void {
    kept.idle.push(instance);
    this.#functions.delete(name);
    this.#functions.set(name, kept);
    let idle = 0;
    for (const other of this.#functions.values()) idle += other.idle.length;
    for (const other of this.#functions.values()) {
      for (; idle > mostIdle && other.idle.length > 0; idle--) other.idle.shift()?.dispose();
      if (idle <= mostIdle) return;
    }
  }

  async #instance(kept: Kept, limits: Extract<ToRunner, { type: 'call' }>['limits']): Promise<Instance | CallOutcome> {
    const idle = kept.idle.pop();
    if (idle?.memory === limits.memory) return idle;
    // The limit of its memory has changed since.
    idle?.dispose();
    return this.#create(kept, limits);
  }

  #create(
    { code }: Kept,
    limits: Extract<ToRunner, { type: 'call' }>['limits'],
    debugging?: Debugging,
    cancelled?: { readonly aborted: boolean },
  ): Promise<Instance | CallOutcome> {
    const listener = {
      asked: (call: number, request: number, text: string) => this.#send({ type: 'ask', call, request, text }),
      logged: (call: number, line: { readonly level: string; readonly text: string; readonly place: string }) =>
        this.#send({ type: 'log', call, ...line }),
    };
    return Instance.create(this.#isolates, { sandbox: this.#sandbox, code, limits, listener, debugging }, cancelled);
  }

  #tell(call: number, { result, failure, cpu, memory, stuck }: CallOutcome): void {
    if (failure === null) this.#send({ type: 'done', call, result: result ?? 'null', cpu, memory });
    else this.#send({ type: 'failed', call, failure, cpu, stuck });
  }
}
