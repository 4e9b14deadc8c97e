import type { MigrationStep, Release } from '@plinth/api-contract';
import type { Queryable } from '@plinth/database';
import type { EnvironmentReference, RequestContext } from '@plinth/foundation';
import type { StoredApplication } from './applications.ts';
import { repositoryErrors } from './errors.ts';
import type { VersionContent } from './ports.ts';
import { insertRelease, publicationHeld, selectCurrentReleases, tryPublication } from './statements.ts';
import { versionContent } from './versions.ts';

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

/** The environment of a context; throws `repository.not-found`. */
export function environmentOf(context: RequestContext): EnvironmentReference {
  if (context.environment === null) throw repositoryErrors.notFound({ what: 'environment', name: '' });
  return context.environment;
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

const publicationName = (context: RequestContext, { id }: StoredApplication) => `release ${environmentOf(context).id} ${id}`;

/** Whether a publication of the application to the context's environment has its transaction open. */
export async function isPublishing(context: RequestContext, queryable: Queryable, application: StoredApplication): Promise<boolean> {
  return (await queryable.value<boolean>(context, publicationHeld, [publicationName(context, application)])) === true;
}

/** Takes the only place for such a publication until the transaction ends; false where another has it. */
export async function takePublication(context: RequestContext, transaction: Queryable, application: StoredApplication): Promise<boolean> {
  return (await transaction.value<boolean>(context, tryPublication, [publicationName(context, application)])) === true;
}

/** Enters that a version runs in the context's environment. */
export async function recordRelease(
  context: RequestContext,
  transaction: Queryable,
  content: VersionContent,
  steps: readonly MigrationStep[],
): Promise<Release> {
  const environment = environmentOf(context);
  const { rows } = await transaction.query<{ releasedAt: string }>(context, insertRelease, [
    context.tenant.id,
    content.application.id,
    environment.id,
    environment.key,
    content.version,
    JSON.stringify(steps),
    context.actor.id,
  ]);
  return {
    application: content.application.key,
    environment: environment.key,
    version: content.version,
    signature: content.signature,
    releasedAt: rows[0]?.releasedAt ?? '',
    releasedBy: context.actor.id,
    steps: [...steps],
  };
}
