import type { Channel, Operation } from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import { type EnvironmentReference, type RequestContext, systemClock, type TenantReference } from '@plinth/foundation';
import { applicationOf, branchOf } from './applications.ts';
import { BranchLog } from './branch-log.ts';
import { commentOperations } from './comments/comment-operations.ts';
import { Removals } from './home/removals.ts';
import { LiveBranches } from './live/live-branches.ts';
import { liveChannel } from './live/live-channel.ts';
import { repositoryOperations } from './operations.ts';
import type { RepositoryOptions, VersionContent } from './ports.ts';
import { type Draft, draftOf, previewOperations } from './previews/preview-operations.ts';
import { SampleDrafts, sampleEnvironment } from './previews/sample-drafts.ts';
import { type CurrentRelease, currentReleases } from './releases.ts';
import { Usage } from './usage/usage.ts';
import { versionContent } from './versions.ts';

/** Where definitions are kept: their branches, versions and releases. */
export interface Repository {
  readonly operations: Operation[];
  /** Branches as several people work on them at once; live between {@link start} and {@link close}. */
  readonly channels: Channel[];
  /** Starts to hear what other servers append. */
  start(): Promise<void>;
  close(): Promise<void>;
  /** To be told of whoever opens an application, which the list of applications counts. */
  opened(context: RequestContext, applicationKey: string): void;
  /** What runs in the context's environment: of every application, or of one. */
  currentReleases(context: RequestContext, applicationKey?: string): Promise<readonly CurrentRelease[]>;
  /** A version with what running it needs; throws `repository.not-found`. */
  versionContent(context: RequestContext, applicationKey: string, version: string): Promise<VersionContent>;
  /** The definition at the end of a branch (`main` where absent). */
  definition(context: RequestContext, applicationKey: string, branch?: string): Promise<Definition>;
  /** The environment of a draft that is shown with sample data, by its key; null where there is none any more. */
  sampleEnvironment(tenant: TenantReference, key: string): Promise<EnvironmentReference | null>;
  /** The draft that a link leads to in the context's environment; throws `repository.no-preview`. */
  draft(context: RequestContext, applicationKey: string, link: string): Promise<Draft>;
}

/** A repository over a database that has {@link repositoryMigrations}. */
export function createRepository(options: RepositoryOptions): Repository {
  const { database, snapshotEvery = 200 } = options;
  const log = new BranchLog(snapshotEvery);
  const live = new LiveBranches(database, log);
  const drafts = new SampleDrafts(options, log);
  const removals = new Removals(options, drafts);
  const usage = new Usage(database, options.clock ?? systemClock);
  return {
    operations: [
      ...repositoryOperations(options, log, removals),
      ...commentOperations(options, log),
      ...previewOperations(options, drafts),
    ],
    channels: [liveChannel(options, log, live)],
    async start() {
      usage.start();
      drafts.start();
      removals.start();
      await live.start();
    },
    async close() {
      await removals.close();
      await drafts.close();
      await live.close();
      await usage.close();
    },
    opened: (context, applicationKey) => usage.opened(context, applicationKey),
    currentReleases: (context, applicationKey) =>
      context.environment?.isSample === true
        ? drafts.current(context, applicationKey ?? null)
        : currentReleases(context, database, applicationKey ?? null),
    async versionContent(context, applicationKey, version) {
      if (context.environment?.isSample === true) return drafts.content(context, applicationKey);
      return versionContent(context, database, await applicationOf(context, database, applicationKey), version);
    },
    sampleEnvironment: (tenant, key) => sampleEnvironment(database, tenant, key),
    draft: (context, applicationKey, link) => draftOf(context, options, log, applicationKey, link),
    async definition(context, applicationKey, branch) {
      const stored = await branchOf(context, database, await applicationOf(context, database, applicationKey), branch);
      return log.definitionAt(context, database, stored);
    },
  };
}
