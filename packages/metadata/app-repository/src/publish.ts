import { createHash } from 'node:crypto';
import type { Release } from '@plinth/api-contract';
import { appOf, canonicalJson } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { type EnvironmentReference, inSpan, type RequestContext } from '@plinth/foundation';
import semver from 'semver';
import { applicationOf, branchOf, type StoredApplication } from './applications.ts';
import type { BranchLog, StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import type { MigrationPlan, RepositoryOptions, VersionContent } from './ports.ts';
import { insertRelease, lockRelease, selectCurrentReleases } from './statements.ts';
import { allVersions, keepVersion, type VersionCandidate, type VersionChoice, versionCandidate, versionContent } from './versions.ts';

export interface PublishInput extends VersionChoice {
  readonly branch?: string;
  readonly dryRun?: boolean;
  /** What the dry run answered as `plan`. */
  readonly plan?: string;
}

/** What a publication did, or with `dryRun` would do. */
export interface Publication {
  readonly version: string;
  readonly signature: string;
  readonly plan: string;
  readonly steps: MigrationPlan['steps'];
  readonly destructive: boolean;
  readonly release: Release | null;
}

/** What runs in an environment. */
export interface CurrentRelease {
  readonly applicationId: string;
  readonly key: string;
  readonly type: 'application' | 'module';
  readonly version: string;
  readonly signature: string;
}

/** The newest release of each application in the context's environment, or of one. */
export async function currentReleases(context: RequestContext, queryable: Queryable, key: string | null = null): Promise<CurrentRelease[]> {
  const { rows } = await queryable.query<CurrentRelease>(context, selectCurrentReleases, [
    context.tenant.id,
    environmentOf(context).id,
    key,
  ]);
  return rows;
}

function environmentOf(context: RequestContext): EnvironmentReference {
  if (context.environment === null) throw repositoryErrors.notFound({ what: 'environment', name: '' });
  return context.environment;
}

/**
 * Makes a version and releases it to the context's environment. The plan comes first; then the version, the change of
 * stored records and the release happen in one transaction, or not at all.
 */
export async function publish<Plan extends MigrationPlan>(
  context: RequestContext,
  options: RepositoryOptions<Plan>,
  log: BranchLog,
  applicationKey: string,
  input: PublishInput,
): Promise<Publication> {
  const { database, migration } = options;
  const environment = environmentOf(context);
  const application = await applicationOf(context, database, applicationKey);
  const branch = await branchOf(context, database, application, input.branch);
  const candidate = await inSpan(context, 'repository.candidate', (within) =>
    candidateOf(within, options, log, application, branch, input),
  );
  const { content } = candidate;
  await checkModulesReleased(context, database, content);
  const previous = await runningVersion(context, database, application);
  const planned = await inSpan(context, 'repository.plan', (within) => migration.planMigration(within, previous, content));
  const plan = planName(environment, previous, content, planned);
  const destructive = planned.steps.find((step) => step.destructive);
  const outcome = {
    version: content.version,
    signature: content.signature,
    plan,
    steps: planned.steps,
    destructive: destructive !== undefined,
  };
  if (input.dryRun === true) return { ...outcome, release: null };
  if (input.plan !== undefined && input.plan !== plan) throw repositoryErrors.planChanged();
  if (input.plan === undefined && destructive !== undefined) throw repositoryErrors.planNeeded({ first: destructive.description });

  const release = await inSpan(context, 'repository.release', (releasing) =>
    database.asOwner(releasing, async (transaction) => {
      await transaction.query(context, lockRelease, [`release ${environment.id} ${application.id}`]);
      const [running] = await currentReleases(context, transaction, application.key);
      // Somebody may have released between the plan and here: the plan would start from what no longer runs.
      if (running?.version !== previous?.version) throw repositoryErrors.planChanged();
      if (!candidate.kept)
        await inSpan(releasing, 'repository.keep-version', (within) => keepVersion(within, transaction, candidate, branch));
      await inSpan(releasing, 'repository.migrate', (within) => migration.applyMigration(within, planned, transaction));
      return inSpan(releasing, 'repository.record-release', (within) => recordRelease(within, transaction, environment, content, planned));
    }),
  );
  await options.audit?.append(context, {
    operation: 'releases.publish',
    target: `${application.key}@${environment.key}/${content.version}`,
  });
  await inSpan(context, 'repository.announce', (within) => options.released?.(within, content, release));
  return { ...outcome, release };
}

async function candidateOf(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  application: StoredApplication,
  branch: StoredBranch,
  input: PublishInput,
): Promise<VersionCandidate> {
  const { database } = options;
  const existing = input.version === undefined ? [] : await allVersions(context, database, application);
  if (input.version !== undefined && existing.some(({ version }) => version === input.version)) {
    return { content: await versionContent(context, database, application, input.version), kept: true, notes: '' };
  }
  const definition = await log.definitionAt(context, database, branch);
  return versionCandidate(context, options, database, application, definition, input);
}

/** The version that runs in the context's environment, or null. */
export async function runningVersion(
  context: RequestContext,
  queryable: Queryable,
  application: StoredApplication,
): Promise<VersionContent | null> {
  const [running] = await currentReleases(context, queryable, application.key);
  return running === undefined ? null : versionContent(context, queryable, application, running.version);
}

/** An application stands on the tables of its modules, so they must run in the environment before it does. */
async function checkModulesReleased(context: RequestContext, queryable: Queryable, content: VersionContent): Promise<void> {
  for (const [key, range] of Object.entries(appOf(content.definition)?.dependencies ?? {})) {
    const [running] = await currentReleases(context, queryable, key);
    if (running !== undefined && semver.satisfies(running.version, range)) continue;
    const found = running === undefined ? 'is not released here' : `runs here as ${running.version}`;
    const message = `the module ${key} ${found}, and ${range} is needed`;
    const violations = [{ path: `/records/app/dependencies/${key}`, message, hint: 'Publish the module to this environment first.' }];
    throw repositoryErrors.invalidDefinition({ first: message }, { details: { violations } });
  }
}

/** Names what would be done, so that what was shown and what is done can be compared. */
function planName(environment: EnvironmentReference, previous: VersionContent | null, next: VersionContent, plan: MigrationPlan): string {
  const facts = { environment: environment.id, from: previous?.signature ?? null, to: next.signature, steps: plan.steps };
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(facts))))
    .digest('hex')
    .slice(0, 32);
}

async function recordRelease(
  context: RequestContext,
  queryable: Queryable,
  environment: EnvironmentReference,
  content: VersionContent,
  plan: MigrationPlan,
): Promise<Release> {
  const { rows } = await queryable.query<{ releasedAt: string }>(context, insertRelease, [
    context.tenant.id,
    content.application.id,
    environment.id,
    environment.key,
    content.version,
    JSON.stringify(plan.steps),
    context.actor.id,
  ]);
  return {
    application: content.application.key,
    environment: environment.key,
    version: content.version,
    signature: content.signature,
    releasedAt: rows[0]?.releasedAt ?? '',
    releasedBy: context.actor.id,
    steps: [...plan.steps],
  };
}
