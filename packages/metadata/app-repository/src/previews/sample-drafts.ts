import type { Queryable } from '@plinth/database';
import {
  type EnvironmentReference,
  PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  type TenantReference,
} from '@plinth/foundation';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions, SamplePort, VersionContent } from '../ports.ts';
import { type CurrentRelease, environmentOf } from '../releases.ts';
import { versionCandidate } from '../versions.ts';
import {
  findSampled,
  findSampleEnvironment,
  forgetPreviews,
  keepSamplePosition,
  lockSampled,
  selectExpired,
  selectExpiredSamples,
} from './preview-statements.ts';

interface Sampled {
  readonly applicationId: string;
  readonly key: string;
  readonly type: 'application' | 'module';
  readonly branchId: string;
  /** Where on the branch the link leads. */
  readonly wanted: number;
  /** Of which position the tables are; null while there are none. */
  readonly made: number | null;
}

/** A draft that runs in an environment of its own has no number yet. */
const draftVersion = 'draft';

/** The environment of a link with samples, by its key; null where there is none any more. */
export async function sampleEnvironment(queryable: Queryable, tenant: TenantReference, key: string): Promise<EnvironmentReference | null> {
  const { rows } = await queryable.query<EnvironmentReference>(systemContext(tenant), findSampleEnvironment, [tenant.id, key]);
  return rows[0] ?? null;
}

/** Milliseconds between two looks for links that have expired. */
const lookEvery = 15 * 60_000;

/** Drafts that run in environments of their own, with records made up for them. */
export class SampleDrafts {
  readonly #options: RepositoryOptions;
  readonly #log: BranchLog;
  readonly #rounds: Rounds;

  constructor(options: RepositoryOptions, log: BranchLog) {
    this.#options = options;
    this.#log = log;
    const { previewFailed: onFailure = () => {} } = options;
    this.#rounds = new Rounds({ look: () => this.forgetAllExpired(), restMilliseconds: lookEvery, onFailure });
  }

  /** Forgets what has expired, now and again and again; what could not be taken away is found the next time. */
  start(): void {
    this.#rounds.start();
  }

  close(): Promise<void> {
    return this.#rounds.close();
  }

  /** What runs in the context's environment, as `currentReleases` tells it. */
  async current(context: RequestContext, key: string | null): Promise<readonly CurrentRelease[]> {
    const found = await this.#found(context);
    if (found === null || found.made === null || (key !== null && key !== found.key)) return [];
    const { applicationId, type, branchId, made } = found;
    return [{ applicationId, key: found.key, type, version: draftVersion, signature: signatureOf(branchId, made) }];
  }

  /** The draft with everything that running it needs. Throws `repository.not-found`. */
  async content(context: RequestContext, key: string): Promise<VersionContent> {
    const found = await this.#found(context);
    if (found === null || found.made === null || found.key !== key) throw repositoryErrors.notFound({ what: 'application', name: key });
    return this.#contentAt(context, this.#options.database, found, found.made);
  }

  /**
   * Makes the tables what the draft is by now, and fills them where they are made. A draft that could not be published as it is
   * stays as it was last shown; the first time it throws `repository.invalid-definition`.
   */
  async follow(context: RequestContext): Promise<readonly string[]> {
    const { database } = this.#options;
    const samples = this.#samples();
    const environment = environmentOf(context);
    const followed = await database.transaction(context, async (transaction) => {
      const { rows } = await transaction.query<Sampled>(context, lockSampled, [context.tenant.id, environment.id]);
      const [found] = rows;
      if (found === undefined) throw repositoryErrors.noPreview();
      if (found.made === found.wanted) return null;
      let content: VersionContent;
      try {
        content = await this.#contentAt(context, transaction, found, found.wanted);
      } catch (error) {
        if (found.made !== null && error instanceof PlinthError && error.code === 'repository.invalid-definition') return null;
        throw error;
      }
      const areNew = await samples.makeTables(context, content);
      await transaction.query(context, keepSamplePosition, [context.tenant.id, environment.id, found.wanted]);
      return { application: found.key, areNew };
    });
    return followed === null ? [] : samples.begin(context, followed.application, followed.areNew);
  }

  /** Forgets the links of the tenant that have expired, with what they had. */
  async forgetExpired(context: RequestContext): Promise<void> {
    const { database } = this.#options;
    const { rows } = await database.query<EnvironmentReference>(context, selectExpiredSamples, [context.tenant.id]);
    for (const { id, key } of rows) await this.#samples().remove({ ...context, environment: { id, key, isSample: true } });
    await database.query(context, forgetPreviews, [context.tenant.id, rows.map(({ id }) => id)]);
  }

  /** The same of every tenant. */
  async forgetAllExpired(): Promise<void> {
    const { database, platform } = this.#options;
    if (platform === undefined) return;
    const { rows } = await database.query<TenantReference>(systemContext(platform), selectExpired, []);
    for (const tenant of rows) await this.forgetExpired(systemContext(tenant));
  }

  async #contentAt(context: RequestContext, queryable: Queryable, found: Sampled, position: number): Promise<VersionContent> {
    const definition = await this.#log.definitionAt(context, queryable, { id: found.branchId, position });
    const application = { id: found.applicationId, key: found.key, type: found.type };
    const { content } = await versionCandidate(context, this.#options, queryable, application, definition, {});
    return { ...content, version: draftVersion, signature: signatureOf(found.branchId, position) };
  }

  async #found(context: RequestContext): Promise<Sampled | null> {
    const values = [context.tenant.id, environmentOf(context).id];
    return (await this.#options.database.query<Sampled>(context, findSampled, values)).rows[0] ?? null;
  }

  #samples(): SamplePort {
    const { samples } = this.#options;
    if (samples === undefined) throw repositoryErrors.noSamples();
    return samples;
  }
}

/** Another one for each state of each branch. */
function signatureOf(branchId: string, position: number): string {
  return `samples ${branchId}@${position}`;
}
