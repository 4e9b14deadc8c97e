import type { Version } from '@plinth/api-contract';
import {
  compositeKey,
  type Definition,
  type DefinitionViolation,
  readSnapshot,
  recordsOf,
  signatureOf,
  snapshotOf,
  validateDefinition,
  violationOf,
} from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import semver from 'semver';
import { applicationOf, type StoredApplication } from './applications.ts';
import type { StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import { type ResolvedModules, resolveModules } from './modules.ts';
import type { RepositoryOptions, VersionContent } from './ports.ts';
import { insertVersion, selectVersion, selectVersions } from './statements.ts';

/** Which version is wanted: an exact one, or the part of the latest to raise. */
export interface VersionChoice {
  readonly version?: string;
  readonly raise?: 'major' | 'minor' | 'patch';
  readonly notes?: string;
}

/** A version that is ready to be kept, or is kept already. */
export interface VersionCandidate {
  readonly content: VersionContent;
  readonly kept: boolean;
  readonly notes: string;
}

export async function allVersions(context: RequestContext, queryable: Queryable, application: StoredApplication): Promise<Version[]> {
  const { rows } = await queryable.query<Version>(context, selectVersions, [context.tenant.id, application.id]);
  return rows;
}

/** A version as it was made; throws `repository.not-found`. */
export async function versionContent(
  context: RequestContext,
  queryable: Queryable,
  application: StoredApplication,
  version: string,
): Promise<VersionContent> {
  const { rows } = await queryable.query<Version & { snapshot: unknown }>(context, selectVersion, [
    context.tenant.id,
    application.id,
    version,
  ]);
  const [row] = rows;
  if (row === undefined) throw repositoryErrors.notFound({ what: 'version', name: version });
  const read = readSnapshot(row.snapshot);
  if (read.definition === null) throw new Error(`Version ${version} of ${application.key} cannot be read.`);
  const modules = new Map<string, Definition>();
  for (const [key, locked] of Object.entries(row.modules)) modules.set(key, await lockedModule(context, queryable, key, locked));
  return {
    application,
    version,
    signature: row.signature,
    definition: read.definition,
    components: row.components,
    modules,
    moduleVersions: row.modules,
  };
}

async function lockedModule(
  context: RequestContext,
  queryable: Queryable,
  key: string,
  locked: { readonly version: string; readonly signature: string },
): Promise<Definition> {
  const module = await applicationOf(context, queryable, key);
  const { rows } = await queryable.query<Version & { snapshot: unknown }>(context, selectVersion, [
    context.tenant.id,
    module.id,
    locked.version,
  ]);
  const read = readSnapshot(rows[0]?.snapshot);
  if (read.definition === null || rows[0]?.signature !== locked.signature)
    throw new Error(`Version ${locked.version} of ${key} is not what was locked.`);
  return read.definition;
}

/** Everything that keeps a definition from being published, with the modules it was checked against. */
export async function checkForPublishing(
  context: RequestContext,
  options: RepositoryOptions,
  queryable: Queryable,
  definition: Definition,
): Promise<{ readonly modules: ResolvedModules; readonly violations: readonly DefinitionViolation[] }> {
  const modules = await resolveModules(context, queryable, definition);
  const violations = validateDefinition(definition, {
    componentIds: await options.components.componentIds(context),
    dependencies: modules.definitions,
    ...(options.checkMeaning === undefined ? {} : { checkMeaning: options.checkMeaning }),
  });
  return { modules, violations: [...modules.violations, ...violations] };
}

/** What a version of a definition would be; the latest version where nothing has changed since. Throws `repository.invalid-definition`. */
export async function versionCandidate(
  context: RequestContext,
  options: RepositoryOptions,
  queryable: Queryable,
  application: StoredApplication,
  definition: Definition,
  choice: VersionChoice,
): Promise<VersionCandidate> {
  const { modules, violations } = await checkForPublishing(context, options, queryable, definition);
  const requested = requestedComponents(definition);
  const components = await options.components.resolve(context, requested);
  const unresolved = components.problems.map(({ component, message, hint }) => {
    const user = recordsOf(definition, 'component').find((record) => record.component === component);
    return violationOf({ id: user?.id ?? 'app' }, 'component', ['component'], message, hint);
  });
  const [first] = [...violations, ...unresolved];
  if (first !== undefined) {
    const all = [...violations, ...unresolved].map(({ path, message, hint }) => ({
      path,
      message,
      ...(hint === undefined ? {} : { hint }),
    }));
    throw repositoryErrors.invalidDefinition({ first: `${first.path} ${first.message}` }, { details: { violations: all } });
  }
  const signature = signatureOf(snapshotOf(definition));
  const versions = await allVersions(context, queryable, application);
  const same = versions[0];
  const unchanged =
    same !== undefined &&
    same.signature === signature &&
    sameLock(same.components, components.versions) &&
    sameLock(same.modules, modules.versions) &&
    (choice.version === undefined || choice.version === same.version);
  const content: VersionContent = {
    application,
    version: unchanged ? same.version : nextVersion(versions, choice),
    signature,
    definition,
    components: components.versions,
    modules: modules.definitions,
    moduleVersions: modules.versions,
  };
  return { content, kept: unchanged, notes: choice.notes ?? '' };
}

/** Component id to the ranges that instances ask for. */
export function requestedComponents(definition: Definition): Map<string, readonly string[]> {
  const requested = new Map<string, readonly string[]>();
  for (const { component, version } of recordsOf(definition, 'component')) {
    // Composites are the definition's own and have no version beside its.
    if (compositeKey(component) !== null) continue;
    const ranges = requested.get(component) ?? [];
    requested.set(component, version === undefined || ranges.includes(version) ? ranges : [...ranges, version]);
  }
  return requested;
}

function sameLock(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const text = (lock: Readonly<Record<string, unknown>>) => JSON.stringify(Object.entries(lock).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}

function nextVersion(versions: readonly Version[], choice: VersionChoice): string {
  const latest = semver.rsort(versions.map(({ version }) => version))[0];
  const next = latest === undefined ? '0.1.0' : (semver.inc(latest, choice.raise ?? 'patch') ?? '0.1.0');
  if (choice.version === undefined) return next;
  const exact = semver.valid(choice.version);
  if (versions.some(({ version }) => version === choice.version)) throw repositoryErrors.versionExists({ version: choice.version });
  if (exact !== choice.version || (latest !== undefined && semver.lte(exact, latest))) {
    throw repositoryErrors.badVersion({ version: choice.version, latest: latest ?? 'nothing', next });
  }
  return exact;
}

/** Keeps a candidate for ever; throws `repository.version-exists` where somebody was faster. */
export async function keepVersion(
  context: RequestContext,
  queryable: Queryable,
  candidate: VersionCandidate,
  branch: StoredBranch,
): Promise<void> {
  const { content } = candidate;
  const { rows } = await queryable.query(context, insertVersion, [
    context.tenant.id,
    content.application.id,
    content.version,
    content.signature,
    JSON.stringify(snapshotOf(content.definition)),
    JSON.stringify(content.components),
    JSON.stringify(content.moduleVersions),
    branch.id,
    branch.position,
    candidate.notes,
    context.actor.id,
  ]);
  if (rows.length === 0) throw repositoryErrors.versionExists({ version: content.version });
}
