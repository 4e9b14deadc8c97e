import type { PipelinePart, Transaction } from '@plinth/database';
import type { Actor, RequestContext } from '@plinth/foundation';

/** What somebody did with a task. */
export interface TaskDeed {
  readonly event: 'claimed' | 'released' | 'delegated' | 'changed' | 'completed' | 'escalated';
  readonly instance: string;
  readonly visit: number;
  /** Id of the member for whom it was done, as a substitute. */
  readonly onBehalfOf: string | null;
  /** Id of the member to whom it was delegated. */
  readonly to: string | null;
}

/** A task for people that has come about. */
export interface NewTask {
  readonly instance: string;
  readonly visit: number;
  /** Who has it at once, by id or e-mail address; null where it is to be claimed. */
  readonly assignee: string | null;
}

/** Port: what there is about tasks beside the processes that they are of. */
export interface TaskKeeper {
  /** The members whose tasks the context's actor may do now, as their substitute. */
  actsFor(context: RequestContext): Promise<readonly Actor[]>;
  /** Keeps what somebody did, in the transaction in which it was done. */
  did(context: RequestContext, transaction: Transaction, deed: TaskDeed): Promise<void>;
  /** What is to be written along with new tasks for people; null for nothing. */
  appeared(context: RequestContext, tasks: readonly NewTask[]): PipelinePart | null;
  /** The same of instances that have ended after a while, and of which people had something to do, with what their processes are called. */
  ended(context: RequestContext, instances: readonly { readonly instance: string; readonly name: string }[]): PipelinePart | null;
}
