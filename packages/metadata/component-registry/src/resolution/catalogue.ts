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
  /** For each of the versions in their order, 1 where it is not in a range, by npm's semantics; remembered. */
  excluded(id: string, range: Range): Uint8Array;
  /** A range, the same object for the same text. Throws a `TypeError` for a text that is none. */
  range(text: string): Range;
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
  /** What {@link Catalogue.excluded} found for the order. */
  readonly excluded: Map<Range, Uint8Array>;
}

const nothing = new Uint8Array();

export function newCatalogue(): Catalogue {
  const entries = new Map<string, Entry>();
  const ranges = rangeReader();
  const platformRanges = rangeReader({ includePrerelease: true });

  function entryOf(id: string): Entry {
    const existing = entries.get(id);
    if (existing !== undefined) return existing;
    const entry: Entry = { byKey: new Map(), refused: new Map(), inOrder: null, excluded: new Map() };
    entries.set(id, entry);
    return entry;
  }

  return {
    get ids() {
      return entries.keys();
    },
    versions(id) {
      const entry = entries.get(id);
      return entry === undefined ? [] : inOrder(entry);
    },
    find(id, version) {
      return entries.get(id)?.byKey.get(versionKey(version)) ?? null;
    },
    range: ranges,
    excluded(id, range) {
      const entry = entries.get(id);
      if (entry === undefined) return nothing;
      const known = entry.excluded.get(range);
      if (known !== undefined) return known;
      const excluded = Uint8Array.from(inOrder(entry), ({ version }) => (range.test(version) ? 0 : 1));
      entry.excluded.set(range, excluded);
      return excluded;
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
      forgetOrder(entry);
    },
    refuse(id, version, reason) {
      const entry = entryOf(id);
      entry.byKey.delete(versionKey(version));
      entry.refused.set(versionKey(version), { version, reason });
      forgetOrder(entry);
    },
  };
}

function inOrder(entry: Entry): readonly CatalogueVersion[] {
  entry.inOrder ??= [...entry.byKey.values()].sort(inOrderOfTrying);
  return entry.inOrder;
}

function forgetOrder(entry: Entry): void {
  entry.inOrder = null;
  entry.excluded.clear();
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
