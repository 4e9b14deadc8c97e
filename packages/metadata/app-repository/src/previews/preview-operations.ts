import { hash, randomBytes } from 'node:crypto';
import { createPreview, implement, listPreviews, type Operation, openPreview, type Preview, revokePreview } from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { type EnvironmentReference, type RequestContext, uuidV7 } from '@plinth/foundation';
import { applicationOf, branchOf } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import { environmentOf } from '../releases.ts';
import { requestedComponents } from '../versions.ts';
import { countPreviews, endPreview, findPreview, insertPreview, selectPreviews } from './preview-statements.ts';
import type { SampleDrafts } from './sample-drafts.ts';

/** A draft as a link leads to it. */
export interface Draft {
  /** Another one for each state of each branch. */
  readonly name: string;
  readonly definition: Definition;
  /** Component id to exact version. */
  readonly components: Readonly<Record<string, string>>;
}

interface FoundPreview {
  readonly samples: boolean;
  readonly branchId: string;
  readonly branch: string;
  readonly end: number;
  readonly position: number | null;
  readonly environmentId: string;
  readonly environment: string;
  readonly application: string;
  readonly expiresAt: string;
}

/** Of one application, that still lead somewhere. */
const mostPreviews = 100;
/** Of these with samples, each of which has tables of its own. */
const mostWithSamples = 10;

/** Links to drafts over the API. Only a digest of each is kept: the link itself is told once. */
export function previewOperations({ database }: RepositoryOptions, drafts: SampleDrafts): Operation[] {
  return [
    implement(listPreviews, async (context, _input, target) => {
      const application = await applicationOf(context, database, target.application);
      const values = [context.tenant.id, application.id, context.actor.id];
      return { items: [...(await database.query<Preview>(context, selectPreviews, values)).rows] };
    }),

    implement(createPreview, async (context, { branch: key, position, hours, records = 'environment' }, target) => {
      const samples = records === 'samples';
      const application = await applicationOf(context, database, target.application);
      const branch = await branchOf(context, database, application, key);
      if (position !== undefined && position > branch.position)
        throw repositoryErrors.aheadOfLog({ position: branch.position, given: position });
      await drafts.forgetExpired(context);
      const values = [context.tenant.id, application.id];
      const { rows: counted } = await database.query<{ count: number; samples: number }>(context, countPreviews, values);
      const { count = 0, samples: withSamples = 0 } = counted[0] ?? {};
      if (count >= mostPreviews) throw repositoryErrors.tooManyPreviews({ most: mostPreviews });
      if (samples && withSamples >= mostWithSamples) throw repositoryErrors.tooManyPreviews({ most: mostWithSamples });
      const id = uuidV7();
      const environment = samples ? sampleEnvironmentOf(id) : environmentOf(context);
      const link = randomBytes(32).toString('base64url');
      const { rows } = await database.query<Preview>(context, insertPreview, [
        ...[context.tenant.id, id, branch.id, position ?? null, samples, environment.id, environment.key],
        ...[digestOf(link), context.actor.id, hours],
      ]);
      const [preview] = rows;
      if (preview === undefined) throw new Error('A preview that was made was not told.');
      let notes: readonly string[] = [];
      if (samples) {
        try {
          notes = await drafts.follow({ ...context, environment });
        } catch (error) {
          // A link to what cannot be shown is none.
          await database.query(context, endPreview, [...values, id, context.actor.id]);
          await drafts.forgetExpired(context);
          throw error;
        }
      }
      return { preview, path: `/preview/${encodeURIComponent(context.tenant.key)}/${link}`, notes: [...notes] };
    }),

    implement(revokePreview, async (context, { preview }, target) => {
      const application = await applicationOf(context, database, target.application);
      const values = [context.tenant.id, application.id, preview, context.actor.id];
      const { rows } = await database.query(context, endPreview, values);
      if (rows.length === 0) throw repositoryErrors.notFound({ what: 'preview', name: preview });
      await drafts.forgetExpired(context);
      return null;
    }),

    implement(openPreview, async (context, { link }) => {
      const { samples, application, environmentId, environment, branch, expiresAt } = await found(context, database, link);
      if (samples) await drafts.follow({ ...context, environment: { id: environmentId, key: environment, isSample: true } });
      return { application, environment, records: samples ? ('samples' as const) : ('environment' as const), branch, expiresAt };
    }),
  ];
}

/** The draft that a link leads to in the context's environment; throws `repository.no-preview`, also for one of something else. */
export async function draftOf(
  context: RequestContext,
  { database, components }: RepositoryOptions,
  log: BranchLog,
  application: string,
  link: string,
): Promise<Draft> {
  const preview = await found(context, database, link);
  if (preview.application !== application || preview.environmentId !== environmentOf(context).id) throw repositoryErrors.noPreview();
  const position = preview.position ?? preview.end;
  const definition = await log.definitionAt(context, database, { id: preview.branchId, position });
  const { versions } = await components.resolve(context, requestedComponents(definition));
  return { name: `${preview.branchId}@${position}`, definition, components: versions };
}

/** The environment that a link with samples has for itself. */
function sampleEnvironmentOf(id: string): EnvironmentReference {
  const own = id.replaceAll('-', '');
  return { id: own, key: `sample-${own}`, isSample: true };
}

async function found(context: RequestContext, queryable: Queryable, link: string): Promise<FoundPreview> {
  // A link shows what somebody makes to colleagues: never to whom nobody knows.
  if (context.actor.kind !== 'member') throw repositoryErrors.noPreview();
  const { rows } = await queryable.query<FoundPreview>(context, findPreview, [context.tenant.id, digestOf(link)]);
  const [preview] = rows;
  if (preview === undefined) throw repositoryErrors.noPreview();
  return preview;
}

/** 256 random bits need no slow hash. */
function digestOf(link: string): Buffer {
  return hash('sha256', link, 'buffer');
}
