import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inSpan, type JsonValue, PlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';
import { type CompiledFunction, compileFunction } from './build/compile-function.ts';
import { mapPlace } from './build/map-stack.ts';
import { failed, resultOf } from './call-outcome.ts';
import { Capabilities, type FunctionWorld, type TracedRequest } from './capabilities/capabilities.ts';
import type { DebugSession } from './debug/debug-session.ts';
import { functionErrors } from './errors.ts';
import { type CallLimits, messageBytes } from './limits.ts';
import type { FunctionPackages } from './packages/locked-packages.ts';
import type { PackageStore } from './packages/package-store.ts';
import { tooDeep } from './plain-json.ts';
import { FairTurns } from './pool/fair-turns.ts';
import { defaultPool, type PooledCall, type PoolOptions, RunnerPool } from './pool/runner-pool.ts';
import type { RunnerOutcome, RunnerProcess } from './pool/runner-process.ts';
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

/** Begins to look at a call; `stop` ends it at once, with its runner. */
export type Looks = (compiled: CompiledFunction, stop: () => void) => DebugSession;

/** What answers a call that asks for something, until it has ended. */
interface Asked {
  readonly capabilities: Capabilities;
  readonly ended: AbortController;
}

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
  /** Runners of calls that their makers look at. */
  readonly #debugged = new Set<RunnerProcess>();
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
    return this.#begin(context, called, input, world, null);
  }

  /**
   * Calls it while its maker looks on, in a runner of its own that nobody else ever gets. `looks` is asked when it is compiled; what it is
   * given ends the call.
   */
  debug(context: RequestContext, called: FunctionToCall, input: JsonValue, world: FunctionWorld, looks: Looks): Promise<FunctionAnswer> {
    return this.#begin(context, called, input, world, looks);
  }

  #begin(context: RequestContext, called: FunctionToCall, input: JsonValue, world: FunctionWorld, looks: Looks | null) {
    return inSpan(context, 'functions.call', async (within) => {
      const compiled = await this.compile(within, called.name, called.source, called.packages);
      const problem = tooDeep(input);
      if (problem !== null) throw functionErrors.wrongInput({ function: called.name, reason: problem });
      const text = JSON.stringify(input);
      if (text.length > messageBytes) throw functionErrors.inputTooLarge({ function: called.name, bytes: messageBytes });
      return this.#run(within, called, compiled, text, world, looks);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = await this.#opened?.catch(() => null);
    for (const runner of this.#debugged) runner.kill();
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

  async #run(
    context: RequestContext,
    called: FunctionToCall,
    compiled: CompiledFunction,
    input: string,
    world: FunctionWorld,
    looks: Looks | null,
  ): Promise<FunctionAnswer> {
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
    const stopped = new AbortController();
    const session = looks === null ? null : looks(compiled, () => stopped.abort());
    try {
      const call: PooledCall = {
        function: { id: `${called.owner} ${compiled.id}`, code: compiled.code },
        input,
        key: called.idempotencyKey ?? uuidV7(),
        limits: called.limits,
        ask: (request) => {
          outside.asked ??= begin();
          return outside.asked.capabilities.answer(request);
        },
        log: ({ level, text, place }) => {
          const line = { level, text, place: place === '' ? null : mapPlace(compiled, place) };
          logs.push(line);
          session?.logged(line);
        },
        repeatable: () => {
          if (outside.asked?.capabilities.changed === true) return false;
          logs.length = 0;
          return true;
        },
      };
      const outcome = await this.#outcome(context, session === null ? call : { ...call, debug: session }, stopped.signal);
      if (outcome.kind === 'lost') throw functionErrors.interrupted({ function: called.name });
      if (outcome.kind === 'failed') throw failed(called, compiled, outcome.failure, logs, traced());
      const { cpu, memory } = outcome;
      const milliseconds = Math.round((performance.now() - started) * 10) / 10;
      return { result: resultOf(called, outcome.result), logs, cpu, milliseconds, memory, requests: traced() };
    } finally {
      // Whatever it still waits for outside has nobody left to tell.
      outside.asked?.ended.abort();
      session?.ended();
    }
  }

  async #outcome(context: RequestContext, call: PooledCall, hangs: AbortSignal): Promise<RunnerOutcome> {
    const { pool, walls } = await this.#open();
    if (call.debug === undefined) return pool.run(`${context.tenant.id} ${context.environment?.id ?? ''}`, call, context.signal);
    const runner = await walls.start().catch((cause: unknown) => {
      throw functionErrors.unavailable({ reason: 'no runner could be started' }, { cause });
    });
    this.#debugged.add(runner);
    const kill = () => runner.kill();
    hangs.addEventListener('abort', kill);
    try {
      if (this.#closed || hangs.aborted) kill();
      return await runner.run(call, context.signal);
    } finally {
      kill();
      this.#debugged.delete(runner);
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
