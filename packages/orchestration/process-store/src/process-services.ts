import type { Operation, ProcessReplay } from '@plinth/api-contract';
import type { Definition } from '@plinth/app-definition';
import type { Database, Transaction } from '@plinth/database';
import type { ChangePosition, CloudEvent } from '@plinth/event-bus';
import type { CalledTriggers } from '@plinth/external-triggers';
import type { RequestContext } from '@plinth/foundation';
import type { LongOperations } from '@plinth/long-operations';
import { RecordReader } from '@plinth/record-store';
import type { WebhookSecrets } from '@plinth/signed-webhooks';
import type { MemberSource } from './access/member-source.ts';
import type { TaskKeeper } from './access/task-keeper.ts';
import { completeManyOperation } from './api/complete-many.ts';
import { instanceOperations } from './api/instance-operations.ts';
import { moveOperation } from './api/move-operation.ts';
import { processOperations } from './api/process-operations.ts';
import { startedOperation } from './api/started-operation.ts';
import { statisticsOperation } from './api/statistics-operation.ts';
import { taskAccessOperation } from './api/task-access-operation.ts';
import { TaskDesk } from './api/task-desk.ts';
import { taskOperations } from './api/task-operations.ts';
import { workOperations } from './api/work-operations.ts';
import { ProcessModels, type ReleaseSource } from './model/process-models.ts';
import type { CandidateSource } from './replay/candidate-source.ts';
import { plannedReplays } from './replay/planned-replays.ts';
import { replayOperation } from './replay/replay-work.ts';
import { hearEvent } from './schedule/hear-event.ts';
import { changePositions } from './schedule/read-changes.ts';
import { forgetProcesses } from './store/forget-processes.ts';
import { ProcessStore } from './store/process-store.ts';
import { webhookOperations, webhooksOf } from './webhooks/webhook-operations.ts';
import { ProcessWorker, type ProcessWorkerOptions } from './work/process-worker.ts';

export interface ProcessServicesOptions extends Omit<ProcessWorkerOptions, 'store'> {
  readonly database: Database;
  readonly releases: ReleaseSource;
  readonly members: MemberSource;
  /** Processes that may lead to one another until they are taken for an endless loop; 16 where absent. */
  readonly chainLimit?: number;
  readonly tasks: TaskKeeper;
  /** What recorded histories may be done again by besides what is released. */
  readonly candidates: CandidateSource;
  readonly longOperations: LongOperations;
  readonly webhooks: WebhookSecrets;
  /** Triggers that their systems call as webhooks. */
  readonly triggers: Pick<CalledTriggers, 'keys' | 'take'>;
  /** Told after a commit: what instances did is in the outbox. */
  readonly onCommitted?: (context: RequestContext) => void;
}

/** Processes of released applications: what the API offers of them, and the worker that does their work. */
export interface ProcessServices {
  readonly operations: readonly Operation[];
  /** Tasks as their forms, comments and files stand to whoever asks. */
  readonly desk: TaskDesk;
  /** Works from `start` on; without it others have to. */
  readonly worker: ProcessWorker;
  /** How far the outbox of an environment has been read: what is after that must stay. */
  changePositions(context: RequestContext): Promise<readonly ChangePosition[]>;
  /** What the newest histories come to by what is to be published, for its plan. */
  plannedReplays(
    context: RequestContext,
    application: string,
    change: { readonly previous: Definition; readonly next: Definition },
  ): Promise<readonly ProcessReplay[]>;
  /** Brings an event to the processes of an application that wait for it or begin with it, once the transaction commits; then `worker.wake`. */
  hearEvent(context: RequestContext, application: string, event: CloudEvent, transaction: Transaction): Promise<void>;
  /** Removes the instances of an application in the context's environment with all they wait for, and the secrets of its webhooks. */
  forget(context: RequestContext, application: string): Promise<void>;
}

export function processServices({
  releases,
  members,
  tasks,
  chainLimit,
  candidates,
  longOperations,
  webhooks,
  triggers,
  onCommitted,
  ...options
}: ProcessServicesOptions): ProcessServices {
  const { database } = options;
  const store = new ProcessStore({
    database,
    models: new ProcessModels(releases),
    reader: new RecordReader(database),
    tasks,
    chainLimit,
  });
  const worker = new ProcessWorker({ ...options, store });
  store.wake = () => worker.wake();
  if (onCommitted !== undefined) store.committed = onCommitted;
  return {
    desk: new TaskDesk(store),
    operations: [
      ...processOperations(store),
      ...instanceOperations(store, members),
      ...taskOperations(store, members),
      taskAccessOperation(store, members),
      ...workOperations(store),
      completeManyOperation(store),
      moveOperation(store),
      replayOperation(store, candidates, longOperations),
      statisticsOperation(store),
      startedOperation(store, members),
      ...webhookOperations(store, webhooks, triggers),
    ],
    worker,
    changePositions: (context) => changePositions(context, database),
    plannedReplays: (context, application, change) => plannedReplays(context, store, application, change),
    async forget(context, application) {
      await forgetProcesses(context, database, application);
      await webhooks.forget(context, webhooksOf(application));
    },
    hearEvent: (context, application, event, transaction) => hearEvent(context, store.models, application, event, transaction),
  };
}
