import type { FeelContext } from '@plinth/expression';
import { drawnProcesses, type ProcessModel } from '@plinth/process-model';
import { advance, newInstance } from '../advance.ts';
import { processErrors } from '../errors.ts';
import { beginsByItself } from '../model/main-process.ts';
import { ModelIndex } from '../model/model-index.ts';
import type { AdvanceOptions } from '../run/run.ts';
import type { Effect } from '../state/history.ts';
import type { InstanceState, Visit, Wait } from '../state/instance-state.ts';
import type { Stimulus } from '../state/stimulus.ts';
import { feelContext } from '../state/stored-stimulus.ts';
import { fromStored } from '../state/stored-value.ts';
import { isTaken } from './is-taken.ts';
import { KeptMessages, type Sent } from './kept-messages.ts';
import { outsideName, outsideStart } from './outside-name.ts';
import type { Answer, Target } from './script.ts';
import type { Outcome, SimulationOptions, TraceLine } from './simulate.ts';
import { conditionalStart, type StartTimer, startTimerAgain, startTimers } from './simulated-starts.ts';
import { isMeant, outcomeOf, type SimulatedVisit, visitsOf } from './simulated-visits.ts';

type Start = Extract<Stimulus, { readonly kind: 'start' }>;

/** Beyond that it would not end. */
const mostEvents = 10_000;

/** The process that a simulation is about, and what its instances begin with. */
export interface Main {
  readonly process: string;
  /** Another is meant where that one does not begin as the script says. */
  readonly isGuessed: boolean;
  readonly variables: FeelContext;
}

/** Instances of the processes of a model, a clock, and messages and signals between them. Throws `process.endless` where it does not end. */
export class SimulatedWorld {
  readonly trace: TraceLine[] = [];
  now: string;
  readonly #model: ProcessModel;
  readonly #index: ModelIndex;
  readonly #options: SimulationOptions;
  /** Processes that messages, signals and timers start. */
  readonly #startable: readonly string[];
  #main: Main;
  readonly #instances: InstanceState[] = [];
  /** Those that have not ended, in the order in which they began. */
  readonly #active = new Set<number>();
  /** What follows from what happened: one after the other, for instances may answer each other without an end. */
  readonly #following: (() => void)[] = [];
  readonly #kept = new KeptMessages();
  #timers: StartTimer[] = [];
  #events = 0;

  constructor(model: ProcessModel, now: string, main: Main, options: SimulationOptions) {
    this.#model = model;
    this.#index = ModelIndex.of(model);
    this.now = now;
    this.#main = main;
    this.#options = options;
    const drawn = drawnProcesses(model);
    this.#startable = model.processes.map(({ id }) => id).filter((id) => id === main.process || !drawn.has(id));
  }

  get hasInstances(): boolean {
    return this.#instances.length > 0;
  }

  /** Begins as the script says, or as the process does by itself; else it waits for what starts it. */
  begin(start: Omit<Start, 'kind'>): void {
    const { process, variables } = this.#main;
    const main = this.#index.process(process);
    const isSaid = Object.keys(start).length > 0;
    const waits = main !== null && !isSaid && !beginsByItself(main);
    for (const each of this.#model.processes)
      if (each === main ? waits : this.#startable.includes(each.id) && !beginsByItself(each))
        this.#timers.push(...startTimers(this.#model, each, this.#givenTo(each.id), this.#advanceOptions()));
    const event = waits ? conditionalStart(this.#model, main, variables, this.#advanceOptions()) : null;
    if (isSaid) this.#beginBy({ kind: 'start', ...outsideStart(this.#model, start) });
    else if (!waits) this.beginPlain();
    else if (event !== null) this.#start(process, { kind: 'start', event });
    this.#goOn();
  }

  #beginBy(start: Start): void {
    const given = this.#main;
    const others = given.isGuessed ? this.#model.processes.map(({ id }) => id).filter((id) => id !== given.process) : [];
    for (const process of [given.process, ...others]) {
      this.#main = { ...given, process };
      if (isTaken(() => this.#start(process, start), 'process.no-start')) return;
    }
    // It says what would begin the first.
    this.#main = given;
    this.#start(given.process, start);
  }

  /** Begins it now, however it can be; throws `process.no-start`. */
  beginPlain(): void {
    this.#start(this.#main.process, { kind: 'start' });
  }

  #givenTo(process: string): FeelContext {
    return process === this.#main.process ? this.#main.variables : {};
  }

  #start(process: string, stimulus: Start): void {
    const given = { ...this.#givenTo(process), ...stimulus.variables };
    const started = advance(this.#model, newInstance(process), { ...stimulus, variables: given }, this.#advanceOptions());
    this.#instances.push(started.state);
    this.#took(this.#instances.length - 1, started);
  }

  #advance(instance: number, stimulus: Stimulus): void {
    const state = this.#instances[instance];
    if (state === undefined) return;
    const result = advance(this.#model, state, stimulus, this.#advanceOptions());
    this.#instances[instance] = result.state;
    this.#took(instance, result);
  }

  #advanceOptions(): AdvanceOptions {
    return { ...this.#options, now: this.now };
  }

  #took(instance: number, { history, effects }: ReturnType<typeof advance>): void {
    const { process = '', status = null } = this.#instances[instance] ?? {};
    if (status === 'active') this.#active.add(instance);
    else this.#active.delete(instance);
    for (const event of history) this.trace.push({ ...event, instance: instance + 1, process, time: this.now });
    const { eventLimit = mostEvents } = this.#options;
    if (++this.#events > eventLimit) throw processErrors.endless({ limit: eventLimit });
    for (const effect of effects) this.#following.push(() => this.#carryOut(instance, process, effect));
    this.#following.push(() => this.#continue(instance));
    if (!this.#kept.isEmpty) this.#following.push(() => this.#kept.offer(this.now, ({ sent, from }) => this.#deliver(sent, from)));
  }

  /** Does all that follows. */
  #goOn(): void {
    for (let next = this.#following.shift(); next !== undefined; next = this.#following.shift()) next();
  }

  #carryOut(instance: number, process: string, effect: Effect): void {
    if (effect.kind !== 'message' && effect.kind !== 'signal') return;
    const { kind, element, name } = effect;
    this.trace.push({ event: 'sent', kind, element, name, instance: instance + 1, process, time: this.now });
    const sent = { name, variables: feelContext(effect.variables) };
    if (kind === 'signal') this.#broadcast(sent, instance);
    else {
      const keyed = effect.key === null ? sent : { ...sent, key: fromStored(effect.key) };
      if (!this.#deliver(keyed, instance)) this.#kept.keep({ sent: keyed, from: instance }, this.now);
    }
  }

  #continue(instance: number): void {
    const state = this.#instances[instance];
    const resting =
      state?.status === 'active'
        ? Object.values(state.visits).find(({ waits }) => waits.some(({ kind }) => kind === 'continuation'))
        : undefined;
    if (resting !== undefined) this.#advance(instance, { kind: 'continued', visit: resting.id });
  }

  #visits(): SimulatedVisit[] {
    return visitsOf(this.#instances, this.#active);
  }

  #isMeant(target: Target, element: string, at: SimulatedVisit): boolean {
    return isMeant(target, element, at, this.#instances, this.#index);
  }

  /** Gives the answer of the script to the first work that has one; false where none has. */
  answerFirst(answerFor: (element: string, name: string) => Answer | null): boolean {
    for (const { instance, visit } of this.#visits()) {
      if (!visit.waits.some(works) || visit.incident !== null) continue;
      const answer = answerFor(visit.element, this.#index.node(visit.element)?.name ?? '');
      if (answer === null) continue;
      this.#answer(instance, visit, answer);
      return true;
    }
    return false;
  }

  /** An answer to work that waits, also to what failed before; throws `process.not-waiting`. */
  answer(target: Target, answer: Answer): void {
    const work = this.#visits().find((at) => at.visit.waits.some(works) && this.#isMeant(target, at.visit.element, at));
    if (work === undefined) throw processErrors.notWaiting({ what: `an answer to ${target.element}` });
    this.#answer(work.instance, work.visit, answer);
  }

  #answer(instance: number, { id: visit }: Visit, { kind, text, variables }: Answer): void {
    const { errors, escalations } = this.#model;
    if (kind === 'completed') this.#advance(instance, { kind, visit, variables });
    else if (kind === 'failed') this.#advance(instance, { kind, visit, message: text });
    else this.#advance(instance, { kind, visit, code: outsideName(kind === 'error' ? errors : escalations, text), variables });
    this.#goOn();
  }

  /** A message from outside; throws `process.not-waiting` where nobody wants it. */
  deliver({ name, ...rest }: Sent): void {
    if (!this.#deliver({ name: outsideName(this.#model.messages, name), ...rest }, null))
      throw processErrors.notWaiting({ what: `the message ${name}` });
    this.#goOn();
  }

  /** A message goes to the first instance that waits for it, else it starts a process. False where nobody wants it. */
  #deliver({ name, key, variables }: Sent, from: number | null): boolean {
    const stimulus = { kind: 'message', name, variables, ...(key === undefined ? {} : { key }) } as const;
    for (const instance of [...this.#active]) if (isTaken(() => this.#advance(instance, stimulus), 'process.not-waiting')) return true;
    for (const id of this.#startable) {
      // Messages go between participants (BPMN 2.0.2 §9.3): nobody starts itself by one.
      if (from !== null && this.#instances[from]?.process === id) continue;
      if (isTaken(() => this.#start(id, { kind: 'start', message: name, variables }), 'process.no-start')) return true;
    }
    return false;
  }

  /** A signal from outside. */
  broadcast({ name, variables }: Sent): void {
    this.#broadcast({ name: outsideName(this.#model.signals, name), variables }, null);
    this.#goOn();
  }

  /** A signal reaches every instance, but the one that threw it and has heard it already, and starts processes. */
  #broadcast({ name, variables }: Sent, from: number | null): void {
    for (const instance of [...this.#active]) if (instance !== from) this.#advance(instance, { kind: 'signal', name, variables });
    for (const id of this.#startable) {
      if (from !== null && this.#instances[from]?.process === id) continue;
      isTaken(() => this.#start(id, { kind: 'start', signal: name, variables }), 'process.no-start');
    }
  }

  activate(target: Target): void {
    for (const at of this.#visits()) {
      const wait = at.visit.waits.find(({ kind, to }) => kind === 'activation' && this.#isMeant(target, to, at));
      if (wait === undefined) continue;
      this.#advance(at.instance, { kind: 'activation', visit: at.visit.id, element: wait.to });
      this.#goOn();
      return;
    }
    throw processErrors.notWaiting({ what: `the start of ${target.element}` });
  }

  resolve(target: Target, variables: FeelContext): void {
    const found = this.#visits().find((at) => at.visit.incident !== null && this.#isMeant(target, at.visit.element, at));
    if (found === undefined) throw processErrors.noIncident({ visit: target.element });
    this.#advance(found.instance, { kind: 'resolved', visit: found.visit.id, variables });
    this.#goOn();
  }

  /** One instance, by its number from 1, or all. */
  cancel(only: number | null): void {
    const meant = [...this.#active].filter((instance) => only === null || only === instance + 1);
    if (only !== null && meant.length === 0) throw processErrors.notWaiting({ what: `the end of instance ${only}` });
    for (const instance of meant) this.#advance(instance, { kind: 'cancelled' });
    this.#goOn();
  }

  /** Lets time pass: every timer until then happens at its own moment. */
  goTo(moment: string): void {
    for (let next = this.#nextDue(); next !== null && next <= moment; next = this.#nextDue()) this.#ring(next);
    if (moment > this.now) this.now = moment;
  }

  /** False where no timer is set. */
  goToNextTimer(): boolean {
    const next = this.#nextDue();
    if (next === null) return false;
    this.#ring(next);
    return true;
  }

  #ring(moment: string): void {
    if (moment > this.now) this.now = moment;
    for (const instance of [...this.#active]) this.#advance(instance, { kind: 'timer' });
    const due = this.#timers.filter(({ wait }) => wait.due <= this.now);
    this.#timers = this.#timers.flatMap((timer) => (due.includes(timer) ? startTimerAgain(timer) : [timer]));
    for (const { process, wait } of due) this.#start(process, { kind: 'start', event: wait.to });
    this.#goOn();
  }

  #nextDue(): string | null {
    const due = this.#visits().flatMap(({ visit }) => visit.waits.flatMap((wait) => (wait.kind === 'timer' ? [wait.due] : [])));
    return [...due, ...this.#timers.map(({ wait }) => wait.due)].sort()[0] ?? null;
  }

  outcomes(): Outcome[] {
    return this.#instances.map(outcomeOf);
  }
}

function works({ kind }: Wait): boolean {
  return kind === 'work';
}
