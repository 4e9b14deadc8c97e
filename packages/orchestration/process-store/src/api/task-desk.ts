import type { RequestContext } from '@plinth/foundation';
import type { ProcessAccess } from '../access/process-access.ts';
import type { TaskDeed } from '../access/task-keeper.ts';
import { processStoreErrors } from '../errors.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import type { StoredTask } from './instance-queries.ts';
import { ProcessDesk } from './process-desk.ts';

/** How a task stands to somebody. */
export interface TaskStanding {
  readonly task: StoredTask;
  readonly held: HeldInstance;
  readonly session: InstanceSession;
  readonly access: ProcessAccess;
  readonly isMine: boolean;
  readonly isCandidate: boolean;
  /** The task names the actor among those who may not do it. */
  readonly isExcluded: boolean;
  readonly manages: boolean;
}

/** Where tasks are looked at and worked on. Whoever may not see one is answered as if it were not there. */
export class TaskDesk {
  readonly #store: ProcessStore;
  readonly #desk: ProcessDesk;

  constructor(store: ProcessStore) {
    this.#store = store;
    this.#desk = new ProcessDesk(store);
  }

  /** Looks at a task and does something with it, in one transaction. Throws `process-store.no-task`. */
  async at<Result>(
    context: RequestContext,
    application: string,
    id: string,
    work: (standing: TaskStanding) => Promise<Result>,
  ): Promise<Result> {
    const access = await this.#desk.taskAccess(context, application);
    return this.#store.within(context, async (session) => {
      const { task, held } = await this.#desk.task(session, application, id);
      const { isMine, isCandidate, isExcluded } = access.standing(task);
      const manages = access.may('manage', task.process);
      if (task.topic !== null || !(isMine || isCandidate || manages)) throw processStoreErrors.noTask();
      return work({ task, held, session, access, isMine, isCandidate, isExcluded, manages });
    });
  }

  /** Keeps what was done with a task. */
  did({ session, task, access }: TaskStanding, event: TaskDeed['event'], to: string | null = null): Promise<void> {
    const { instance, visit } = task;
    const onBehalfOf = access.onBehalfOf(task)?.id ?? null;
    return this.#store.tasks.did(session.context, session.transaction, { event, instance, visit, onBehalfOf, to });
  }
}
