import { hash, randomBytes } from 'node:crypto';
import { createPreview, implement, listPreviews, type Operation, openPreview, type Preview, revokePreview } from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { applicationOf, branchOf } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import { environmentOf } from '../releases.ts';
import { requestedComponents } from '../versions.ts';
import { countPreviews, deletePreview, findPreview, forgetPreviews, insertPreview, selectPreviews } from './preview-statements.ts';

/** A draft as a link leads to it. */
export interface Draft {
  /** Another one for each state of each branch. */
  readonly name: string;
  readonly definition: Definition;
  /** Component id to exact version. */
  readonly components: Readonly<Record<string, string>>;
}

interface FoundPreview {
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

/** Links to drafts over the API. Only a digest of each is kept: the link itself is told once. */
export function previewOperations({ database }: RepositoryOptions): Operation[] {
  return [
    implement(listPreviews, async (context, _input, target) => {
      const application = await applicationOf(context, database, target.application);
      const values = [context.tenant.id, application.id, context.actor.id];
      return { items: [...(await database.query<Preview>(context, selectPreviews, values)).rows] };
    }),

    implement(createPreview, async (context, { branch: key, position, hours }, target) => {
      const environment = environmentOf(context);
      const application = await applicationOf(context, database, target.application);
      const branch = await branchOf(context, database, application, key);
      if (position !== undefined && position > branch.position)
        throw repositoryErrors.aheadOfLog({ position: branch.position, given: position });
      await database.query(context, forgetPreviews, [context.tenant.id]);
      const { rows: counted } = await database.query<{ count: number }>(context, countPreviews, [context.tenant.id, application.id]);
      if ((counted[0]?.count ?? 0) >= mostPreviews) throw repositoryErrors.tooManyPreviews({ most: mostPreviews });
      const link = randomBytes(32).toString('base64url');
      const { rows } = await database.query<Preview>(context, insertPreview, [
        ...[context.tenant.id, uuidV7(), branch.id, position ?? null, environment.id, environment.key],
        ...[digestOf(link), context.actor.id, hours],
      ]);
      const [preview] = rows;
      if (preview === undefined) throw new Error('A preview that was made was not told.');
      return { preview, path: `/preview/${encodeURIComponent(context.tenant.key)}/${link}` };
    }),

    implement(revokePreview, async (context, { preview }, target) => {
      const application = await applicationOf(context, database, target.application);
      const values = [context.tenant.id, application.id, preview, context.actor.id];
      const { count } = await database.query(context, deletePreview, values);
      if (count === 0) throw repositoryErrors.notFound({ what: 'preview', name: preview });
      return null;
    }),

    implement(openPreview, async (context, { link }) => {
      const { application, environment, branch, expiresAt } = await found(context, database, link);
      return { application, environment, branch, expiresAt };
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
