import type { Outside, Sandbox } from './outside.ts';
import { webInterfaces } from './web/web-interfaces.ts';

const formType = 'application/x-www-form-urlencoded;charset=UTF-8';

interface Waiting {
  /** Stack of whoever asked: an answer comes from nowhere in the function. */
  readonly stack: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs inside the isolate before the function's own code and makes its world. Everything it uses later is taken now, since the
 * function can change whatever it reaches.
 */
export function makeSandbox(outside: Outside): Sandbox {
  const { ask, log, done, halt, limits } = outside;
  const { parse, stringify } = JSON;
  const { freeze, setPrototypeOf, defineProperty, keys: names } = Object;
  const { apply } = Reflect;
  const { indexOf, slice } = String.prototype;
  const { exec } = RegExp.prototype;
  const TextOf = String;
  const Failure = Error;
  const Later = Promise;
  const WrongType = TypeError;
  const Numbers = Number;
  const web = webInterfaces(outside);
  const Form = web.URLSearchParams;
  const first = (text: string, characters: number) => apply(slice, text, [0, characters]) as string;

  let implementation: unknown;
  let current = 0;
  let asked = 0;
  let logged = 0;
  let underWay = 0;
  let waiting: Record<number, Waiting | undefined> = emptyRecord();

  function emptyRecord(): Record<number, Waiting | undefined> {
    return setPrototypeOf({}, null) as Record<number, Waiting | undefined>;
  }

  /** Asks for something outside; `call` is the one that the function's context was made for. */
  function request(call: number, kind: string, parameters: unknown): Promise<unknown> {
    return new Later<unknown>((resolve, reject) => {
      if (call === 0 || call !== current) return reject(new Failure('This context belongs to a call that has ended.'));
      if (underWay >= limits.requestsAtOnce) return reject(new Failure(`More than ${limits.requestsAtOnce} requests at once.`));
      if (asked >= limits.requestsInAll) return reject(new Failure(`More than ${limits.requestsInAll} requests in one call.`));
      const text = stringify({ kind, parameters });
      if (text.length > limits.messageBytes) return reject(new Failure(`A request of more than ${limits.messageBytes} characters.`));
      asked++;
      underWay++;
      waiting[asked] = { resolve, reject, stack: stackNow() };
      ask(call, asked, text);
    });
  }

  function write(call: number, level: string, values: readonly unknown[]): void {
    if (call !== current || logged >= limits.logLines) return;
    logged++;
    let line = '';
    for (let at = 0; at < values.length && line.length < limits.logCharacters; at++) {
      line += (at === 0 ? '' : ' ') + textOf(values[at]);
    }
    log(call, level, first(line, limits.logCharacters), placeOfFunction());
  }

  /** Where the function is just now. It decides what a stack looks like, and may only mislead those who read its own log. */
  function placeOfFunction(): string {
    const found = apply(exec, /plinth:function:(\d{1,7}:\d{1,7})/, [stackNow()]) as readonly string[] | null;
    return found?.[1] ?? '';
  }

  function stackNow(): string {
    try {
      const { stack } = new Failure();
      return typeof stack === 'string' ? stack : '';
    } catch {
      return '';
    }
  }

  function textOf(value: unknown): string {
    try {
      if (typeof value === 'string') return value;
      if (value instanceof Failure) return TextOf(value.stack);
      return stringify(value) ?? TextOf(value);
    } catch {
      return '(cannot be printed)';
    }
  }

  function levelsOf(call: () => number): Record<'log' | 'debug' | 'info' | 'warn' | 'error', (...values: unknown[]) => void> {
    const at =
      (level: string) =>
      (...values: unknown[]) =>
        write(call(), level, values);
    return freeze({ log: at('info'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
  }

  function contextOf(call: number, key: string): unknown {
    const records = (entity: unknown) =>
      freeze({
        list: (options?: unknown) => request(call, 'records.list', { entity, options }),
        get: (id: unknown) => request(call, 'records.get', { entity, id }),
        create: (values: unknown) => request(call, 'records.create', { entity, values }),
        update: (id: unknown, values: unknown) => request(call, 'records.update', { entity, id, values }),
        delete: (id: unknown) => request(call, 'records.delete', { entity, id }),
      });
    return freeze({
      records,
      secret: (name: unknown) =>
        freeze({ secret: TextOf(name), basic: (user: unknown) => freeze({ secret: TextOf(name), basic: TextOf(user) }) }),
      connection: (connection: unknown) =>
        freeze({
          call: (action: unknown, input?: unknown) => request(call, 'connection.call', { connection, action, input }),
          converse: (action: unknown) =>
            request(call, 'conversation.open', { connection, action }).then((conversation) =>
              freeze({
                send: (message: unknown) => request(call, 'conversation.send', { conversation, message }),
                receive: () => request(call, 'conversation.receive', { conversation }),
                finish: () => request(call, 'conversation.finish', { conversation }),
                close: () => request(call, 'conversation.close', { conversation }),
              }),
            ),
        }),
      fetch: (address: unknown, options?: unknown) => fetchFor(call, address, options),
      tell: (type: unknown, data?: unknown, options?: unknown) =>
        request(call, 'events.tell', { type, data, subject: (options as { subject?: unknown } | null | undefined)?.subject }),
      user: () => request(call, 'user', {}),
      idempotencyKey: key,
      log: levelsOf(() => call),
    });
  }

  async function fetchFor(call: number, address: unknown, given: unknown): Promise<unknown> {
    const { signal, body, ...options } = (given ?? {}) as Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal };
    signal?.throwIfAborted();
    const isForm = body instanceof Form;
    if (!isForm && body !== undefined && body !== null && typeof body !== 'string')
      throw new WrongType('A body is a text or URLSearchParams.');
    const headers = isForm ? { 'content-type': formType, ...(options.headers as object | undefined) } : options.headers;
    const asked = request(call, 'fetch', {
      address: TextOf(address),
      options: { ...options, headers, body: isForm ? TextOf(body) : body },
    });
    if (signal === undefined) return responseOf(await asked);
    // What was sent is sent: whoever does not want the answer only stops waiting for it.
    const aborted = new Later<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    return responseOf(await Later.race([asked, aborted]));
  }

  function responseOf(answer: unknown): unknown {
    const { status, headers, body } = answer as { status: number; headers: Record<string, string>; body: string };
    return freeze({
      status,
      ok: status >= 200 && status < 300,
      headers: freeze(headers),
      text: () => Later.resolve(body),
      json: () => Later.resolve(body).then((text) => parse(text)),
    });
  }

  function makeWorld(): void {
    const world = globalThis as unknown as Record<string, unknown>;
    // Memory that no limit counts, clocks finer than a millisecond, compiled code of other languages, and what is run between calls.
    for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry']) delete world[name];
    define(
      'console',
      levelsOf(() => current),
    );
    define('setTimeout', (callback: unknown, milliseconds?: unknown, ...values: unknown[]) => {
      if (typeof callback !== 'function') throw new WrongType('setTimeout takes a function.');
      const call = current;
      const timer = { cancelled: false };
      request(call, 'sleep', { milliseconds: Numbers(milliseconds) || 0 }).then(
        () => {
          if (!timer.cancelled && call === current) apply(callback as () => void, undefined, values);
        },
        () => undefined,
      );
      return timer;
    });
    define('clearTimeout', (timer: unknown) => {
      if (typeof timer === 'object' && timer !== null) (timer as { cancelled: boolean }).cancelled = true;
    });
    define('queueMicrotask', (callback: () => void) => void Later.resolve().then(() => callback()));
    for (const name of names(web) as (keyof typeof web)[]) define(name, web[name]);
  }

  function define(name: string, value: unknown): void {
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }

  /** What whoever called it tells failures apart by. */
  function codeOf(thrown: object): string {
    const { code } = thrown as { code?: unknown };
    return typeof code === 'string' ? code : '';
  }

  /** What was thrown as JSON; the function decides about every getter, and may only harm itself. */
  function failureOf(error: unknown): string {
    try {
      const thrown = error instanceof Failure || (typeof error === 'object' && error !== null) ? (error as Partial<Error>) : null;
      const most = limits.failureCharacters;
      return stringify({
        name: thrown === null ? 'Error' : first(TextOf(thrown.name ?? 'Error'), most),
        message: first(thrown === null ? textOf(error) : TextOf(thrown.message ?? ''), most),
        stack: thrown === null ? '' : first(TextOf(thrown.stack ?? ''), most),
        code: thrown === null ? '' : first(codeOf(thrown), most),
      });
    } catch {
      return '{"name":"Error","message":"What was thrown cannot be read.","stack":"","code":""}';
    }
  }

  async function run(call: number, input: string, key: string): Promise<void> {
    let outcome: string;
    try {
      outcome = resultOf(await implemented(call, input, key));
    } catch (error) {
      outcome = `-${failureOf(error)}`;
    }
    end(call, outcome);
  }

  /** As `run`, with nothing around the function that catches: by that a debugger tells which errors nobody catches. */
  function debugged(call: number, input: string, key: string): void {
    const whole = (async () => {
      let outcome = '';
      try {
        outcome = resultOf(await implemented(call, input, key));
      } finally {
        if (outcome === '') void Later.resolve().then(() => whole.then(undefined, (error) => end(call, `-${failureOf(error)}`)));
        else end(call, outcome);
      }
    })();
  }

  function implemented(call: number, input: string, key: string): unknown {
    if (typeof implementation !== 'function') throw new WrongType('The default export is no function.');
    return apply(implementation as (...values: unknown[]) => unknown, undefined, [parse(input), contextOf(call, key)]);
  }

  /** Cut here, where its memory is counted; what is too long is refused by whoever gets it. */
  function resultOf(result: unknown): string {
    return first(`+${stringify(result) ?? 'null'}`, limits.messageBytes + 2);
  }

  function end(call: number, outcome: string): void {
    current = 0;
    done(call, outcome);
  }

  makeWorld();

  return {
    load(given) {
      implementation = given;
    },
    invoke(call, input, key) {
      current = call;
      asked = 0;
      logged = 0;
      underWay = 0;
      waiting = emptyRecord();
      if (halt === undefined) void run(call, input, key);
      else debugged(call, input, key);
    },
    settle(call, request, text, halts) {
      const entry = waiting[request];
      if (call !== current || entry === undefined) return;
      waiting[request] = undefined;
      underWay--;
      if (halts) halt?.();
      const { value, problem } = parse(text) as { value?: unknown; problem?: { code: string; message: string } };
      if (problem === undefined) return entry.resolve(value);
      const failure = new Failure(problem.message);
      defineProperty(failure, 'code', { value: problem.code, enumerable: true });
      const frames = apply(slice, entry.stack, [apply(indexOf, entry.stack, ['\n']) as number]) as string;
      defineProperty(failure, 'stack', { value: `Error: ${problem.message}${frames}`, writable: true, configurable: true });
      entry.reject(failure);
    },
  };
}
