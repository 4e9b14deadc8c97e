import semver from 'semver';
import type { PublishedComponent } from '../published-component.ts';
import type { Catalogue, CatalogueVersion } from './catalogue.ts';

/** One component of a lock. */
export interface LockedComponent {
  readonly version: string;
  readonly signature: string;
  /** Name of the publisher that signed it; absent for an unsigned one. */
  readonly publisher?: string;
}

/** The exact component versions that an application version stands on, by component id, in the order of ids. */
export type ComponentLock = Readonly<Record<string, LockedComponent>>;

/** Why a lock cannot be relied on here and now. */
export interface LockProblem {
  readonly component: string;
  readonly kind: 'missing' | 'refused' | 'changed' | 'platform' | 'dependency';
  readonly message: string;
}

export function lockOf(chosen: ReadonlyMap<string, CatalogueVersion>): ComponentLock {
  const sorted = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.freeze(Object.fromEntries(sorted.map(([id, { component }]) => [id, locked(component)])));
}

function locked({ metadata, signature, publisher }: PublishedComponent): LockedComponent {
  return Object.freeze({ version: metadata.version, signature, ...(publisher === null ? {} : { publisher: publisher.publisher }) });
}

/** Everything about a lock that does not hold against the catalogue: contents, publishers, platform, ranges. */
export function lockProblems(
  lock: ComponentLock,
  catalogue: Catalogue,
  fitsPlatform: (version: CatalogueVersion) => boolean,
): LockProblem[] {
  return Object.entries(lock)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, entry]) => problemsOf(id, entry, lock, catalogue, fitsPlatform));
}

function problemsOf(
  id: string,
  entry: LockedComponent,
  lock: ComponentLock,
  catalogue: Catalogue,
  fitsPlatform: (version: CatalogueVersion) => boolean,
): LockProblem[] {
  const refused = catalogue.refused(id).find(({ version }) => version === entry.version);
  if (refused !== undefined) return [{ component: id, kind: 'refused', message: `${id} ${entry.version} is refused: ${refused.reason}.` }];
  const found = catalogue.find(id, entry.version);
  if (found === null) return [{ component: id, kind: 'missing', message: `${id} ${entry.version} is not in the registry.` }];
  const problems: LockProblem[] = [];
  if (found.component.signature !== entry.signature || found.component.metadata.version !== entry.version) {
    problems.push({ component: id, kind: 'changed', message: `${id} ${entry.version} is not the content that was locked.` });
  }
  if (found.component.publisher?.publisher !== entry.publisher) {
    problems.push({
      component: id,
      kind: 'changed',
      message: `${id} ${entry.version} was signed by ${entry.publisher ?? 'nobody'} when it was locked.`,
    });
  }
  if (!fitsPlatform(found)) {
    problems.push({ component: id, kind: 'platform', message: `${id} ${entry.version} runs on Plinth ${found.platform.raw}.` });
  }
  for (const { id: needed, range } of found.dependencies) {
    const other = Object.hasOwn(lock, needed) ? lock[needed] : undefined;
    if (other === undefined) {
      problems.push({
        component: id,
        kind: 'dependency',
        message: `${id} ${entry.version} needs ${needed} ${range.raw}, which is not locked.`,
      });
    } else if (!semver.satisfies(other.version, range)) {
      problems.push({
        component: id,
        kind: 'dependency',
        message: `${id} ${entry.version} needs ${needed} ${range.raw}, but ${other.version} is locked.`,
      });
    }
  }
  return problems;
}
