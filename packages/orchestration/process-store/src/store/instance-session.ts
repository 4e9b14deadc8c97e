import type { PipelinePart, Transaction } from '@plinth/database';
import { type FeelType, type FeelValue, fromJson, toJson } from '@plinth/expression';
import { foundationErrors, PlinthError, type RequestContext } from '@plinth/foundation';
import type { RecordReader } from '@plinth/record-store';
import {
  type AdvanceOptions,
  advance,
  feelContext,
  type MoveProblem,
  newestBehaviour,
  newInstance,
  type PendingWork,
  packHistory,
  pendingWork,
  problemsOfMove,
  type Stimulus,
  storedStimulus,
  unpackState,
  workVariables,
} from '@plinth/workflow-engine';
import type { TaskKeeper } from '../access/task-keeper.ts';
import { ownEffectOf, performOwnEffect } from '../effects/own-effects.ts';
import { processStoreErrors } from '../errors.ts';
import { mainProcess, type ProcessModels, type RunningRelease } from '../model/process-models.ts';
import { toldSettings } from '../model/told-settings.ts';
import { chainAfter, haltedBy, noChain } from './chain.ts';
import type { HeldInstance, StartRequest } from './held-instance.ts';
import { holdFreeInstances, holdInstances, type InstanceRow, readClock } from './instance-statements.ts';
import { type PlannedWork, writeInstances } from './write-instances.ts';

/** What sessions share: models, and what records are written with. */
export interface SessionServices {
  readonly models: ProcessModels;
  readonly reader: RecordReader;
  /** Processes that may lead to one another. */
  readonly chainLimit: number;
  readonly tasks: Pick<TaskKeeper, 'appeared' | 'did' | 'ended'>;
}

/** A record could not be written, which leaves the transaction unusable: all of it is done again, knowing that. */
export class EffectRefused extends Error {
  readonly effect: string;
  readonly reason: string;

  constructor(effect: string, reason: string) {
    super(reason);
    this.effect = effect;
    this.reason = reason;
  }
}

/** Records that an instance writes without waiting in between; then an incident, as an endless loop would never end. */
const mostEffects = 1000;

/**
 * Instances that move within one open transaction: their rows are held, the engine advances them in memory, records are written,
 * and {@link flush} writes all that came of it. What is not flushed has not happened.
 */
export class InstanceSession {
  readonly context: RequestContext;
  readonly transaction: Transaction;
  readonly #services: SessionServices;
  /** Effects that are known to be refused, by instance, revision and visit. */
  readonly #refused: ReadonlyMap<string, string>;
  readonly #held = new Map<string, HeldInstance>();
  readonly #releases = new Map<string, Promise<RunningRelease>>();
  readonly #work: PlannedWork[] = [];
  readonly #done: string[] = [];
  readonly #afterwards: (() => void)[] = [];
  #now: string | null = null;

  constructor(context: RequestContext, transaction: Transaction, services: SessionServices, refused: ReadonlyMap<string, string>) {
    this.context = context;
    this.transaction = transaction;
    this.#services = services;
    this.#refused = refused;
  }

  get tasks(): SessionServices['tasks'] {
    return this.#services.tasks;
  }

  get models(): ProcessModels {
    return this.#services.models;
  }

  /** PostgreSQL's time when instances were last held: what they are told comes after all that others told them before. */
  async now(): Promise<string> {
    if (this.#now === null) await this.ask(null);
    return this.#now ?? '';
  }

  /** Asks something, and in the same round trip what the time is when it is answered; binds the transaction's life to its server's. */
  async ask<Row extends object>(part: PipelinePart | null): Promise<readonly Row[]> {
    const results = await this.transaction.batch(this.context, [...(part === null ? [] : [part]), { statement: readClock, values: [] }]);
    this.#now = String(results.at(-1)?.rows[0]?.now ?? '');
    return part === null ? [] : ((results[0]?.rows ?? []) as Row[]);
  }

  /** The release of an application that runs now. */
  release(application: string): Promise<RunningRelease> {
    const known = this.#releases.get(application) ?? this.#services.models.current(this.context, application);
    this.#releases.set(application, known);
    return known;
  }

  /** Holds instances; with `free` those alone that nobody else holds. Those that are not there are not given. */
  async hold(ids: readonly string[], { free = false } = {}): Promise<readonly HeldInstance[]> {
    const missing = [...new Set(ids)].filter((id) => !this.#held.has(id));
    if (missing.length > 0) {
      const wanted = free ? holdFreeInstances : holdInstances;
      const rows = await this.ask<InstanceRow>({ statement: wanted, values: [...this.#here(), missing] });
      for (const row of rows) this.#held.set(row.id, await this.#read(row));
    }
    return ids.flatMap((id) => this.#held.get(id) ?? []);
  }

  async #read(row: InstanceRow): Promise<HeldInstance> {
    const { id, application, version, process, key, startedBy, revision, status, chain, chainedAt } = row;
    const runnable = await this.#services.models.find(this.context, application, version, process);
    const isNew = status === 'new';
    const state = isNew ? newInstance(mainProcess(runnable)) : unpackState(row.state);
    // Put off, until a server takes it up that knows how it goes on.
    if (state.behaviour > newestBehaviour)
      throw processStoreErrors.notRunnable({ process, problem: 'a server of a newer version of Plinth began this instance' });
    return {
      ...{ id, application, version, process, key, startedBy, revision, runnable, state },
      isStored: true,
      chain: { length: chain, since: chainedAt },
      before: isNew ? null : structuredClone(state),
      start: isNew ? (row.state as unknown as StartRequest) : null,
      history: [],
      effects: [],
    };
  }

  /** A new instance of the process as it is released now; it has not begun. */
  async create(request: {
    readonly id: string;
    readonly application: string;
    readonly process: string;
    readonly key: string | null;
    readonly start: StartRequest;
    /** The BPMN process of the document; the first executable one where absent. */
    readonly element?: string;
  }): Promise<HeldInstance> {
    const { id, application, process, key, start, element } = request;
    const { version, definition } = await this.release(application);
    const runnable = await this.#services.models.find(this.context, application, version, process, definition);
    const held: HeldInstance = {
      ...{ id, application, version, process, key, start, runnable },
      startedBy: this.context.actor.id,
      isStored: false,
      chain: noChain,
      before: null,
      state: newInstance(element ?? mainProcess(runnable)),
      revision: 0,
      history: [],
      effects: [],
    };
    this.#held.set(id, held);
    return held;
  }

  /** Starts an instance that has not begun. */
  async begin(held: HeldInstance, by: { readonly cause?: number } = {}): Promise<void> {
    if (held.start === null) return;
    const { variables, ...how } = held.start;
    await this.take(held, { kind: 'start', ...how, variables: feelContext(variables) }, by);
  }

  /**
   * Lets something happen to an instance, and everything that follows by itself. `cause` is how many processes led to it, 0 for people;
   * where absent, it follows from what the instance did before. Throws what refuses it (`process.*`).
   */
  async take(held: HeldInstance, stimulus: Stimulus, { cause }: { readonly cause?: number } = {}): Promise<void> {
    const { decisions, model } = await this.release(held.application);
    const now = await this.now();
    const chain = chainAfter(held.chain, stimulus, cause, now);
    const halted = haltedBy(chain, this.#services.chainLimit);
    const decide: AdvanceOptions['decide'] = (decision, given) => askDecision(decisions, decision, given);
    const settings = toldSettings(model);
    const options: AdvanceOptions = {
      ...{ now, decide },
      ...(halted === undefined ? {} : { halted }),
      ...(settings === undefined ? {} : { settings }),
    };
    this.#advance(held, stimulus, options);
    held.chain = chain;
    await this.#goOn(held, options);
  }

  #advance(held: HeldInstance, stimulus: Stimulus, options: AdvanceOptions): void {
    const { state, history, effects } = advance(held.runnable.model, held.state, stimulus, options);
    held.state = state;
    held.revision++;
    held.effects.push(...effects);
    const told = { stimulus: storedStimulus(stimulus, state), events: packHistory(history) };
    held.history.push({ number: held.revision, at: options.now, by: this.context.actor.id, ...told });
  }

  /** Does what service tasks do by themselves, one after the other, until none is left. */
  async #goOn(held: HeldInstance, options: AdvanceOptions): Promise<void> {
    for (let effects = 1; ; effects++) {
      const { model } = held.runnable;
      const next = pendingWork(model, held.state)
        .flatMap((work) => {
          const does = ownEffectOf(work);
          return does === null || work.isStopped ? [] : [{ ...work, does }];
        })
        .at(0);
      if (next === undefined) return;
      const { visit } = next;
      const effect = `${held.id} ${held.revision} ${visit}`;
      if (effects > mostEffects) {
        this.#advance(held, { kind: 'failed', visit, message: `More than ${mostEffects} records without waiting in between` }, options);
        continue;
      }
      const refusal = this.#refused.get(effect);
      if (refusal !== undefined) {
        this.#advance(held, refused(next, refusal), options);
        continue;
      }
      const variables = workVariables(model, held.state, visit);
      const release = await this.release(held.application);
      const services = { transaction: this.transaction, reader: this.#services.reader };
      const context = { ...this.context, chain: held.chain.length + 1 };
      const given = await performOwnEffect(context, services, release, { ...next, variables }).catch((error: unknown) => {
        if (error instanceof PlinthError && error.fault === 'caller' && error.code !== 'database.conflict')
          throw new EffectRefused(effect, reasonOf(error));
        throw error;
      });
      this.#advance(held, { kind: 'completed', visit, variables: given }, options);
    }
  }

  /** Lets an instance go on by the version that is released; empty where it can, else why it cannot and stays as it is. */
  async move(held: HeldInstance, { isTried }: { readonly isTried: boolean }): Promise<readonly MoveProblem[]> {
    const { version, definition } = await this.release(held.application);
    const runnable = await this.#services.models.find(this.context, held.application, version, held.process, definition);
    const problems = problemsOfMove(held.runnable.model, runnable.model, held.state);
    if (problems.length > 0 || isTried) return problems;
    const stimulus = { kind: 'moved', from: held.version, to: version };
    held.revision++;
    held.history.push({ number: held.revision, at: await this.now(), by: this.context.actor.id, stimulus, events: [] });
    held.version = version;
    held.runnable = runnable;
    return [];
  }

  /** Something to be done by a worker, once this is committed. */
  plan(work: PlannedWork): void {
    this.#work.push(work);
  }

  /** A piece of work that this transaction does. */
  done(id: string): void {
    this.#done.push(id);
  }

  /** Begins something once this is committed. */
  afterwards(begin: () => void): void {
    this.#afterwards.push(begin);
  }

  /** What was put off until this is committed. */
  committed(): void {
    for (const begin of this.#afterwards) begin();
  }

  /** Writes everything that happened. True where workers have something to do now. */
  async flush(): Promise<boolean> {
    if (this.context.signal.aborted) throw foundationErrors.cancelled();
    const changed = [...this.#held.values()].filter(({ history, isStored }) => history.length > 0 || !isStored);
    if (changed.length === 0 && this.#work.length === 0 && this.#done.length === 0) return false;
    const releases = new Map<string, RunningRelease>();
    for (const { application } of changed) releases.set(application, await this.release(application));
    return writeInstances(
      { context: this.context, transaction: this.transaction, now: await this.now(), releases, tasks: this.#services.tasks },
      { changed, work: this.#work, done: this.#done },
    );
  }

  #here(): readonly [tenant: string, environment: string] {
    return [this.context.tenant.id, this.context.environment?.id ?? ''];
  }
}

/** A refused record is an incident, or the error that the task names for it: `plinth:error`, with `reason` as a variable. */
function refused({ visit, settings: { error } }: PendingWork, reason: string): Stimulus {
  if (typeof error !== 'string' || error.trim() === '') return { kind: 'failed', visit, message: reason };
  return { kind: 'error', visit, code: error.trim(), variables: { reason } };
}

function reasonOf(error: PlinthError): string {
  // The message of one that is not valid says the first of them already.
  const further = (error.details.violations ?? []).filter(({ message }) => !error.message.includes(message));
  const violations = further.map(({ path, message }) => `${path} ${message}`);
  return [error.message, ...violations].join(' ').slice(0, 1000);
}

/** What a decision of the release says; undefined for those that it does not have. */
function askDecision(decisions: RunningRelease['decisions'], key: string, variables: Parameters<NonNullable<AdvanceOptions['decide']>>[1]) {
  const decision = decisions.get(key);
  if (decision === undefined) return undefined;
  const inputs = Object.entries(decision.inputs).map(([name, type]) => [name, inputOf(name, type, variables[name] ?? null)] as const);
  return fromJson(decision.result, decision.askTyped(Object.fromEntries(inputs)).result);
}

/** A decision answers to what is missing, as null; to what is of another type it has no answer. */
function inputOf(name: string, type: FeelType, value: FeelValue): FeelValue {
  if (value === null) return null;
  const json = toJson(value);
  const input = fromJson(type, json);
  if (input === null) throw processStoreErrors.wrongInput({ name, value: JSON.stringify(json).slice(0, 80), type: type.kind });
  return input;
}
