import type ivm from 'isolated-vm';
import { type CallLimits, failureCharacters, logCharacters, logLines, messageBytes, requestsAtOnce, requestsInAll } from '../limits.ts';
import { mostRandomBytes } from '../sandbox/web/web-interfaces.ts';
import type { CallFailure, ToRunner } from './frames.ts';
import { readUrl } from './read-url.ts';

/** What an instance says while a call runs. */
export interface CallListener {
  asked(call: number, request: number, text: string): void;
  logged(call: number, line: { readonly level: string; readonly text: string; readonly place: string }): void;
}

export interface CallOutcome {
  readonly result: string | null;
  readonly failure: CallFailure | null;
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** Bytes of its heap in use afterwards. */
  readonly memory: number;
  /** Whether the instance can serve another call. */
  readonly reusable: boolean;
  /** Whether something in it goes on that only the end of the process stops: a giant number being multiplied, say. */
  readonly stuck: boolean;
}

/** How often a running instance is looked at. */
const watchMilliseconds = 10;
/** How long an isolate that was told to end may take; native code in it listens to nobody. */
const endMilliseconds = 200;

const sandboxLimits = { logLines, logCharacters, failureCharacters, requestsAtOnce, requestsInAll, messageBytes };

type Isolates = typeof ivm;

/** The call that an instance serves, 0 where it serves none, and who waits for what it comes to. */
interface CallUnderWay {
  call: number;
  done: (outcome: string) => void;
}

/** A function in an isolate of its own, serving one call at a time. */
export class Instance {
  readonly #isolate: ivm.Isolate;
  readonly #memory: number;
  readonly #own: CallUnderWay;
  readonly #invoke: ivm.Reference;
  readonly #settle: ivm.Reference;
  /** What entered the isolate for this call: each is resolved when that has left it, with everything that followed at once. */
  #entered: Promise<unknown>[] = [];

  private constructor(parts: {
    isolate: ivm.Isolate;
    memory: number;
    own: CallUnderWay;
    invoke: ivm.Reference;
    settle: ivm.Reference;
  }) {
    this.#isolate = parts.isolate;
    this.#memory = parts.memory;
    this.#own = parts.own;
    this.#invoke = parts.invoke;
    this.#settle = parts.settle;
  }

  get memory(): number {
    return this.#memory;
  }

  /** Makes the isolate and loads the function into it, within the limits of the call that needs it. */
  static async create(
    isolates: Isolates,
    parts: {
      readonly sandbox: string;
      readonly code: string;
      readonly limits: CallLimits;
      readonly listener: CallListener;
    },
  ): Promise<Instance | CallOutcome> {
    const { limits, listener } = parts;
    const isolate = new isolates.Isolate({ memoryLimit: limits.memory, onCatastrophicError: () => process.abort() });
    const watch = new Watch(isolate, limits);
    // What says that it comes from another call is not listened to.
    const own: CallUnderWay = { call: 0, done: () => {} };
    const made = await watch.over(async () => {
      const context = await isolate.createContext();
      const outside = {
        ask: new isolates.Callback(
          (call: unknown, request: unknown, text: unknown) => {
            if (own.call !== 0 && call === own.call && typeof request === 'number' && typeof text === 'string')
              listener.asked(own.call, request, text);
          },
          { ignored: true },
        ),
        log: new isolates.Callback(
          (call: unknown, level: unknown, text: unknown, place: unknown) => {
            if (own.call === 0 || call !== own.call) return;
            if (typeof level === 'string' && typeof text === 'string' && typeof place === 'string')
              listener.logged(own.call, { level, text, place });
          },
          { ignored: true },
        ),
        done: new isolates.Callback(
          (call: unknown, outcome: unknown) => {
            if (own.call !== 0 && call === own.call && typeof outcome === 'string') own.done(outcome);
          },
          { ignored: true },
        ),
        random: new isolates.Callback(randomText),
        readUrl: new isolates.Callback(readUrl),
      };
      const names = Object.keys(outside).map((name, at) => `${name}: $${at}`);
      const sandbox = await context.evalClosure(
        // In strict code nobody finds out who called them, or what is `this` there.
        `'use strict';\n${parts.sandbox}\nreturn PlinthSandbox.makeSandbox({ ${names.join(', ')}, limits: ${JSON.stringify(sandboxLimits)} });`,
        Object.values(outside),
        { result: { reference: true } },
      );
      const [invoke, settle] = [await sandbox.get('invoke', { reference: true }), await sandbox.get('settle', { reference: true })];
      const module = await isolate.compileModule(parts.code, { filename: 'plinth:function' });
      const [wanted] = module.dependencySpecifiers;
      if (wanted !== undefined) throw new Error(`It imports ${JSON.stringify(wanted)}, which is not there.`);
      await module.instantiate(context, () => {
        throw new Error('Nothing can be imported.');
      });
      await module.evaluate();
      const implementation = await module.namespace.get('default', { reference: true });
      const load = await sandbox.get('load', { reference: true });
      await load.apply(undefined, [implementation.derefInto({ release: true })]);
      return { invoke, settle };
    });
    if (made.value !== null) return new Instance({ isolate, own, memory: limits.memory, ...made.value });
    const outcome = await watch.outcome({ result: null, failure: watch.failure('load', made.error) });
    dispose(isolate);
    return { ...outcome, reusable: false };
  }

  /** Runs one call to its end, whatever the function does. */
  async call(
    { call, input, key, limits }: Pick<Extract<ToRunner, { type: 'call' }>, 'call' | 'input' | 'key' | 'limits'>,
    cancelled: { readonly aborted: boolean },
  ): Promise<CallOutcome> {
    const watch = new Watch(this.#isolate, limits, cancelled);
    const { promise: outcome, resolve, reject } = Promise.withResolvers<string>();
    Object.assign(this.#own, { call, done: resolve });
    this.#entered = [this.#invoke.apply(undefined, [call, input, key])];
    // It is rejected where the isolate ends, and where a promise was that nobody handled.
    this.#entered[0]?.catch(reject);
    const said = await watch.over(() => outcome);
    this.#own.call = 0;
    // A loop that the function left behind holds its isolate: nothing that entered it has left it yet.
    const quiet = await watch.over(() => Promise.all(this.#entered));
    const problem = said.error ?? (this.#isolate.isDisposed ? null : quiet.error);
    if (said.value === null || problem !== null) return watch.outcome({ result: null, failure: watch.failure('thrown', problem) });
    const text = said.value.slice(1);
    const reusable = quiet.value !== null;
    if (text.length > messageBytes) {
      return watch.outcome(
        { result: null, failure: { reason: 'output', name: 'Error', message: 'The result is too large.', stack: '', code: '' } },
        reusable,
      );
    }
    return said.value[0] === '+'
      ? watch.outcome({ result: text, failure: null }, reusable)
      : watch.outcome({ result: null, failure: thrown(text) }, reusable);
  }

  settle(call: number, request: number, text: string): void {
    if (this.#isolate.isDisposed) return;
    const left = this.#settle.apply(undefined, [call, request, text]).catch(() => undefined);
    this.#entered.push(left);
  }

  dispose(): void {
    dispose(this.#isolate);
  }
}

/** So many random bytes as hexadecimal; none where that is no number of them. */
function randomText(bytes: unknown): string {
  if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 1 || bytes > mostRandomBytes) return '';
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}

function dispose(isolate: ivm.Isolate): void {
  if (!isolate.isDisposed) isolate.dispose();
}

function thrown(text: string): CallFailure {
  try {
    const { name, message, stack, code } = JSON.parse(text) as Record<'name' | 'message' | 'stack' | 'code', unknown>;
    return { reason: 'thrown', name: shortText(name), message: shortText(message), stack: shortText(stack), code: shortText(code ?? '') };
  } catch {
    // Whoever changes promises in the isolate can put anything here.
    return { reason: 'thrown', name: 'Error', message: 'What was thrown cannot be read.', stack: '', code: '' };
  }
}

function shortText(value: unknown): string {
  return String(value).slice(0, failureCharacters);
}

/** Looks at an isolate while it does something, and ends it where it takes too much. */
class Watch {
  readonly #isolate: ivm.Isolate;
  readonly #limits: CallLimits;
  readonly #cancelled: { readonly aborted: boolean } | undefined;
  readonly #started = performance.now();
  readonly #cpuBefore: number;
  readonly #processBefore = cpuOfProcess();
  #cpu = 0;
  #ended: CallFailure['reason'] | null = null;
  #stuck = false;

  constructor(isolate: ivm.Isolate, limits: CallLimits, cancelled?: { readonly aborted: boolean }) {
    this.#isolate = isolate;
    this.#limits = limits;
    this.#cancelled = cancelled;
    this.#cpuBefore = cpuOf(isolate);
  }

  /** Waits for something in the isolate, or until it had to be ended. */
  async over<Value>(work: () => Promise<Value>): Promise<{ value: Value; error: null } | { value: null; error: unknown }> {
    if (this.#ended !== null) return { value: null, error: null };
    let timer: NodeJS.Timeout | undefined;
    const given = work().then(
      (value) => ({ value, error: null }),
      (error: unknown) => ({ value: null, error: error ?? new Error('Nothing was said.') }),
    );
    const tooMuch = new Promise<null>((resolve) => {
      timer = setInterval(() => {
        const reason = this.#tooMuch();
        if (reason !== null) resolve(this.#end(reason));
      }, watchMilliseconds);
    });
    const first = await Promise.race([given, tooMuch]);
    clearInterval(timer);
    if (first !== null) {
      if (this.#isolate.isDisposed) this.#ended ??= 'memory';
      return first;
    }
    const ended = await Promise.race([given, new Promise<null>((resolve) => setTimeout(() => resolve(null), endMilliseconds))]);
    this.#stuck = ended === null;
    return { value: null, error: null };
  }

  /** Why the call gave nothing: what ended it, else what was thrown. */
  failure(otherwise: 'thrown' | 'load', error: unknown): CallFailure {
    if (this.#ended !== null) return { reason: this.#ended, name: 'Error', message: 'It was stopped.', stack: '', code: '' };
    const { name, message, stack } = error as Partial<Error>;
    return {
      reason: otherwise,
      name: shortText(name ?? 'Error'),
      message: shortText(message ?? ''),
      stack: shortText(stack ?? ''),
      code: '',
    };
  }

  async outcome(given: Pick<CallOutcome, 'result' | 'failure'>, reusable = false): Promise<CallOutcome> {
    this.#measure();
    const isThere = reusable && !this.#isolate.isDisposed;
    const memory = isThere ? this.#isolate.getHeapStatisticsSync().used_heap_size : 0;
    return { ...given, cpu: this.#cpu, memory, reusable: isThere, stuck: this.#stuck };
  }

  #tooMuch(): CallFailure['reason'] | null {
    if (this.#isolate.isDisposed) return 'memory';
    this.#measure();
    if (this.#cpu > this.#limits.cpu) return 'cpu';
    if (performance.now() - this.#started > this.#limits.time) return 'time';
    return this.#cancelled?.aborted === true ? 'cancelled' : null;
  }

  /**
   * What an isolate tells is the time for which it had a thread, which on a busy machine is far more than that of a processor; it
   * cannot have used more than the whole process did.
   */
  #measure(): void {
    if (this.#isolate.isDisposed) return;
    this.#cpu = Math.min(cpuOf(this.#isolate) - this.#cpuBefore, cpuOfProcess() - this.#processBefore);
  }

  #end(reason: CallFailure['reason']): null {
    this.#ended ??= reason;
    dispose(this.#isolate);
    return null;
  }
}

function cpuOf(isolate: ivm.Isolate): number {
  return isolate.isDisposed ? 0 : Number(isolate.cpuTime) / 1e6;
}

function cpuOfProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
