import { nearestName } from '@plinth/foundation';
import type { Catalogue, CatalogueVersion } from './catalogue.ts';
import type { Constraint } from './incompatibility.ts';
import type { Clash } from './solver.ts';

/** Who wants which versions of a component. */
export interface Wish {
  /** `ui.table@2.1.0`, or `application`. */
  readonly by: string;
  readonly range: string;
}

/** Why no version of a component can be chosen. */
export interface Conflict {
  readonly component: string;
  readonly wanted: readonly Wish[];
  /** Each version that exists, newest first, and what excludes it. */
  readonly versions: readonly { readonly version: string; readonly excluded: string }[];
  /** For a component that does not exist: one of a similar name. */
  readonly nearest: string | null;
  /** Whether what is wanted of this component alone cannot be met, whatever is chosen of others. */
  readonly contradictory: boolean;
}

/** Explains clashes; those that cannot be met by any other choice come first. */
export function explain(clashes: readonly Clash[], catalogue: Catalogue, fitsPlatform: (version: CatalogueVersion) => boolean): Conflict[] {
  return clashes
    .map((clash) => explainOne(clash, catalogue, fitsPlatform))
    .sort((a, b) => Number(b.contradictory) - Number(a.contradictory));
}

function explainOne({ id, constraints }: Clash, catalogue: Catalogue, fitsPlatform: (version: CatalogueVersion) => boolean): Conflict {
  const existing = catalogue.versions(id);
  const refused = catalogue.refused(id);
  const reasons = existing.map((version) => ({ version, reason: exclusion(version, constraints, fitsPlatform) }));
  return {
    component: id,
    wanted: constraints.map(wishOf),
    versions: [
      ...reasons.map(({ version: { version }, reason }) => ({
        version: version.raw,
        excluded: reason ?? 'what it needs, or who else needs it, contradicts the rest',
      })),
      ...refused.map(({ version, reason }) => ({ version, excluded: `refused: ${reason}` })),
    ],
    nearest: existing.length + refused.length === 0 ? nearestName(id, catalogue.ids) : null,
    contradictory: reasons.every(({ reason }) => reason !== null),
  };
}

function exclusion(
  candidate: CatalogueVersion,
  constraints: readonly Constraint[],
  fitsPlatform: (version: CatalogueVersion) => boolean,
): string | null {
  if (!fitsPlatform(candidate)) return `it runs on Plinth ${candidate.platform.raw}`;
  const unmet = constraints.filter(({ range }) => !range.test(candidate.version)).map(wishOf);
  return unmet.length === 0 ? null : unmet.map(({ by, range }) => `${by} wants ${shownRange(range)}`).join(', ');
}

export function wishOf({ by, range }: Constraint): Wish {
  return { by: by === null ? 'application' : `${by.component.metadata.id}@${by.version.raw}`, range: range.raw };
}

/** A conflict in one or two sentences. */
export function conflictText({ component, wanted, versions, nearest }: Conflict): string {
  const wishes = wanted.map(({ by, range }) => `${by} wants ${shownRange(range)}`).join(', ');
  if (versions.length === 0) {
    return `There is no component ${component} (${wishes}).${nearest === null ? '' : ` Did you mean ${nearest}?`}`;
  }
  const shown = versions.slice(0, mostVersionsShown).map(({ version, excluded }) => `${version} (${excluded})`);
  const more = versions.length > shown.length ? ` and ${versions.length - shown.length} older` : '';
  return `No version of ${component} fits: ${wishes}. There are ${shown.join('; ')}${more}.`;
}

const mostVersionsShown = 5;

function shownRange(range: string): string {
  return range === '' ? '*' : range;
}
