import type { Operation } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import type { ObjectStorage } from '@plinth/object-storage';
import type { TaskDesk, TaskKeeper } from '@plinth/process-store';
import { attachmentOperations } from './attachments.ts';
import { commentOperations } from './comments.ts';
import { actsFor, substituteOperations } from './substitutes.ts';
import { historyOperations, keepDeed } from './task-history.ts';
import type { TaskMembers } from './task-members.ts';

export interface HumanWorkOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly members: TaskMembers;
}

/** What people do with tasks beside completing them. */
export interface HumanWork {
  /** For `process-store`. */
  readonly keeper: TaskKeeper;
  /** What the API offers, at a desk where it is known who may see which task. */
  operations(desk: TaskDesk): readonly Operation[];
}

export function humanWork(options: HumanWorkOptions): HumanWork {
  const { database, members } = options;
  return {
    keeper: {
      actsFor: (context) => actsFor(context, database, members),
      did: keepDeed,
    },
    operations: (desk) => [
      ...commentOperations(database, members, desk),
      ...attachmentOperations(options, desk),
      ...historyOperations(database, members, desk),
      ...substituteOperations(database, members),
    ],
  };
}
