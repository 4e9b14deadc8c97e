import semver, { type Range, type SemVer } from 'semver';
import type { PublishedComponent } from '../published-component.ts';
import { versionKey } from './version-key.ts';

/** A published version with everything parsed that a resolution asks of it again and again. */
export interface CatalogueVersion {
  readonly component: PublishedComponent;
  readonly version: SemVer;
  readonly platform: Range;
  /** By id. */
  readonly dependencies: readonly CatalogueDependency[];
}

export interface CatalogueDependency {
  readonly id: string;
  readonly range: Range;
}

/** A version that is published but not to be used, and why. */
export interface RefusedVersion {
  readonly version: string;
  readonly reason: string;
}

/** All published versions in memory, in the order in which a resolution tries them. */
export interface Catalogue {
  readonly ids: Iterable<string>;
  /** Newest first, those that are deprecated or have advisories behind the others; empty for an unknown id. */
  versions(id: string): readonly CatalogueVersion[];
  find(id: string, version: string): CatalogueVersion | null;
  refused(id: string): readonly RefusedVersion[];
  /** Enters a version, or replaces one whose flags changed. */
  enter(component: PublishedComponent): void;
  /** Notes that a version may not be used, and takes it out if it is in. */
  refuse(id: string, version: string, reason: string): void;
}

interface Entry {
  readonly byKey: Map<string, CatalogueVersion>;
  readonly refused: Map<string, RefusedVersion>;
  /** Null until asked for after a change: a whole catalogue is sorted once, not at each entry. */
  inOrder: readonly CatalogueVersion[] | null;
}

export function newCatalogue(): Catalogue {
  const entries = new Map<string, Entry>();
  const ranges = rangeReader();
  const platformRanges = rangeReader({ includePrerelease: true });

  function entryOf(id: string): Entry {
    const existing = entries.get(id);
    if (existing !== undefined) return existing;
    const entry: Entry = { byKey: new Map(), refused: new Map(), inOrder: null };
    entries.set(id, entry);
    return entry;
  }

  return {
    get ids() {
      return entries.keys();
    },
    versions(id) {
      const entry = entries.get(id);
      if (entry === undefined) return [];
      entry.inOrder ??= [...entry.byKey.values()].sort(inOrderOfTrying);
      return entry.inOrder;
    },
    find(id, version) {
      return entries.get(id)?.byKey.get(versionKey(version)) ?? null;
    },
    refused(id) {
      return [...(entries.get(id)?.refused.values() ?? [])];
    },
    enter(component) {
      const { id, version, dependencies, compatibility } = component.metadata;
      const entry = entryOf(id);
      entry.refused.delete(versionKey(version));
      entry.byKey.set(versionKey(version), {
        component,
        version: new semver.SemVer(version),
        platform: platformRanges(compatibility.platform),
        dependencies: Object.entries(dependencies)
          .map(([on, range]) => ({ id: on, range: ranges(range) }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      });
      entry.inOrder = null;
    },
    refuse(id, version, reason) {
      const entry = entryOf(id);
      entry.byKey.delete(versionKey(version));
      entry.refused.set(versionKey(version), { version, reason });
      entry.inOrder = null;
    },
  };
}

function inOrderOfTrying(a: CatalogueVersion, b: CatalogueVersion): number {
  return Number(isAvoided(a)) - Number(isAvoided(b)) || semver.rcompare(a.version, b.version);
}

function isAvoided({ component: { flags } }: CatalogueVersion): boolean {
  return flags.deprecated !== null || flags.advisories.length > 0;
}

/** Parses ranges, each different text once: registries repeat a few of them thousands of times. */
function rangeReader(options: semver.RangeOptions = {}): (text: string) => Range {
  const known = new Map<string, Range>();
  return (text) => {
    const existing = known.get(text);
    if (existing !== undefined) return existing;
    const range = new semver.Range(text, options);
    known.set(text, range);
    return range;
  };
}
