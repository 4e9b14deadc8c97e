import type { ComponentMetadata, ComponentType } from '@plinth/component-contract';
import { type Clock, nearestName, systemClock, type Violation } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';
import semver from 'semver';
import { registryErrors } from './errors.ts';
import { propertyValidator } from './metadata/property-validator.ts';
import { metadataViolations } from './metadata/validate-metadata.ts';
import { type ComponentFlags, noFlags, type PublishedComponent, type PublisherSignature } from './published-component.ts';
import { type CatalogueVersion, newCatalogue, type RefusedVersion } from './resolution/catalogue.ts';
import { type ComponentCompatibility, compatibilityMatrix } from './resolution/compatibility.ts';
import { type ComponentLock, type LockProblem, lockProblems } from './resolution/lock.ts';
import { type ConflictStrategy, type Resolution, resolveRequests } from './resolution/resolution.ts';
import { contentSignature } from './signature/content-signature.ts';
import { publisherProblem } from './signature/publisher-signature.ts';
import { emptyTrustStore, type TrustStore } from './signature/trust-store.ts';
import type { ComponentStore } from './store/component-store.ts';

export interface RegistryOptions {
  readonly store: ComponentStore;
  /** Version of Plinth that components must be compatible with. */
  readonly platformVersion: string;
  /** Default: nobody is trusted, so every publisher's signature is refused. */
  readonly trust?: TrustStore;
  /** Whether components without a publisher's signature may be published and used. Default `accept`. */
  readonly unsigned?: 'accept' | 'refuse';
  readonly clock?: Clock;
  /** How many components all cached resolutions may name together. Default 200,000. */
  readonly cachedComponents?: number;
  /** How many candidates one resolution may try. Default 100,000. */
  readonly mostSteps?: number;
}

export interface ResolveOptions {
  /** Default: that of the registry. */
  readonly platformVersion?: string;
  /** Default `fall-back`. */
  readonly onConflict?: ConflictStrategy;
}

/** Every component version this installation knows, and the choice among them. */
export interface ComponentRegistry {
  /**
   * Publishes a component version. The same content again changes nothing; other content under the same id and version
   * is refused (`registry.version-taken`), as is invalid metadata and a publisher that is not trusted.
   */
  publish(metadata: ComponentMetadata, publisher?: PublisherSignature): Promise<PublishedComponent>;
  /** Replaces what is said of a version after its publication. Throws `registry.component-not-found`. */
  flag(id: string, version: string, flags: ComponentFlags): Promise<PublishedComponent>;
  /** Takes over what others published or flagged in the same store since. */
  refresh(): Promise<void>;
  /** One version; null where there is none that may be used. */
  find(id: string, version: string): PublishedComponent | null;
  /** The newest version of each component that runs on the platform, by id: what a palette offers. */
  list(type?: ComponentType): PublishedComponent[];
  /** All usable versions of a component, newest first. */
  versions(id: string): string[];
  /** Versions in the store that may not be used, with the reason: tampered content, or a publisher not trusted any more. */
  refused(id: string): readonly RefusedVersion[];
  /**
   * Chooses one version per component over the whole dependency graph, by npm's semver semantics, newest first.
   * Deterministic: the order of requests has no effect. Throws `registry.resolution-failed`.
   */
  resolve(requests: Readonly<Record<string, string>>, options?: ResolveOptions): Resolution;
  /** Everything that keeps a lock from being relied on; empty where nothing does. */
  verifyLock(lock: ComponentLock): LockProblem[];
  /** The locked components themselves, by id. Throws `registry.component-not-found` for one that is missing, refused or changed. */
  load(lock: ComponentLock): ReadonlyMap<string, PublishedComponent>;
  /** Which versions of which components run on which versions of the platform. Default: only that of the registry. */
  compatibility(platformVersions?: readonly string[]): ComponentCompatibility[];
  /** What is wrong with a component instance's properties. Throws `registry.component-not-found`. */
  validateProperties(id: string, version: string, properties: Readonly<Record<string, unknown>>): Violation[];
}

const defaultCachedComponents = 200_000;
const defaultMostSteps = 100_000;

/** Opens a registry over a store, verifying everything in it. */
export async function createRegistry(options: RegistryOptions): Promise<ComponentRegistry> {
  const { store, platformVersion, trust = emptyTrustStore, unsigned = 'accept', clock = systemClock } = options;
  const catalogue = newCatalogue();
  const validator = propertyValidator();
  const resolutions = new LRUCache<string, Resolution>({
    maxSize: options.cachedComponents ?? defaultCachedComponents,
    sizeCalculation: ({ lock }) => Object.keys(lock).length + 1,
  });
  let revision = 0;

  /** Why a version may not be used; null where it may. */
  function problemOf({ signature, publisher }: PublishedComponent): string | null {
    if (publisher !== null) return publisherProblem(signature, publisher, trust, clock.now());
    return unsigned === 'refuse' ? 'it is not signed by a publisher' : null;
  }

  /** Takes a version from the store into the catalogue, unless it is not what was once published. */
  function take(component: PublishedComponent): void {
    const { id, version } = component.metadata;
    const tampered = contentSignature(component.metadata) !== component.signature;
    const problem = tampered ? 'its content is not what was signed' : problemOf(component);
    if (problem === null) catalogue.enter(component);
    else catalogue.refuse(id, version, problem);
  }

  async function refresh(): Promise<void> {
    const changes = await store.changesSince(revision);
    for (const component of changes.components) take(component);
    if (changes.components.length > 0) resolutions.clear();
    revision = Math.max(revision, changes.revision);
  }

  /** A version that may be used at this moment: trust may have ended since it was taken in. */
  function usable(id: string, version: string): CatalogueVersion | null {
    const found = catalogue.find(id, version);
    if (found === null) return null;
    const problem = problemOf(found.component);
    if (problem === null) return found;
    catalogue.refuse(id, found.version.raw, problem);
    resolutions.clear();
    return null;
  }

  function existing(id: string, version: string): CatalogueVersion {
    const found = usable(id, version);
    if (found === null) throw notFound(id, version);
    return found;
  }

  function notFound(id: string, version: string) {
    const versions = catalogue.versions(id).map((each) => each.version.raw);
    const nearest = nearestName(id, catalogue.ids);
    const refused = catalogue.refused(id).find((each) => each.version === version);
    const known = versions.length > 0 ? `There are ${versions.join(', ')}.` : nearest === null ? null : `Did you mean ${nearest}?`;
    const message = refused === undefined ? `${id} ${version} is not in the registry.` : `${id} ${version} is refused: ${refused.reason}.`;
    const violations = [{ path: `/${id}`, message, ...(known === null ? {} : { hint: known }) }];
    return registryErrors.componentNotFound({ component: id, version }, { details: { violations } });
  }

  function fitsPlatform(platform: string): (version: CatalogueVersion) => boolean {
    const fitting = new Map<unknown, boolean>();
    return ({ platform: range }) => {
      const known = fitting.get(range);
      if (known !== undefined) return known;
      const fits = range.test(platform);
      fitting.set(range, fits);
      return fits;
    };
  }

  if (semver.valid(platformVersion) === null) {
    const violations = [{ path: '/platformVersion', message: `"${platformVersion}" is no semantic version.` }];
    throw registryErrors.invalidRequest({}, { details: { violations } });
  }
  await refresh();

  return {
    refresh,
    async publish(metadata, publisher) {
      const violations = metadataViolations(metadata);
      if (violations.length > 0) {
        throw registryErrors.invalidComponent({ component: nameOf(metadata) }, { details: { violations } });
      }
      const { id, version } = metadata;
      // A copy of its own, so that nobody changes what is published by changing what was handed over.
      const own = deepFreeze(JSON.parse(JSON.stringify(metadata)) as ComponentMetadata);
      const component: PublishedComponent = {
        metadata: own,
        signature: contentSignature(own),
        publisher: publisher ?? null,
        flags: noFlags,
      };
      const problem = problemOf(component);
      if (problem !== null) throw registryErrors.publisherRefused({ component: id, version, reason: problem });
      const kept = await store.insert(component);
      if (kept.signature !== component.signature) throw registryErrors.versionTaken({ component: id, version });
      await refresh();
      return kept;
    },
    async flag(id, version, flags) {
      const flagged = await store.flag(id, version, flags);
      if (flagged === null) throw notFound(id, version);
      await refresh();
      return flagged;
    },
    find: (id, version) => usable(id, version)?.component ?? null,
    list(type) {
      const fits = fitsPlatform(platformVersion);
      return [...catalogue.ids].sort().flatMap((id) => {
        const newest = catalogue.versions(id).find(fits)?.component;
        return newest === undefined || (type !== undefined && newest.metadata.type !== type) ? [] : [newest];
      });
    },
    versions: (id) =>
      catalogue
        .versions(id)
        .map(({ version }) => version)
        .sort(semver.rcompare)
        .map(({ raw }) => raw),
    refused: (id) => catalogue.refused(id),
    resolve(requests, { platformVersion: platform = platformVersion, onConflict = 'fall-back' } = {}) {
      const key = `${platform} ${onConflict} ${JSON.stringify(requests)}`;
      const cached = resolutions.get(key);
      if (cached !== undefined) return cached;
      const mostSteps = options.mostSteps ?? defaultMostSteps;
      const resolution = resolveRequests({ catalogue, requests, fitsPlatform: fitsPlatform(platform), onConflict, mostSteps });
      resolutions.set(key, resolution);
      return resolution;
    },
    verifyLock(lock) {
      for (const [id, { version }] of Object.entries(lock)) usable(id, version);
      return lockProblems(lock, catalogue, fitsPlatform(platformVersion));
    },
    load(lock) {
      const loaded = new Map<string, PublishedComponent>();
      for (const [id, { version, signature }] of Object.entries(lock)) {
        const { component } = existing(id, version);
        if (component.signature !== signature) throw notFound(id, `${version} (${signature.slice(0, 12)}…)`);
        loaded.set(id, component);
      }
      return loaded;
    },
    compatibility: (platformVersions = [platformVersion]) => compatibilityMatrix(catalogue, platformVersions),
    validateProperties(id, version, properties) {
      const { component } = existing(id, version);
      return validator.violations(component.signature, component.metadata, properties);
    },
  };
}

function nameOf(metadata: unknown): string {
  const id = typeof metadata === 'object' && metadata !== null && 'id' in metadata ? metadata.id : null;
  return typeof id === 'string' ? id : '(without id)';
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
