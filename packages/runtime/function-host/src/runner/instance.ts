import type ivm from 'isolated-vm';
import { type CallLimits, failureCharacters, logCharacters, logLines, messageBytes, requestsAtOnce, requestsInAll } from '../limits.ts';
import { mostRandomBytes } from '../sandbox/web/web-interfaces.ts';
import { type Debugging, scriptNames } from './debugging.ts';
import type { CallFailure, ToRunner } from './frames.ts';
import { readUrl } from './read-url.ts';
import { dispose, shortText, Watch } from './watch.ts';

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
  readonly #debugging: Debugging | undefined;
  /** What entered the isolate for this call: each is resolved when that has left it, with everything that followed at once. */
  #entered: Promise<unknown>[] = [];

  private constructor(parts: {
    isolate: ivm.Isolate;
    memory: number;
    own: CallUnderWay;
    invoke: ivm.Reference;
    settle: ivm.Reference;
    debugging: Debugging | undefined;
  }) {
    this.#isolate = parts.isolate;
    this.#memory = parts.memory;
    this.#own = parts.own;
    this.#invoke = parts.invoke;
    this.#settle = parts.settle;
    this.#debugging = parts.debugging;
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
      /** Only where its maker looks on: such an isolate serves one call and no other. */
      readonly debugging?: Debugging | undefined;
    },
    cancelled?: { readonly aborted: boolean },
  ): Promise<Instance | CallOutcome> {
    const { limits, listener, debugging } = parts;
    const inspector = debugging !== undefined;
    const isolate = new isolates.Isolate({ memoryLimit: limits.memory, inspector, onCatastrophicError: () => process.abort() });
    const watch = new Watch(isolate, limits, cancelled, debugging);
    // What says that it comes from another call is not listened to.
    const own: CallUnderWay = { call: 0, done: () => {} };
    const made = await watch.over(async () => {
      const context = await isolate.createContext({ inspector });
      const halt = await debugging?.attach(isolate, context);
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
        ...(halt === undefined ? {} : { halt: halt.derefInto() }),
      };
      const names = Object.keys(outside).map((name, at) => `${name}: $${at}`);
      const sandbox = await context.evalClosure(
        // In strict code nobody finds out who called them, or what is `this` there.
        `'use strict';\n${parts.sandbox}\nreturn PlinthSandbox.makeSandbox({ ${names.join(', ')}, limits: ${JSON.stringify(sandboxLimits)} });`,
        Object.values(outside),
        { result: { reference: true } },
      );
      const [invoke, settle] = [await sandbox.get('invoke', { reference: true }), await sandbox.get('settle', { reference: true })];
      const module = await isolate.compileModule(parts.code, { filename: scriptNames.function });
      const [wanted] = module.dependencySpecifiers;
      if (wanted !== undefined) throw new Error(`It imports ${JSON.stringify(wanted)}, which is not there.`);
      await module.instantiate(context, () => {
        throw new Error('Nothing can be imported.');
      });
      await debugging?.begin();
      await module.evaluate();
      const implementation = await module.namespace.get('default', { reference: true });
      const load = await sandbox.get('load', { reference: true });
      await load.apply(undefined, [implementation.derefInto({ release: true })]);
      return { invoke, settle };
    });
    if (made.value !== null) return new Instance({ isolate, own, memory: limits.memory, debugging, ...made.value });
    const outcome = await watch.outcome({ result: null, failure: watch.failure('load', made.error) });
    if (debugging === undefined) dispose(isolate);
    return { ...outcome, reusable: false };
  }

  /** Runs one call to its end, whatever the function does. */
  async call(
    { call, input, key, limits }: Pick<Extract<ToRunner, { type: 'call' }>, 'call' | 'input' | 'key' | 'limits'>,
    cancelled: { readonly aborted: boolean },
  ): Promise<CallOutcome> {
    const watch = new Watch(this.#isolate, limits, cancelled, this.#debugging);
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
    // What was evaluated beside it can have taken the memory of a call that ends all the same.
    const isGone = this.#debugging !== undefined && this.#isolate.isDisposed;
    if (said.value === null || problem !== null || isGone)
      return watch.outcome({ result: null, failure: watch.failure('thrown', problem) });
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
    const left = this.#settle.apply(undefined, [call, request, text, this.#debugging?.halting === true]).catch(() => undefined);
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

function thrown(text: string): CallFailure {
  try {
    const { name, message, stack, code } = JSON.parse(text) as Record<'name' | 'message' | 'stack' | 'code', unknown>;
    return { reason: 'thrown', name: shortText(name), message: shortText(message), stack: shortText(stack), code: shortText(code ?? '') };
  } catch {
    // Whoever changes promises in the isolate can put anything here.
    return { reason: 'thrown', name: 'Error', message: 'What was thrown cannot be read.', stack: '', code: '' };
  }
}
