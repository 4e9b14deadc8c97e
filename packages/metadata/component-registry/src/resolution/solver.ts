import type { Range } from 'semver';
import type { Catalogue, CatalogueVersion } from './catalogue.ts';
import { type Constraint, type Incompatibility, incompatibilityOf, resolvent, type Term, wishesBehind } from './incompatibility.ts';
import { type Candidates, firstVersion, isWanted, type Narrowing, newPartialLock, onlyVersion, satisfierOf } from './partial-lock.ts';
import { absent, difference, isDisjoint, isWithin, union, type VersionSet, versionSet } from './version-set.ts';

const mostClashes = 20;

/** A component that takes part in a contradiction, with everything in it that is wanted of the component. */
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
  /** Nearest to the contradiction first. */
  | { readonly kind: 'unsolvable' | 'too-complex'; readonly clashes: readonly Clash[] };

export interface SolverInput {
  readonly catalogue: Catalogue;
  /** By id, in the order of ids. */
  readonly requests: readonly { readonly id: string; readonly range: Range }[];
  readonly fitsPlatform: (version: CatalogueVersion) => boolean;
  /** Components of which any version that fits the platform will do, whatever is wanted of them. */
  readonly relaxed: ReadonlySet<string>;
  /** How many choices and conclusions from contradictions are allowed before giving up. */
  readonly mostSteps: number;
}

/**
 * Chooses one version for each component that is wanted, directly or not: newest first, requested components before
 * what they need, so the same catalogue and requests always give the same answer.
 *
 * The search learns from conflicts, as SAT solvers do (Marques-Silva and Sakallah 1999) and version solving after them
 * (PubGrub, Weizenbaum 2018): what is published and requested are incompatibilities between the places that components
 * take; what a choice leaves of others is concluded at once; and a contradiction is resolved into a new incompatibility
 * that keeps the search from every state in which the same reasons would meet again. A contradiction without any choice
 * in it proves that there is no lock, and its reasons are the explanation.
 */
export function solve({ catalogue, requests, fitsPlatform, relaxed, mostSteps }: SolverInput): SolverResult {
  const all = new Map<string, Candidates>();
  /** In the order in which they first came to be wanted. */
  const agenda: Candidates[] = [];
  const lock = newPartialLock();
  const changed = new Set<Candidates>();
  let contradiction: Incompatibility | null = null;
  let firstOpen = 0;
  let steps = 0;

  for (const { id, range } of requests) enterWish(id, { by: null, range }, []);
  for (;;) {
    const conflict = conclude();
    if (conflict !== null) {
      const lesson = learnFrom(conflict);
      if (lesson.terms.length === 0) return { kind: 'unsolvable', clashes: clashesOf(lesson) };
      if (steps > mostSteps) return { kind: 'too-complex', clashes: clashesOf(lesson) };
    } else if (!choose()) return solved();
  }

  /** Chooses for the next component that is wanted and has a choice; false where there is none. */
  function choose(): boolean {
    let next = agenda[firstOpen];
    while (next !== undefined && (!isWanted(next) || onlyVersion(next) !== null)) next = agenda[++firstOpen];
    const version = next === undefined ? null : firstVersion(next);
    if (next === undefined || version === null) return false;
    steps++;
    // What it needs may exclude it already: then another version is the first one left.
    if (enterDependencies(next, version)) changed.add(next);
    else narrow(next, singlePlace(next, version), null);
    return true;
  }

  /** Draws every conclusion from what changed; gives the incompatibility that is met, if one is. */
  function conclude(): Incompatibility | null {
    if (contradiction !== null) return contradiction;
    for (const candidates of changed) {
      changed.delete(candidates);
      const version = onlyVersion(candidates);
      if (version !== null) enterDependencies(candidates, version);
      for (const incompatibility of candidates.incompatibilities) {
        const open = openTerm(incompatibility);
        if (open === 'met') {
          changed.clear();
          return incompatibility;
        }
        if (open !== 'harmless') narrow(open.of, difference(open.of.places, open.places), incompatibility);
      }
    }
    return contradiction;
  }

  /** Resolves a conflict with the reasons of its last step until it says something new, and goes back to where that holds. */
  function learnFrom(conflict: Incompatibility): Incompatibility {
    let lesson = conflict;
    while (lesson.terms.length > 0) {
      steps++;
      const { last, earlier } = lastSatisfier(lesson);
      if (last === null) break;
      if (last.reason === null || earlier < last.level) {
        lock.backTo(earlier);
        firstOpen = 0;
        if (lesson !== conflict) enter(lesson);
        changed.add(last.of);
        break;
      }
      lesson = resolvent(lesson, last.reason, last.of);
    }
    return lesson;
  }

  function narrow(of: Candidates, places: VersionSet, reason: Incompatibility | null): void {
    lock.narrow(of, places, reason);
    changed.add(of);
    if (isWanted(of) && !of.listed) {
      of.listed = true;
      agenda.push(of);
    }
  }

  /** Makes what a version needs part of the search; false where it is already. */
  function enterDependencies(of: Candidates, version: CatalogueVersion): boolean {
    const before = of.entered.size;
    for (const need of catalogue.needs(version)) {
      if (of.entered.has(need)) continue;
      of.entered.add(need);
      enterWish(need.id, { by: version, range: need.range }, [{ of, places: need.places }]);
    }
    return of.entered.size > before;
  }

  function enterWish(id: string, wish: Constraint, wisher: readonly Term[]): void {
    const of = candidatesOf(id);
    const unwanted = relaxed.has(id) ? versionSet(of.versions.length + 1, (place) => place === absent) : catalogue.outside(id, wish.range);
    enter(incompatibilityOf([...wisher, { of, places: unwanted }], { id, wish }));
  }

  function enter(incompatibility: Incompatibility): void {
    for (const { of } of incompatibility.terms) {
      of.incompatibilities.push(incompatibility);
      changed.add(of);
    }
    if (incompatibility.terms.length === 0) contradiction = incompatibility;
  }

  function candidatesOf(id: string): Candidates {
    const known = all.get(id);
    if (known !== undefined) return known;
    const versions = catalogue.versions(id);
    const initial = versionSet(versions.length + 1, (place) => {
      const version = versions[place - 1];
      return version === undefined || fitsPlatform(version);
    });
    const candidates: Candidates = {
      id,
      versions,
      initial,
      places: initial,
      narrowings: [],
      incompatibilities: [],
      entered: new Set(),
      listed: false,
    };
    all.set(id, candidates);
    return candidates;
  }

  function solved(): SolverResult {
    const chosen = new Map<string, CatalogueVersion>();
    const constraints = new Map<string, Constraint[]>();
    const note = (id: string, constraint: Constraint) => constraints.set(id, [...(constraints.get(id) ?? []), constraint]);
    for (const { id, range } of requests) note(id, { by: null, range });
    for (const candidates of agenda) {
      const version = onlyVersion(candidates);
      if (version === null) continue;
      chosen.set(candidates.id, version);
      for (const { id, range } of version.dependencies) note(id, { by: version, range });
    }
    return { kind: 'solved', chosen, constraints };
  }
}

/** The one term that is not true yet, which must therefore not become so; or that all are true, or that it cannot be met. */
function openTerm({ terms }: Incompatibility): Term | 'met' | 'harmless' {
  let open: Term | 'met' = 'met';
  for (const term of terms) {
    if (isWithin(term.of.places, term.places)) continue;
    if (open !== 'met' || isDisjoint(term.of.places, term.places)) return 'harmless';
    open = term;
  }
  return open;
}

/** The step with which the last term became true, and how many choices had been made when it would, without that step, have been the only one open. */
function lastSatisfier({ terms }: Incompatibility): { last: Narrowing | null; earlier: number } {
  let last: Narrowing | null = null;
  let lastTerm: Term | null = null;
  let earlier = 0;
  for (const term of terms) {
    const satisfier = satisfierOf(term);
    if (satisfier === null) continue;
    if (last === null || satisfier.position > last.position) {
      earlier = Math.max(earlier, last?.level ?? 0);
      last = satisfier;
      lastTerm = term;
    } else earlier = Math.max(earlier, satisfier.level);
  }
  const reasons = last?.reason?.terms.find(({ of }) => of === last.of);
  if (lastTerm !== null && reasons !== undefined) {
    const before = satisfierOf({ of: lastTerm.of, places: union(lastTerm.places, reasons.places) });
    earlier = Math.max(earlier, before?.level ?? 0);
  }
  return { last, earlier };
}

function clashesOf(lesson: Incompatibility): Clash[] {
  return [...wishesBehind(lesson)].slice(0, mostClashes).map(([id, constraints]) => ({
    id,
    constraints: constraints.sort((a, b) => (wishText(a) < wishText(b) ? -1 : 1)),
  }));
}

function singlePlace({ versions }: Candidates, version: CatalogueVersion): VersionSet {
  return versionSet(versions.length + 1, (place) => versions[place - 1] === version);
}

function wishText({ by, range }: Constraint): string {
  return by === null ? range.raw : `${by.component.metadata.id} ${by.version.version} ${range.raw}`;
}
