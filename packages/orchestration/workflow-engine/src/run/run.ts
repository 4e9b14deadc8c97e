import type { FeelContext } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ProcessNode } from '@plinth/process-model';
import { type BehaviourName, hasBehaviour } from '../behaviours.ts';
import type { IndexedContainer, ModelIndex } from '../model/model-index.ts';
import type { Effect, HistoryEvent } from '../state/history.ts';
import type { Incident, InstanceState, Visit, VisitKind } from '../state/instance-state.ts';
import type { StoredValue } from '../state/stored-value.ts';
import { defineOwn } from './define-own.ts';
import { Stop } from './stop.ts';

/** What an advance is done with, besides model, state and stimulus. */
export interface AdvanceOptions {
  /** The time, as ISO 8601 with its offset; the same for all of the advance. */
  readonly now: string;
  /** Tokens that an advance may move before it ends in an incident; where absent 10,000, or twice the nodes of a larger model. */
  readonly stepLimit?: number;
  /** Why no token may move: each that would has an incident with these words, and goes on when it is resolved. */
  readonly halted?: string;
  /** Asks a decision; tasks whose decision it gives undefined for are work for others. */
  readonly decide?: (decision: string, variables: FeelContext) => FeelContext[string] | undefined;
  /** What expressions read as `settings`, where no variable is called so. */
  readonly settings?: StoredValue;
}

/** A token on its way to a node. */
export interface Arrival {
  readonly parent: string;
  readonly element: string;
  /** The flow it comes over; null where a container starts. */
  readonly flow: string | null;
  /** A round of a loop or multiple instance, of which `parent` is the frame: one that is there, or the next. */
  readonly round?: string | typeof nextRound;
}

/** Instead of the visit of a round, for one that is not there yet. */
export const nextRound = Symbol('next round');

const defaultStepLimit = 10_000;

/** One advance while it is made: a copy of the state that it may change, and what it tells. */
export class Run {
  readonly index: ModelIndex;
  readonly state: InstanceState;
  readonly options: AdvanceOptions;
  readonly history: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  readonly arrivals: Arrival[] = [];
  /** Frames of which something ended, which may be at their end themselves. */
  readonly unsettled = new Set<string>();
  /** Whether variables changed since conditions were last looked at. */
  hasChanges = false;
  #steps = 0;
  readonly #children = new Map<string, Set<string>>();
  readonly #changes = new Map<string, Record<string, StoredValue>>();

  constructor(index: ModelIndex, state: InstanceState, options: AdvanceOptions) {
    this.index = index;
    this.state = state;
    this.options = options;
    for (const { id, parent } of Object.values(state.visits)) this.#adopt(id, parent);
  }

  #adopt(id: string, parent: string | null): void {
    if (parent === null) return;
    const known = this.#children.get(parent);
    if (known === undefined) this.#children.set(parent, new Set([id]));
    else known.add(id);
  }

  /** Whether the instance has a behaviour: it began when the engine had it. */
  behaves(name: BehaviourName): boolean {
    return hasBehaviour(this.state.behaviour, name);
  }

  visit(id: string): Visit {
    const found = this.find(id);
    if (found === null) throw new Error(`the visit ${id} is gone`);
    return found;
  }

  find(id: string): Visit | null {
    return Object.hasOwn(this.state.visits, id) ? (this.state.visits[id] ?? null) : null;
  }

  children(id: string): Visit[] {
    return [...(this.#children.get(id) ?? [])].map((child) => this.visit(child));
  }

  create(element: string, parent: string | null, kind: VisitKind, given: Partial<Visit> = {}): Visit {
    const id = String(this.state.next++);
    const visit: Visit = {
      id,
      element,
      parent,
      kind,
      container: null,
      stage: 'begin',
      round: null,
      variables: null,
      isIsolated: false,
      flow: null,
      performed: 0,
      waits: [],
      incident: null,
      held: {},
      done: [],
      rounds: null,
      result: null,
      compensation: null,
      resetting: {},
      ...given,
    };
    this.state.visits[id] = visit;
    this.#adopt(id, parent);
    return visit;
  }

  /** Takes a visit away; what is around it may be at its end then. */
  remove({ id, parent }: Visit): void {
    delete this.state.visits[id];
    this.#children.delete(id);
    if (parent === null) return;
    this.#children.get(parent)?.delete(id);
    this.unsettled.add(parent);
  }

  /** The element of a visit; null for the instance and for called processes. */
  node({ element }: Visit): ProcessNode | null {
    return this.index.node(element);
  }

  /** What runs in a visit. */
  containerOf({ container }: Visit): IndexedContainer {
    const found = container === null ? null : this.index.container(container);
    if (found === null) throw new Error(`nothing runs in ${container}`);
    return found;
  }

  /** The visit in whose container a visit's element stands. */
  frameOf(visit: Visit): Visit {
    let frame = this.visit(visit.parent ?? '');
    while (frame.container === null || frame.kind === 'compensation') frame = this.visit(frame.parent ?? '');
    return frame;
  }

  /** Adds to the history; with it go the variables that the visit changed. */
  tell(event: HistoryEvent['event'], visit: Visit): void {
    const node = this.node(visit);
    const { id, element, parent, round } = visit;
    this.history.push({
      event,
      element,
      type: node?.type ?? 'process',
      name: node?.name ?? this.index.process(element)?.name ?? '',
      visit: id,
      parent,
      round,
      variables: this.#changes.get(id) ?? {},
      incident: event === 'incident' ? visit.incident : null,
    });
    this.#changes.delete(id);
  }

  noteChange(visit: Visit, name: string, value: StoredValue): void {
    this.hasChanges = true;
    // One after the other into the same: to copy what was noted before would take minutes for many thousands of them.
    const changes = this.#changes.get(visit.id) ?? {};
    defineOwn(changes, name, value);
    this.#changes.set(visit.id, changes);
  }

  /** Counts a token that moves; gives what stops it, null where it may. */
  step(): Incident | null {
    const { halted, stepLimit = Math.max(defaultStepLimit, this.index.size * 2) } = this.options;
    if (halted !== undefined) return { code: 'halted', message: halted };
    if (++this.#steps <= stepLimit) return null;
    const message = `More than ${stepLimit} tokens have moved without a stop; there seems to be a loop without an end.`;
    return { code: 'step-limit', message };
  }

  /** Does a part of a visit; what stops it becomes an incident, and the visit can go on from its stage. */
  attempt(visit: Visit, part: () => void): void {
    try {
      part();
    } catch (error) {
      if (error instanceof Stop) this.stop(visit, error.code, error.message);
      else if (error instanceof PlinthError && error.code.startsWith('process.')) this.stop(visit, error.code, error.message);
      else throw error;
    }
  }

  stop(visit: Visit, code: string, message: string): void {
    visit.incident = { code, message };
    this.tell('incident', visit);
  }
}
