import type { Operation } from '@plinth/api-contract';
import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ObjectStorage } from '@plinth/object-storage';
import type { TaskDesk, TaskKeeper } from '@plinth/process-store';
import { attachmentOperations, sweepAttachments } from './attachments.ts';
import { commentOperations } from './comments.ts';
import { noticesPart } from './mails/notices.ts';
import { appearedPart, endedPart, notificationOperations, tellAboutTask } from './notifications/notifications.ts';
import { preferenceOperations } from './preferences.ts';
import { actsFor, substituteOperations } from './substitutes.ts';
import { historyOperations, keepDeed } from './task-history.ts';
import type { TaskMembers } from './task-members.ts';

export interface HumanWorkOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly members: TaskMembers;
  /** Whether mails are sent at all; else nothing is kept for them. */
  readonly sendsMails: boolean;
}

/** What people do with tasks beside completing them. */
export interface HumanWork {
  /** For `process-store`. */
  readonly keeper: TaskKeeper;
  /** What the API offers, at a desk where it is known who may see which task. */
  operations(desk: TaskDesk): readonly Operation[];
  /** Removes what is kept about tasks of an application in the context's environment, once its instances are gone. */
  forget(context: RequestContext, application: string): Promise<void>;
}

/** Mails that were to be sent. What people wrote about tasks has gone with its instances. */
const removeMails = ['task_notice', 'task_mail'].map((table) =>
  statement(`delete from plinth.${table} where tenant_id = $1 and environment_id = $2 and application = $3`),
);

export function humanWork(options: HumanWorkOptions): HumanWork {
  const { database, members, sendsMails } = options;
  return {
    keeper: {
      actsFor: (context) => actsFor(context, database, members),
      async did(context, transaction, deed) {
        await keepDeed(context, transaction, deed);
        if (deed.event === 'delegated' && deed.to !== null) await tellAboutTask(context, transaction, 'assigned', deed, [deed.to]);
        if (sendsMails && deed.event === 'delegated') await transaction.batch(context, [noticesPart(context, [deed])]);
      },
      appeared: (context, tasks) => appearedPart(context, tasks, sendsMails),
      ended: endedPart,
    },
    async forget(context, application) {
      for (const remove of removeMails)
        await database.query(context, remove, [context.tenant.id, context.environment?.id ?? '', application]);
      while ((await sweepAttachments(context, database, options.storage)) > 0);
    },
    operations: (desk) => [
      ...commentOperations(database, members, desk),
      ...attachmentOperations(options, desk),
      ...historyOperations(database, members, desk),
      ...substituteOperations(database, members),
      ...preferenceOperations(database, sendsMails),
      ...notificationOperations(database, members),
    ],
  };
}
