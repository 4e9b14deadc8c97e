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
  /** Index of the next candidate to try. */
  next: number;
  /** Components whose choices kept earlier candidates from working. */
  readonly culprits: Set<string>;
  /** How long the agenda was before the choice. */
  agendaLength: number;
}

const mostClashes = 20;

/**
 * Chooses one version for each component that is wanted, directly or not: newest first, requested components before
 * what they need, both in the order of ids, so the same catalogue and requests always give the same answer.
 * Backtracks by conflict-directed backjumping (Prosser 1993): a dead end goes back to the last choice that has to do
 * with it. Finds a solution whenever there is one and the steps suffice.
 */
export function solve({ catalogue, requests, fitsPlatform, relaxed, mostSteps }: SolverInput): SolverResult {
  const chosen = new Map<string, CatalogueVersion>();
  const constraints = new Map<string, Constraint[]>();
  const agenda: string[] = [];
  const decisions: Decision[] = [];
  const clashes = new Map<string, Clash>();
  let steps = 0;

  for (const { id, range } of requests) demand(id, { by: null, range });
  for (;;) {
    const id = agenda[decisions.length];
    if (id === undefined) return { kind: 'solved', chosen, constraints };
    decisions.push({ id, next: 0, culprits: new Set(), agendaLength: agenda.length });
    for (let current = decisions.at(-1); current !== undefined && !choose(current); current = decisions.at(-1)) {
      if (steps > mostSteps) return { kind: 'too-complex', clashes: [...clashes.values()] };
      if (!jumpBack(current)) return { kind: 'unsolvable', clashes: [...clashes.values()] };
    }
  }

  /** Takes the next candidate that works. */
  function choose(decision: Decision): boolean {
    const versions = catalogue.versions(decision.id);
    const wanted = constraints.get(decision.id) ?? [];
    let fitting = false;
    while (decision.next < versions.length && steps <= mostSteps) {
      const candidate = versions[decision.next++];
      steps++;
      if (candidate === undefined || !fits(decision.id, candidate, wanted)) continue;
      fitting = true;
      if (!dependenciesWork(decision, candidate)) continue;
      chosen.set(decision.id, candidate);
      for (const { id, range } of candidate.dependencies) demand(id, { by: candidate, range });
      return true;
    }
    if (!fitting && decision.culprits.size === 0) noteClash(decision.id, wanted);
    return false;
  }

  /** Whether what a candidate needs agrees with what is chosen and leaves something to choose of the rest. */
  function dependenciesWork(decision: Decision, candidate: CatalogueVersion): boolean {
    for (const { id, range } of candidate.dependencies) {
      const wanted = constraints.get(id) ?? [];
      const already = chosen.get(id);
      if (already !== undefined) {
        if (relaxed.has(id) || range.test(already.version)) continue;
        decision.culprits.add(id);
        noteClash(id, [...wanted, { by: candidate, range }]);
        return false;
      }
      const all = [...wanted, { by: candidate, range }];
      if (catalogue.versions(id).some((version) => fits(id, version, all))) continue;
      for (const { by } of wanted) if (by !== null) decision.culprits.add(by.component.metadata.id);
      noteClash(id, all);
      return false;
    }
    return true;
  }

  /** Goes back to the last choice that the dead end depends on; false where there is none. */
  function jumpBack(deadEnd: Decision): boolean {
    const culprits = new Set(deadEnd.culprits);
    for (const { by } of constraints.get(deadEnd.id) ?? []) if (by !== null) culprits.add(by.component.metadata.id);
    culprits.delete(deadEnd.id);
    decisions.pop();
    for (let last = decisions.at(-1); last !== undefined; last = decisions.at(-1)) {
      undo(last);
      if (culprits.has(last.id)) {
        for (const id of culprits) if (id !== last.id) last.culprits.add(id);
        return true;
      }
      decisions.pop();
    }
    return false;
  }

  function undo(decision: Decision): void {
    for (const { id } of chosen.get(decision.id)?.dependencies ?? []) {
      const wanted = constraints.get(id) ?? [];
      wanted.pop();
      if (wanted.length === 0) constraints.delete(id);
    }
    chosen.delete(decision.id);
    agenda.length = decision.agendaLength;
  }

  function demand(id: string, constraint: Constraint): void {
    const wanted = constraints.get(id);
    if (wanted !== undefined) wanted.push(constraint);
    else {
      constraints.set(id, [constraint]);
      agenda.push(id);
    }
  }

  function fits(id: string, candidate: CatalogueVersion, wanted: readonly Constraint[]): boolean {
    return fitsPlatform(candidate) && (relaxed.has(id) || wanted.every(({ range }) => range.test(candidate.version)));
  }

  function noteClash(id: string, wanted: readonly Constraint[]): void {
    if (clashes.size >= mostClashes) return;
    const key = `${id} ${wanted.map(({ by, range }) => `${by?.component.metadata.id} ${by?.version.version} ${range.raw}`).join(',')}`;
    if (!clashes.has(key)) clashes.set(key, { id, constraints: [...wanted] });
  }
}
