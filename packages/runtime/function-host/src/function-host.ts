import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { foundationErrors, inSpan, type JsonValue, PlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';
import { type CompiledFunction, compileFunction } from './build/compile-function.ts';
import { mapPlace, mapStack } from './build/map-stack.ts';
import { Capabilities, type FunctionWorld, type TracedRequest } from './capabilities/capabilities.ts';
import { functionErrors } from './errors.ts';
import { type CallLimits, messageBytes } from './limits.ts';
import type { FunctionPackages } from './packages/locked-packages.ts';
import type { PackageStore } from './packages/package-store.ts';
import { tooDeep, unplainJson } from './plain-json.ts';
import { FairTurns } from './pool/fair-turns.ts';
import { defaultPool, type PoolOptions, RunnerPool } from './pool/runner-pool.ts';
import type { CallFailure } from './runner/frames.ts';
import { buildWalls, type WallName, type Walls } from './walls/walls.ts';

export interface FunctionHostOptions {
  readonly pool?: Partial<Omit<PoolOptions, 'start'>>;
  /** Walls without which nothing is run. */
  readonly requiredWalls?: readonly WallName[];
  /** Told of what went wrong in the server itself while a function asked for something. */
  readonly onFailure?: (error: PlinthError, what: { readonly function: string; readonly trace: string }) => void;
  /** Packages of npm; without it functions use none. */
  readonly packages?: PackageStore;
}

/** A function as it is called. */
export interface FunctionToCall {
  /** The application that it is of, or whoever tries it: what a function keeps in its module is seen by nobody else. */
  readonly owner: string;
  readonly name: string;
  readonly source: string;
  readonly limits: CallLimits;
  /** The same whenever the same is called again, for whoever is asked by it; a new one where absent. */
  readonly idempotencyKey?: string;
  readonly packages?: FunctionPackages;
}

export interface LogLine {
  readonly level: string;
  readonly text: string;
  /** Where in the source it was logged, as the function has it: `loan.ts:12:5`; null where that is not known. */
  readonly place: string | null;
}

/** What a call came to. */
export interface FunctionAnswer {
  readonly result: JsonValue;
  readonly logs: readonly LogLine[];
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** Milliseconds from beginning to end. */
  readonly milliseconds: number;
  /** Bytes of its isolate's heap in use at the end. */
  readonly memory: number;
  readonly requests: readonly TracedRequest[];
}

/** What answers a call that asks for something, until it has ended. */
interface Asked {
  readonly capabilities: Capabilities;
  readonly ended: AbortController;
}

/** Characters of a stack that are looked at. */
const mostStack = 10_000;
/** Characters of the code that a function gave its error. */
const mostCode = 200;
/** For fetching every package of a function. */
const layMilliseconds = 120_000;
/** For how long what could not be compiled, for no place in its source, is not tried again. */
const againMilliseconds = 30_000;
const compiledCharacters = 64 * 1024 * 1024;
/** Compilations at once; each is a process that may take much. */
const compilations = { atOnce: 4, each: 2, waitingEach: 50 };
/**
 * What functions ask of records and of other systems at once, each environment so much of it: everybody else uses the same sockets, and
 * the ten connections that a server has to its database.
 */
const requestsToRecords = { atOnce: 5, each: 3, waitingEach: 10_000 };
const requestsToOthers = { atOnce: 256, each: 32, waitingEach: 10_000 };

/** Runs functions: each call in an isolate of its own, within a process that serves one environment and can reach nothing. */
export class FunctionHost {
  readonly #options: FunctionHostOptions;
  readonly #compiled = new LRUCache<string, Promise<CompiledFunction>>({ maxSize: compiledCharacters });
  readonly #compilations = new FairTurns(compilations);
  readonly #turns = { records: new FairTurns(requestsToRecords), others: new FairTurns(requestsToOthers) };
  #opened: Promise<{ readonly walls: Walls; readonly pool: RunnerPool }> | null = null;
  #closed = false;

  constructor(options: FunctionHostOptions = {}) {
    this.#options = options;
  }

  /** The walls of this machine; builds them, and starts a runner that is ready for the first call. */
  async start(): Promise<Pick<Walls, 'standing' | 'missing'>> {
    const { walls, pool } = await this.#open();
    await pool.warm();
    return { standing: walls.standing, missing: walls.missing };
  }

  /** Throws `functions.invalid` with line and column where the source is no function, `functions.busy` where too many are compiled. */
  async compile(context: RequestContext, name: string, source: string, packages?: FunctionPackages): Promise<CompiledFunction> {
    const { walls } = await this.#open();
    const isAlone = packages === undefined || Object.keys(packages.packages).length === 0;
    const key = isAlone ? `${name}\n${source}` : `${name}\n${source}\n${JSON.stringify(packages)}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compile = () => (isAlone ? compileFunction(walls, name, source) : this.#compileWith(walls, name, source, packages));
    const compiling = this.#compilations.take(context.tenant.id, compile, () => {
      throw functionErrors.busy();
    });
    this.#compiled.set(key, compiling, { size: key.length + 1 });
    compiling.then(
      // What packages bring along is seen only now.
      ({ code, map }) => this.#compiled.set(key, compiling, { size: key.length + code.length + map.length }),
      (error: unknown) => {
        // What is wrong at a place of the source stays wrong; what took too long may not on a machine that is less busy.
        if (!(error instanceof PlinthError) || error.fault !== 'caller' || error.status === 429) this.#compiled.delete(key);
        else if (error.details?.line === undefined) this.#compiled.set(key, compiling, { size: key.length + 1, ttl: againMilliseconds });
      },
    );
    return compiling;
  }

  /** Calls a function for the context's actor. Throws `functions.…` with the logs so far in the details where it gives no result. */
  async call(context: RequestContext, called: FunctionToCall, input: JsonValue, world: FunctionWorld): Promise<FunctionAnswer> {
    return inSpan(context, 'functions.call', async (within) => {
      const compiled = await this.compile(within, called.name, called.source, called.packages);
      const problem = tooDeep(input);
      if (problem !== null) throw functionErrors.wrongInput({ function: called.name, reason: problem });
      const text = JSON.stringify(input);
      if (text.length > messageBytes) throw functionErrors.inputTooLarge({ function: called.name, bytes: messageBytes });
      return this.#run(within, called, compiled, text, world);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = await this.#opened?.catch(() => null);
    await opened?.pool.close();
    await opened?.walls.close();
  }

  async #compileWith(walls: Walls, name: string, source: string, packages: FunctionPackages): Promise<CompiledFunction> {
    const store = this.#options.packages;
    if (store === undefined) throw functionErrors.noRegistry();
    // One compilation serves all who wait for it, so none of them ends it.
    const modules = await store.lay(packages, AbortSignal.timeout(layMilliseconds));
    try {
      return await compileFunction(walls, name, source, modules);
    } finally {
      await rm(dirname(modules), { recursive: true, force: true });
    }
  }

  async #run(context: RequestContext, called: FunctionToCall, compiled: CompiledFunction, input: string, world: FunctionWorld) {
    const { pool } = await this.#open();
    // Most calls ask for nothing, and a signal that is combined and aborted costs more than all the rest here.
    const outside: { asked: Asked | null } = { asked: null };
    const begin = (): Asked => {
      const ended = new AbortController();
      const signal = AbortSignal.any([context.signal, ended.signal]);
      const onFailure = (error: PlinthError) => this.#options.onFailure?.(error, { function: called.name, trace: context.trace });
      return { ended, capabilities: new Capabilities({ ...context, signal }, world, { turns: this.#turns, onFailure }) };
    };
    const traced = () => outside.asked?.capabilities.traced ?? [];
    const logs: LogLine[] = [];
    const started = performance.now();
    try {
      const outcome = await pool.run(
        `${context.tenant.id} ${context.environment?.id ?? ''}`,
        {
          function: { id: `${called.owner} ${compiled.id}`, code: compiled.code },
          input,
          key: called.idempotencyKey ?? uuidV7(),
          limits: called.limits,
          ask: (request) => {
            outside.asked ??= begin();
            return outside.asked.capabilities.answer(request);
          },
          log: ({ level, text, place }) => logs.push({ level, text, place: place === '' ? null : mapPlace(compiled, place) }),
          repeatable: () => {
            if (outside.asked?.capabilities.changed === true) return false;
            logs.length = 0;
            return true;
          },
        },
        context.signal,
      );
      if (outcome.kind === 'lost') throw functionErrors.interrupted({ function: called.name });
      if (outcome.kind === 'failed') throw failed(called, compiled, outcome.failure, logs, traced());
      const { cpu, memory } = outcome;
      const milliseconds = Math.round((performance.now() - started) * 10) / 10;
      return { result: resultOf(called, outcome.result), logs, cpu, milliseconds, memory, requests: traced() };
    } finally {
      // Whatever it still waits for outside has nobody left to tell.
      outside.asked?.ended.abort();
    }
  }

  #open() {
    this.#opened ??= this.#build();
    return this.#opened;
  }

  async #build() {
    if (this.#closed) throw functionErrors.unavailable({ reason: 'the server is ending' });
    let walls: Walls;
    try {
      walls = await buildWalls();
    } catch (error) {
      this.#opened = null;
      throw functionErrors.unavailable({ reason: 'no runner could be started' }, { cause: error });
    }
    const lacking = (this.#options.requiredWalls ?? []).filter((name) => walls.missing.includes(name));
    if (lacking.length > 0) {
      await walls.close();
      throw functionErrors.unavailable({ reason: `the walls ${lacking.join(', ')} are missing on this machine` });
    }
    const pool = new RunnerPool({ ...defaultPool, ...this.#options.pool, start: walls.start });
    return { walls, pool };
  }
}

function resultOf({ name }: FunctionToCall, text: string): JsonValue {
  let result: JsonValue;
  try {
    result = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw functionErrors.wrongResult({ function: name, reason: 'it is no JSON' }, { cause });
  }
  const problem = unplainJson(result);
  if (problem !== null) throw functionErrors.wrongResult({ function: name, reason: problem });
  return result;
}

function failed(
  called: FunctionToCall,
  compiled: CompiledFunction,
  failure: CallFailure,
  logs: readonly LogLine[],
  requests: readonly TracedRequest[],
): PlinthError {
  const { name, limits } = called;
  const details = { logs: logs.slice(-100).map((line) => ({ ...line })), requests: requests.map((each) => ({ ...each })) };
  switch (failure.reason) {
    case 'cpu':
      return functionErrors.cpuExceeded({ function: name, milliseconds: limits.cpu }, { details });
    case 'time':
      return functionErrors.timeExceeded({ function: name, milliseconds: limits.time }, { details });
    case 'memory':
      return functionErrors.memoryExceeded({ function: name, megabytes: limits.memory }, { details });
    case 'output':
      return functionErrors.outputTooLarge({ function: name, bytes: messageBytes }, { details });
    case 'cancelled':
      return foundationErrors.cancelled();
    default: {
      const reason = failure.name === 'Error' ? failure.message : `${failure.name}: ${failure.message}`;
      return functionErrors.failed(
        { function: name, reason },
        {
          details: {
            ...details,
            ...(failure.code === '' ? {} : { thrown: failure.code.slice(0, mostCode) }),
            stack: [...mapStack(compiled, failure.stack.slice(0, mostStack))],
          },
        },
      );
    }
  }
}
