import semver, { type Range, type SemVer } from 'semver';
import type { PublishedComponent } from '../published-component.ts';
import { versionKey } from './version-key.ts';
import { absent, type VersionSet, versionSet } from './version-set.ts';

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

/** A dependency with the places of all versions of a component that have it. */
export interface Need extends CatalogueDependency {
  readonly places: VersionSet;
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
  /** The places outside a range, by npm's semantics: absence and every version that is not in it. */
  outside(id: string, range: Range): VersionSet;
  /** What a version needs; the same objects for versions of a component that need the same. */
  needs(version: CatalogueVersion): readonly Need[];
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
  /** What {@link Catalogue.outside} found for the order. */
  readonly outside: Map<Range, VersionSet>;
  /** Found from the order; empty until asked for. */
  readonly needs: Map<CatalogueVersion, readonly Need[]>;
}

const onlyAbsence = versionSet(1, (place) => place === absent);

export function newCatalogue(): Catalogue {
  const entries = new Map<string, Entry>();
  const ranges = rangeReader();
  const platformRanges = rangeReader({ includePrerelease: true });

  function entryOf(id: string): Entry {
    const existing = entries.get(id);
    if (existing !== undefined) return existing;
    const entry: Entry = { byKey: new Map(), refused: new Map(), inOrder: null, outside: new Map(), needs: new Map() };
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
    outside(id, range) {
      const entry = entries.get(id);
      if (entry === undefined) return onlyAbsence;
      const known = entry.outside.get(range);
      if (known !== undefined) return known;
      const versions = inOrder(entry);
      const outside = versionSet(versions.length + 1, (place) => {
        const at = versions[place - 1];
        return at === undefined || !range.test(at.version);
      });
      entry.outside.set(range, outside);
      return outside;
    },
    needs(version) {
      const entry = entryOf(version.component.metadata.id);
      if (entry.needs.size === 0) for (const [each, needs] of needsOf(inOrder(entry))) entry.needs.set(each, needs);
      return entry.needs.get(version) ?? [];
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

function needsOf(versions: readonly CatalogueVersion[]): Map<CatalogueVersion, Need[]> {
  const known = new Map<string, Need>();
  const needOf = ({ id, range }: CatalogueDependency): Need => {
    const key = `${id} ${range.raw}`;
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const places = versionSet(
      versions.length + 1,
      (place) => versions[place - 1]?.dependencies.some((each) => each.id === id && each.range === range) ?? false,
    );
    const need = { id, range, places };
    known.set(key, need);
    return need;
  };
  return new Map(versions.map((version) => [version, version.dependencies.map(needOf)]));
}

function forgetOrder(entry: Entry): void {
  entry.inOrder = null;
  entry.outside.clear();
  entry.needs.clear();
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
