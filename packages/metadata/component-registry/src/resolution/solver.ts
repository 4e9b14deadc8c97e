import type { Range } from 'semver';
import type { Catalogue, CatalogueVersion } from './catalogue.ts';

/** Somebody's wish for a component: another component's version, or, with `by` null, the application itself. */
export interface Constraint {
  readonly by: CatalogueVersion | null;
  readonly range: Range;
}

/** A component for which nothing could be chosen, with everything that was wanted of it at that moment. */
export interface Clash {
  readonly id: string;
  readonly constraints: readonly Constraint[];
}

export type SolverResult =
  | {
      readonly kind: 'solved';
      readonly chosen: ReadonlyMap<string, CatalogueVersion>;
      readonly constraints: ReadonlyMap<string, readonly Constraint[]>;
    }
  | { readonly kind: 'unsolvable'; readonly clashes: readonly Clash[] }
  | { readonly kind: 'too-complex'; readonly clashes: readonly Clash[] };

export interface SolverInput {
  readonly catalogue: Catalogue;
  /** By id, in the order of ids. */
  readonly requests: readonly { readonly id: string; readonly range: Range }[];
  readonly fitsPlatform: (version: CatalogueVersion) => boolean;
  /** Components of which any version that fits the platform will do, whatever is wanted of them. */
  readonly relaxed: ReadonlySet<string>;
  /** How many candidates are tried before giving up. */
  readonly mostSteps: number;
}

/** A component for which a version is being chosen. */
interface Decision {
  readonly id: string;
  readonly agenda: Agenda;
  /** Index of the next candidate to try. */
  next: number;
  /** Components whose choices kept earlier candidates from working. */
  readonly culprits: Set<string>;
  /** How long the agendas were before the choice. */
  readonly urgentLength: number;
  readonly normalLength: number;
}

/** What is known in a search of a component that is wanted, or was before going back. */
interface Wanted {
  readonly versions: readonly CatalogueVersion[];
  /** For each version, how much keeps it from being chosen: the ranges that it is not in, and a platform it does not run on. */
  readonly obstacles: Uint16Array;
  readonly constraints: Constraint[];
  /** Index of the version chosen; -1 where none is. */
  chosen: number;
}

/** Components wanted so far, those up to `decided` with a decision. */
interface Agenda {
  readonly ids: string[];
  decided: number;
}

const mostClashes = 20;
/** Attempts that end at their first dead end. */
const eagerAttempts = 10;

/**
 * Chooses one version for each component that is wanted, directly or not: newest first, requested components before
 * what they need, both in the order of ids, so the same catalogue and requests always give the same answer.
 *
 * Backtracks by conflict-directed backjumping (Prosser 1993): a dead end goes back to the last choice that has to do
 * with it. Dead ends also teach: after some of them the search starts anew and decides the components that led to them
 * before all others, so that those who have a choice give way. Each attempt may meet twice as many dead ends as the one
 * before, so a solution is found whenever there is one and the steps suffice.
 */
export function solve(input: SolverInput): SolverResult {
  const urgent = new Set<string>();
  const clashes = new Map<string, Clash>();
  let steps = input.mostSteps;
  for (let attempts = 1, mostDeadEnds = 1; ; attempts++) {
    if (attempts > eagerAttempts) mostDeadEnds *= 2;
    const attempt = search({ ...input, mostSteps: steps }, urgent, clashes, mostDeadEnds);
    if (attempt.result !== null) return attempt.result;
    steps -= attempt.steps;
  }
}

function search(
  { catalogue, requests, fitsPlatform, relaxed, mostSteps }: SolverInput,
  urgent: Set<string>,
  clashes: Map<string, Clash>,
  mostDeadEnds: number,
): { result: SolverResult | null; steps: number } {
  const wanted = new Map<string, Wanted>();
  const urgentAgenda: Agenda = { ids: [], decided: 0 };
  const normalAgenda: Agenda = { ids: [], decided: 0 };
  const decisions: Decision[] = [];
  // What is learnt holds from the next attempt on: within one, the order must not change under the decisions made.
  const learnt = new Set<string>();
  let steps = 0;
  let deadEnds = 0;

  for (const { id, range } of requests) demand(id, { by: null, range });
  for (;;) {
    if (!decideNext()) return { result: solved(), steps };
    for (let current = decisions.at(-1); current !== undefined && !choose(current); current = decisions.at(-1)) {
      if (steps > mostSteps) return { result: { kind: 'too-complex', clashes: [...clashes.values()] }, steps };
      learnFrom(current);
      if (!jumpBack(current)) return { result: { kind: 'unsolvable', clashes: [...clashes.values()] }, steps };
      if (++deadEnds >= mostDeadEnds && [...learnt].some((id) => !urgent.has(id))) return restart();
    }
  }

  function restart() {
    for (const id of learnt) urgent.add(id);
    return { result: null, steps };
  }

  /** Takes up the next component without a decision; false where all have one. */
  function decideNext(): boolean {
    const agenda = urgentAgenda.decided < urgentAgenda.ids.length ? urgentAgenda : normalAgenda;
    const id = agenda.ids[agenda.decided];
    if (id === undefined) return false;
    agenda.decided++;
    decisions.push({
      id,
      agenda,
      next: 0,
      culprits: new Set(),
      urgentLength: urgentAgenda.ids.length,
      normalLength: normalAgenda.ids.length,
    });
    return true;
  }

  /** Takes the next candidate that works. */
  function choose(decision: Decision): boolean {
    const state = stateOf(decision.id);
    const { versions, obstacles } = state;
    let fitting = false;
    while (decision.next < versions.length && steps <= mostSteps) {
      const index = decision.next++;
      const candidate = versions[index];
      steps++;
      if (candidate === undefined || obstacles[index] !== 0) continue;
      fitting = true;
      if (!dependenciesWork(decision, candidate)) continue;
      state.chosen = index;
      for (const { id, range } of candidate.dependencies) demand(id, { by: candidate, range });
      return true;
    }
    if (!fitting && decision.culprits.size === 0) noteClash(decision.id, state.constraints);
    return false;
  }

  /** Whether what a candidate needs agrees with what is chosen and leaves something to choose of the rest. */
  function dependenciesWork(decision: Decision, candidate: CatalogueVersion): boolean {
    for (const { id, range } of candidate.dependencies) {
      const state = stateOf(id);
      const excluded = relaxed.has(id) ? null : catalogue.excluded(id, range);
      if (state.chosen !== -1) {
        if (excluded === null || excluded[state.chosen] === 0) continue;
        decision.culprits.add(id);
      } else {
        if (leavesSome(state.obstacles, excluded)) continue;
        for (const { by } of state.constraints) if (by !== null) decision.culprits.add(by.component.metadata.id);
      }
      noteClash(id, [...state.constraints, { by: candidate, range }]);
      return false;
    }
    return true;
  }

  /** A component without a way out, and those that want it, are to be decided first. */
  function learnFrom(deadEnd: Decision): void {
    learnt.add(deadEnd.id);
    for (const { by } of stateOf(deadEnd.id).constraints) if (by !== null) learnt.add(by.component.metadata.id);
  }

  /** Goes back to the last choice that the dead end depends on; false where there is none. */
  function jumpBack(deadEnd: Decision): boolean {
    const culprits = new Set(deadEnd.culprits);
    for (const { by } of stateOf(deadEnd.id).constraints) if (by !== null) culprits.add(by.component.metadata.id);
    culprits.delete(deadEnd.id);
    drop();
    for (let last = decisions.at(-1); last !== undefined; last = decisions.at(-1)) {
      undo(last);
      if (culprits.has(last.id)) {
        for (const id of culprits) if (id !== last.id) last.culprits.add(id);
        return true;
      }
      drop();
    }
    return false;
  }

  function drop(): void {
    const dropped = decisions.pop();
    if (dropped !== undefined) dropped.agenda.decided--;
  }

  function undo(decision: Decision): void {
    const state = stateOf(decision.id);
    for (const { id, range } of state.versions[state.chosen]?.dependencies ?? []) {
      stateOf(id).constraints.pop();
      count(id, range, -1);
    }
    state.chosen = -1;
    urgentAgenda.ids.length = decision.urgentLength;
    normalAgenda.ids.length = decision.normalLength;
  }

  function demand(id: string, constraint: Constraint): void {
    const { constraints } = stateOf(id);
    if (constraints.length === 0) (urgent.has(id) ? urgentAgenda : normalAgenda).ids.push(id);
    constraints.push(constraint);
    count(id, constraint.range, 1);
  }

  /** Adds a range to what keeps versions of a component from being chosen, or takes it away again. */
  function count(id: string, range: Range, change: 1 | -1): void {
    if (relaxed.has(id)) return;
    const { obstacles } = stateOf(id);
    const excluded = catalogue.excluded(id, range);
    for (let index = 0; index < obstacles.length; index++) {
      if (excluded[index] === 1) obstacles[index] = (obstacles[index] ?? 0) + change;
    }
  }

  function stateOf(id: string): Wanted {
    const existing = wanted.get(id);
    if (existing !== undefined) return existing;
    const versions = catalogue.versions(id);
    const obstacles = Uint16Array.from(versions, (version) => (fitsPlatform(version) ? 0 : 1));
    const state: Wanted = { versions, obstacles, constraints: [], chosen: -1 };
    wanted.set(id, state);
    return state;
  }

  function solved(): SolverResult {
    const chosen = new Map<string, CatalogueVersion>();
    const constraints = new Map<string, readonly Constraint[]>();
    for (const [id, state] of wanted) {
      const version = state.versions[state.chosen];
      if (version === undefined) continue;
      chosen.set(id, version);
      constraints.set(id, state.constraints);
    }
    return { kind: 'solved', chosen, constraints };
  }

  function noteClash(id: string, constraints: readonly Constraint[]): void {
    if (clashes.size >= mostClashes) return;
    const wishes = constraints.map((constraint) => ({ constraint, text: wishText(constraint) })).sort((a, b) => (a.text < b.text ? -1 : 1));
    const key = `${id} ${wishes.map(({ text }) => text).join(',')}`;
    if (!clashes.has(key)) clashes.set(key, { id, constraints: wishes.map(({ constraint }) => constraint) });
  }
}

/** Whether a version without obstacles remains once those of one more range count, too. */
function leavesSome(obstacles: Uint16Array, excluded: Uint8Array | null): boolean {
  for (let index = 0; index < obstacles.length; index++) {
    if (obstacles[index] === 0 && (excluded === null || excluded[index] === 0)) return true;
  }
  return false;
}

function wishText({ by, range }: Constraint): string {
  return by === null ? range.raw : `${by.component.metadata.id} ${by.version.version} ${range.raw}`;
}
