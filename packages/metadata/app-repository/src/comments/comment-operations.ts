import {
  addComment,
  type Comment,
  changeComment,
  implement,
  listComments,
  listMentions,
  type Mention,
  markMentions,
  type Operation,
} from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { applicationOf, branchOf } from '../applications.ts';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import { commentChannel } from '../live/branch-notice.ts';
import type { RepositoryOptions } from '../ports.ts';
import { notifyBranch } from '../statements.ts';
import {
  countOpenComments,
  insertComment,
  markRead,
  resolveThread,
  rewordComment,
  selectComment,
  selectComments,
  selectMentions,
} from './comment-statements.ts';

/** More than anybody looks through; the list of the open ones is one answer. */
const mostOpen = 5000;

/** Remarks about records of a branch. What is written is told to everybody who has the branch open. */
export function commentOperations(options: RepositoryOptions, log: BranchLog): Operation[] {
  const { database } = options;
  const branchFor = async (context: RequestContext, application: string, branch: string | undefined) =>
    branchOf(context, database, await applicationOf(context, database, application), branch);

  const find = async (context: RequestContext, branchId: string, id: string): Promise<Comment | null> => {
    const { rows } = await database.query<Comment>(context, selectComment, [context.tenant.id, branchId, id]);
    return rows[0] ?? null;
  };
  const found = async (context: RequestContext, branchId: string, id: string): Promise<Comment> => {
    const comment = await find(context, branchId, id);
    if (comment === null) throw repositoryErrors.notFound({ what: 'comment', name: id });
    return comment;
  };
  const told = (branchId: string) => ({ statement: notifyBranch, values: [commentChannel, branchId] });

  return [
    implement(listComments, async (context, input, target) => {
      const branch = await branchFor(context, target.application, input.branch);
      const values = [context.tenant.id, branch.id, input.resolved ?? false];
      const { rows } = await database.query<Comment>(context, selectComments, values);
      return { items: rows, colleagues: [...((await options.makers?.(context)) ?? [])] };
    }),

    implement(addComment, async (context, { id, thread, text, mentions = [], ...input }, target) => {
      const { tenant, actor } = context;
      const branch = await branchFor(context, target.application, input.branch);
      const first = thread === undefined ? null : await found(context, branch.id, thread);
      if (first !== null && first.thread !== null) throw repositoryErrors.notFound({ what: 'thread', name: first.id });
      const record = first?.record ?? input.record;
      const { records } = await log.definitionAt(context, database, branch);
      // A thread outlives its record; nobody begins one about nothing.
      if (first === null && !records.has(record)) throw repositoryErrors.notFound({ what: 'record', name: record });
      const makers = new Set(mentions.length === 0 ? [] : ((await options.makers?.(context)) ?? []).map((maker) => maker.id));
      const stranger = mentions.find((mention) => !makers.has(mention));
      if (stranger !== undefined) throw repositoryErrors.notFound({ what: 'maker', name: stranger });
      const open = await database.value<number>(context, countOpenComments, [tenant.id, branch.id]);
      if (Number(open) >= mostOpen) throw repositoryErrors.tooManyComments({ limit: mostOpen });
      await database.batch(context, [
        {
          statement: insertComment,
          values: [tenant.id, branch.id, id, thread ?? null, record, actor.id, actor.name, text, mentions],
        },
        ...(thread === undefined ? [] : [{ statement: resolveThread, values: [tenant.id, branch.id, thread, false, null, null] }]),
        told(branch.id),
      ]);
      const written = await find(context, branch.id, id);
      const same = written?.author.id === actor.id && written.thread === (thread ?? null) && written.text === text;
      if (written === null || !same) throw repositoryErrors.commentExists();
      return written;
    }),

    implement(changeComment, async (context, { comment: id, text, resolved, ...input }, target) => {
      const { tenant, actor } = context;
      const branch = await branchFor(context, target.application, input.branch);
      const before = await found(context, branch.id, id);
      if (text !== undefined && before.author.id !== actor.id) throw repositoryErrors.notYourComment();
      if (resolved !== undefined && before.thread !== null) throw repositoryErrors.notFound({ what: 'thread', name: id });
      const place = [tenant.id, branch.id, id] as const;
      await database.batch(context, [
        ...(text === undefined ? [] : [{ statement: rewordComment, values: [...place, text] }]),
        ...(resolved === undefined ? [] : [{ statement: resolveThread, values: [...place, resolved, actor.id, actor.name] }]),
        told(branch.id),
      ]);
      return found(context, branch.id, id);
    }),

    implement(listMentions, async (context) => {
      const values = [context.tenant.id, context.actor.id];
      const { rows } = await database.query<Comment & Pick<Mention, 'application' | 'branch'>>(context, selectMentions, values);
      return { items: rows.map(({ application, branch, ...comment }) => ({ application, branch, comment })) };
    }),

    implement(markMentions, async (context, { comments }) => {
      await database.query(context, markRead, [context.tenant.id, context.actor.id, comments]);
      return null;
    }),
  ];
}
