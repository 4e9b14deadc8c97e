import type { FeelContext } from '@plinth/expression';
import type { ProcessModel } from '@plinth/process-model';
import { advance, newInstance } from '../advance.ts';
import { processErrors } from '../errors.ts';
import { ModelIndex } from '../model/model-index.ts';
import type { AdvanceOptions } from '../run/run.ts';
import type { Effect } from '../state/history.ts';
import type { InstanceState, Visit, Wait } from '../state/instance-state.ts';
import type { Stimulus } from '../state/stimulus.ts';
import { feelContext } from '../state/stored-stimulus.ts';
import { fromStored } from '../state/stored-value.ts';
import type { Outcome, TraceLine } from './simulate.ts';

/** Work that waits for an answer. */
export interface WaitingWork {
  readonly instance: number;
  readonly visit: string;
  readonly element: string;
  readonly name: string;
}

interface Sent {
  readonly name: string;
  readonly key?: FeelContext[string];
  readonly variables: FeelContext;
}

type Start = Extract<Stimulus, { readonly kind: 'start' }>;

/** Instances of the processes of a model, a clock, and messages and signals between them. */
export class SimulatedWorld {
  readonly trace: TraceLine[] = [];
  now: string;
  readonly #model: ProcessModel;
  readonly #index: ModelIndex;
  readonly #options: Omit<AdvanceOptions, 'now'>;
  readonly #instances: InstanceState[] = [];

  constructor(model: ProcessModel, now: string, options: Omit<AdvanceOptions, 'now'>) {
    this.#model = model;
    this.#index = ModelIndex.of(model);
    this.now = now;
    this.#options = options;
  }

  start(process: string, stimulus: Start): void {
    const state = advance(this.#model, newInstance(process), stimulus, this.#advanceOptions());
    this.#instances.push(state.state);
    this.#took(this.#instances.length - 1, state);
  }

  advance(instance: number, stimulus: Stimulus): void {
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
    const process = this.#instances[instance]?.process ?? '';
    for (const event of history) this.trace.push({ ...event, instance: instance + 1, process, time: this.now });
    for (const effect of effects) this.#carryOut(instance, process, effect);
    const resting = Object.values(this.#instances[instance]?.visits ?? {}).find((visit) => visit.waits.some(rests));
    if (resting !== undefined && this.#instances[instance]?.status === 'active')
      this.advance(instance, { kind: 'continued', visit: resting.id });
  }

  #carryOut(instance: number, process: string, effect: Effect): void {
    if (effect.kind !== 'message' && effect.kind !== 'signal') return;
    const { kind, element, name } = effect;
    this.trace.push({ event: 'sent', kind, element, name, instance: instance + 1, process, time: this.now });
    const sent = { name, variables: feelContext(effect.variables) };
    if (kind === 'signal') this.broadcast(sent, instance);
    else this.deliver({ ...sent, ...(effect.key === null ? {} : { key: fromStored(effect.key) }) }, instance);
  }

  active(): number[] {
    return this.#instances.flatMap(({ status }, at) => (status === 'active' ? [at] : []));
  }

  /** Work that nobody has answered; with `failed` also what failed before. */
  work(failed = false): WaitingWork[] {
    return this.#visits()
      .filter(({ visit }) => visit.waits.some(({ kind }) => kind === 'work') && (failed || visit.incident === null))
      .map(({ instance, visit: { id, element } }) => ({ instance, visit: id, element, name: this.#index.node(element)?.name ?? '' }));
  }

  #visits(): { readonly instance: number; readonly visit: Visit }[] {
    return this.active().flatMap((instance) =>
      Object.values(this.#instances[instance]?.visits ?? {})
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map((visit) => ({ instance, visit })),
    );
  }

  /** A message goes to the first instance that waits for it, else it starts a process. False where nobody wants it. */
  deliver({ name, key, variables }: Sent, from: number | null = null): boolean {
    const stimulus = { kind: 'message', name, variables, ...(key === undefined ? {} : { key }) } as const;
    for (const instance of this.active()) if (this.#isTaken(() => this.advance(instance, stimulus), 'process.not-waiting')) return true;
    for (const { id } of this.#model.processes) {
      // Messages go between participants (BPMN 2.0.2 §9.3): nobody starts itself by one.
      if (from !== null && this.#instances[from]?.process === id) continue;
      if (this.#isTaken(() => this.start(id, { kind: 'start', message: name, variables }), 'process.no-start')) return true;
    }
    return false;
  }

  #isTaken(give: () => void, refusal: string): boolean {
    try {
      give();
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === refusal) return false;
      throw error;
    }
  }

  /** A signal reaches every instance, but the one that threw it and has heard it already, and starts processes. */
  broadcast({ name, variables }: Sent, from: number | null): void {
    for (const instance of this.active()) if (instance !== from) this.advance(instance, { kind: 'signal', name, variables });
    for (const { id } of this.#model.processes) {
      if (from !== null && this.#instances[from]?.process === id) continue;
      this.#isTaken(() => this.start(id, { kind: 'start', signal: name, variables }), 'process.no-start');
    }
  }

  activate(element: string): void {
    const found = this.#visits().find(({ visit }) => visit.waits.some(({ kind, to }) => kind === 'activation' && to === element));
    if (found === undefined) throw processErrors.notWaiting({ what: `the start of ${element}` });
    this.advance(found.instance, { kind: 'activation', visit: found.visit.id, element });
  }

  resolve(element: string, variables: FeelContext): void {
    const found = this.#visits().find(({ visit }) => visit.element === element && visit.incident !== null);
    if (found === undefined) throw processErrors.noIncident({ visit: element });
    this.advance(found.instance, { kind: 'resolved', visit: found.visit.id, variables });
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
    for (const instance of this.active()) this.advance(instance, { kind: 'timer' });
  }

  #nextDue(): string | null {
    const due = this.#visits().flatMap(({ visit }) => visit.waits.flatMap((wait) => (wait.kind === 'timer' ? [wait.due] : [])));
    return due.sort()[0] ?? null;
  }

  outcomes(): Outcome[] {
    return this.#instances.map(({ process, status, visits }, at) => {
      const all = Object.values(visits);
      const root = all.find(({ parent }) => parent === null);
      return {
        instance: at + 1,
        process,
        status,
        variables: root?.variables ?? {},
        waiting: all.flatMap(({ waits }) =>
          waits.map((wait) => ({
            element: wait.to,
            for: wait.kind,
            ...('due' in wait ? { due: wait.due } : {}),
            ...('name' in wait ? { name: wait.name } : {}),
          })),
        ),
        incidents: all.flatMap(({ incident, element }) => (incident === null ? [] : [{ element, ...incident }])),
      };
    });
  }
}

function rests({ kind }: Wait): boolean {
  return kind === 'continuation';
}
