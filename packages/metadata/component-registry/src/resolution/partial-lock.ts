import type { CatalogueVersion, Need } from './catalogue.ts';
import type { Incompatibility, Term } from './incompatibility.ts';
import { absent, difference, firstPlace, has, isSingle, isWithin, type VersionSet } from './version-set.ts';

/** A component in a search, and what may still become of it. */
export interface Candidates {
  readonly id: string;
  /** In the order of trying; place n + 1 is the n-th. */
  readonly versions: readonly CatalogueVersion[];
  /** Absence and every version that runs on the platform. */
  readonly initial: VersionSet;
  /** What is left of it now. */
  places: VersionSet;
  /** How it came to what is left, oldest first. */
  readonly narrowings: Narrowing[];
  readonly incompatibilities: Incompatibility[];
  /** What its versions need, as far as it is among the incompatibilities. */
  readonly entered: Set<Need>;
  /** Whether it was ever wanted. */
  listed: boolean;
}

/** A step from more places to fewer. */
export interface Narrowing {
  readonly of: Candidates;
  readonly before: VersionSet;
  readonly after: VersionSet;
  /** Null for a choice. */
  readonly reason: Incompatibility | null;
  /** How many choices had been made, this one included. */
  readonly level: number;
  /** Place in the order of all steps. */
  readonly position: number;
}

/** What has been chosen and what follows from it, step by step, so that steps can be taken back. */
export interface PartialLock {
  readonly level: number;
  narrow(of: Candidates, after: VersionSet, reason: Incompatibility | null): void;
  /** Takes back every choice after the first `level` ones with all that followed. */
  backTo(level: number): void;
}

export function newPartialLock(): PartialLock {
  const steps: Narrowing[] = [];
  let level = 0;
  return {
    get level() {
      return level;
    },
    narrow(of, after, reason) {
      if (reason === null) level++;
      const step = { of, before: of.places, after, reason, level, position: steps.length };
      steps.push(step);
      of.narrowings.push(step);
      of.places = after;
    },
    backTo(earlier) {
      for (let last = steps.at(-1); last !== undefined && last.level > earlier; last = steps.at(-1)) {
        last.of.places = last.before;
        last.of.narrowings.pop();
        steps.pop();
      }
      level = earlier;
    },
  };
}

/** The step that made a term true; null where it always was. */
export function satisfierOf({ of, places }: Term): Narrowing | null {
  if (isWithin(of.initial, places)) return null;
  return of.narrowings.find(({ after }) => isWithin(after, places)) ?? null;
}

/** Whether some version of it must be in the lock. */
export function isWanted({ places }: Candidates): boolean {
  return !has(places, absent);
}

/** The version that it must be; null while there is a choice, of absence too. */
export function onlyVersion(candidates: Candidates): CatalogueVersion | null {
  return isWanted(candidates) && isSingle(candidates.places) ? firstVersion(candidates) : null;
}

/** The first version in the order of trying that is left; null where none is. */
export function firstVersion({ versions, places }: Candidates): CatalogueVersion | null {
  return versions[firstPlace(has(places, absent) ? difference(places, [1]) : places) - 1] ?? null;
}
