import type { Range } from 'semver';
import type { CatalogueVersion } from './catalogue.ts';
import type { Candidates } from './partial-lock.ts';
import { intersection, isWithin, union, type VersionSet } from './version-set.ts';

/** Somebody's wish for a component: another component's version, or, with `by` null, the application itself. */
export interface Constraint {
  readonly by: CatalogueVersion | null;
  readonly range: Range;
}

/** "The component takes one of these places." */
export interface Term {
  readonly of: Candidates;
  readonly places: VersionSet;
}

/** Terms that are not all true in any lock. */
export interface Incompatibility {
  readonly terms: readonly Term[];
  /** A wish for a component, as published or requested, or the two incompatibilities that it follows from. */
  readonly because: { readonly id: string; readonly wish: Constraint } | readonly [Incompatibility, Incompatibility];
}

/** Terms of the same component become one, and terms that are true whatever is chosen are left out. */
export function incompatibilityOf(terms: readonly Term[], because: Incompatibility['because'], resolvedOn?: Candidates): Incompatibility {
  const merged: Term[] = [];
  for (const { of, places } of terms) {
    const index = merged.findIndex((each) => each.of === of);
    const known = merged[index];
    if (known === undefined) merged.push({ of, places });
    else merged[index] = { of, places: of === resolvedOn ? union(known.places, places) : intersection(known.places, places) };
  }
  return { terms: merged.filter(({ of, places }) => !isWithin(of.initial, places)), because };
}

/**
 * What follows from two incompatibilities of which one excludes what the other leaves of a component: the terms of both,
 * and for that component the places of either (the resolution of clauses, over places instead of truth values).
 */
export function resolvent(one: Incompatibility, other: Incompatibility, on: Candidates): Incompatibility {
  return incompatibilityOf([...one.terms, ...other.terms], [one, other], on);
}

/** The wishes that an incompatibility comes from, by component; what it follows from directly comes first. */
export function wishesBehind(incompatibility: Incompatibility): Map<string, Constraint[]> {
  const wishes = new Map<string, Constraint[]>();
  const seen = new Set([incompatibility]);
  for (const { because } of seen) {
    if ('wish' in because) wishes.set(because.id, [...(wishes.get(because.id) ?? []), because.wish]);
    else for (const each of because) seen.add(each);
  }
  return wishes;
}
