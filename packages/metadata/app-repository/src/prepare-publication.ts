import { createHash } from 'node:crypto';
import type { MigrationStep, ReleasePlan } from '@plinth/api-contract';
import { appOf, canonicalJson } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { inSpan, type RequestContext } from '@plinth/foundation';
import semver from 'semver';
import { applicationOf, branchOf, type StoredApplication } from './applications.ts';
import type { BranchLog, StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions, VersionContent } from './ports.ts';
import { currentReleases, environmentOf, isPublishing, runningVersion } from './releases.ts';
import { allVersions, type VersionCandidate, type VersionChoice, versionCandidate, versionContent } from './versions.ts';

export interface PublicationChoice extends VersionChoice {
  readonly branch?: string | undefined;
  /** Where on the branch; its end where absent. */
  readonly position?: number;
}

/** Everything that a publication is about to do, judged and planned; nothing has been changed yet. */
export interface PreparedPublication {
  readonly application: StoredApplication;
  readonly branch: StoredBranch;
  readonly candidate: VersionCandidate;
  /** What runs in the environment now. */
  readonly previous: VersionContent | null;
  readonly plan: ReleasePlan;
}

/**
 * Judges what would be published and plans it. Whether stored records stand against it is looked at only with `readRows`,
 * for that may take long.
 */
export async function preparePublication(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  applicationKey: string,
  choice: PublicationChoice,
  { readRows }: { readonly readRows: boolean },
): Promise<PreparedPublication> {
  const { database, migration } = options;
  const { key } = environmentOf(context);
  const application = await applicationOf(context, database, applicationKey);
  const end = await branchOf(context, database, application, choice.branch);
  const branch = { ...end, position: choice.position ?? end.position };
  // Its tables are locked, so that planning would wait for its end.
  if (await isPublishing(context, database, application))
    throw repositoryErrors.publicationRunning({ application: application.key, environment: key }, { retryAfter: 5 });
  // Read before all else: whatever is released from here on is found to be another when the plan is carried out.
  const previous = await runningVersion(context, database, application);
  const candidate = await inSpan(context, 'repository.candidate', (within) =>
    candidateOf(within, options, log, application, branch, choice),
  );
  const { content } = candidate;
  await checkModulesReleased(context, database, content);
  const { steps, warnings, replays } = await inSpan(context, 'repository.plan', (within) =>
    migration.planMigration(within, previous, content, { readRows }),
  );
  const plan = {
    version: content.version,
    signature: content.signature,
    plan: planName(context, previous, content, steps),
    steps: [...steps],
    warnings: [...warnings],
    replays: [...replays],
    destructive: steps.some(({ destructive }) => destructive),
  };
  return { application, branch, candidate, previous, plan };
}

/** Throws where somebody agreed to another plan, or to none where there must be consent. */
export function requireConsent({ plan, steps }: ReleasePlan, agreed: string | undefined): void {
  if (agreed !== undefined && agreed !== plan) throw repositoryErrors.planChanged();
  const destructive = steps.find((step) => step.destructive);
  if (agreed === undefined && destructive !== undefined) throw repositoryErrors.planNeeded({ first: destructive.description });
}

async function candidateOf(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  application: StoredApplication,
  branch: StoredBranch,
  choice: PublicationChoice,
): Promise<VersionCandidate> {
  const { database } = options;
  const existing = choice.version === undefined ? [] : await allVersions(context, database, application);
  if (choice.version !== undefined && existing.some(({ version }) => version === choice.version)) {
    return { content: await versionContent(context, database, application, choice.version), kept: true, notes: '' };
  }
  const definition = await log.definitionAt(context, database, branch);
  return versionCandidate(context, options, database, application, definition, choice);
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

/**
 * Names what would be done, so that what was shown and what is done can be compared. Estimates and values to fill in, which
 * change with every record, are no part of it; the SQL follows from the rest.
 */
export function planName(
  context: RequestContext,
  previous: VersionContent | null,
  next: VersionContent,
  steps: readonly MigrationStep[],
): string {
  const done = steps.map(({ description, destructive }) => ({ description, destructive }));
  const facts = { environment: environmentOf(context).id, from: previous?.signature ?? null, to: next.signature, steps: done };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex').slice(0, 32);
}
