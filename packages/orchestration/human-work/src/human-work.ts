import type { Operation } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import type { ObjectStorage } from '@plinth/object-storage';
import type { TaskDesk, TaskKeeper } from '@plinth/process-store';
import { attachmentOperations } from './attachments.ts';
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
}

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
