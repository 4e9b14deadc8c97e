import semver, { type Range } from 'semver';
import { registryErrors } from '../errors.ts';
import type { Catalogue, CatalogueVersion } from './catalogue.ts';
import { type Conflict, conflictText, explain, wishOf } from './conflict.ts';
import type { Constraint } from './incompatibility.ts';
import { type ComponentLock, lockOf } from './lock.ts';
import { type SolverResult, solve } from './solver.ts';

/** Something a person should know of a resolution that worked. */
export interface ResolutionWarning {
  /** `fallback`: a version outside a wanted range was taken, because no version is in all of them. */
  readonly kind: 'fallback' | 'deprecated' | 'advisory';
  readonly component: string;
  readonly version: string;
  readonly message: string;
}

/** The component versions that satisfy what was asked. */
export interface Resolution {
  readonly lock: ComponentLock;
  readonly warnings: readonly ResolutionWarning[];
}

/**
 * What happens where no set of versions satisfies every range: `fall-back` takes the newest version that runs on the
 * platform and warns; `refuse` throws `registry.resolution-failed` with the explanation.
 */
export type ConflictStrategy = 'fall-back' | 'refuse';

export interface ResolutionInput {
  readonly catalogue: Catalogue;
  /** Component id to semver range. */
  readonly requests: Readonly<Record<string, string>>;
  readonly fitsPlatform: (version: CatalogueVersion) => boolean;
  readonly onConflict: ConflictStrategy;
  readonly mostSteps: number;
}

/** Resolves requests over the whole dependency graph. */
export function resolveRequests({ requests, ...input }: ResolutionInput): Resolution {
  const parsed = parseRequests(requests, input.catalogue);
  const relaxed = new Set<string>();
  const given: Conflict[] = [];
  for (;;) {
    const result = solve({ ...input, requests: parsed, relaxed });
    if (result.kind === 'solved') return { lock: lockOf(result.chosen), warnings: warningsOf(result, given) };
    const conflicts = explain(result.clashes, input.catalogue, input.fitsPlatform);
    const yielding = conflicts.find(
      ({ component }) => !relaxed.has(component) && input.catalogue.versions(component).some(input.fitsPlatform),
    );
    if (input.onConflict === 'refuse' || yielding === undefined) throw resolutionError(result.kind, conflicts, input.mostSteps);
    given.push(yielding);
    relaxed.add(yielding.component);
  }
}

function parseRequests(requests: Readonly<Record<string, string>>, catalogue: Catalogue): { id: string; range: Range }[] {
  const violations = Object.entries(requests)
    .filter(([, range]) => semver.validRange(range) === null)
    .map(([id, range]) => ({ path: `/${id.replace(/~/g, '~0').replace(/\//g, '~1')}`, message: `"${range}" is no version range.` }));
  if (violations.length > 0) throw registryErrors.invalidRequest({}, { details: { violations } });
  return Object.entries(requests)
    .map(([id, range]) => ({ id, range: catalogue.range(range) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function resolutionError(kind: 'unsolvable' | 'too-complex', conflicts: readonly Conflict[], mostSteps: number) {
  const contradictory = conflicts.filter((each) => each.contradictory);
  const shown = contradictory.length > 0 ? contradictory : conflicts;
  const [first] = shown;
  const conflict = first === undefined ? 'none was noted.' : conflictText(first);
  const violations = shown.map((each) => ({ path: `/${each.component}`, message: conflictText(each) }));
  if (kind === 'too-complex') return registryErrors.resolutionTooComplex({ steps: mostSteps, conflict }, { details: { violations } });
  return registryErrors.resolutionFailed({ conflict }, { details: { violations } });
}

function warningsOf({ chosen, constraints }: Extract<SolverResult, { kind: 'solved' }>, given: readonly Conflict[]): ResolutionWarning[] {
  return [...chosen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, version]) => [...fallbackWarnings(id, version, constraints.get(id) ?? [], given), ...flagWarnings(id, version)]);
}

function fallbackWarnings(
  id: string,
  chosen: CatalogueVersion,
  wanted: readonly Constraint[],
  given: readonly Conflict[],
): ResolutionWarning[] {
  const unmet = wanted.filter(({ range }) => !range.test(chosen.version)).map(wishOf);
  if (unmet.length === 0) return [];
  const conflict = given.find(({ component }) => component === id);
  const wishes = unmet.map(({ by, range }) => `${by} wants ${range}`).join(', ');
  const why = conflict === undefined ? '' : ` ${conflictText(conflict)}`;
  const message = `${id} ${chosen.version.raw} is used, the newest that runs here, although ${wishes}.${why}`;
  return [{ kind: 'fallback', component: id, version: chosen.version.raw, message }];
}

function flagWarnings(id: string, { version, component: { flags } }: CatalogueVersion): ResolutionWarning[] {
  const deprecated: ResolutionWarning[] =
    flags.deprecated === null
      ? []
      : [{ kind: 'deprecated', component: id, version: version.raw, message: `${id} ${version.raw} is deprecated: ${flags.deprecated}` }];
  const advisories = flags.advisories.map(({ id: advisory, severity, summary }): ResolutionWarning => {
    return {
      kind: 'advisory',
      component: id,
      version: version.raw,
      message: `${id} ${version.raw}: ${advisory} (${severity}): ${summary}`,
    };
  });
  return [...deprecated, ...advisories];
}
