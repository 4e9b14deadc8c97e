import type { Database } from '@plinth/database';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import type { RecordReader } from '@plinth/record-store';
import type { TaskKeeper } from '../access/task-keeper.ts';
import { processStoreErrors } from '../errors.ts';
import type { ProcessModels } from '../model/process-models.ts';
import { usualChainLimit } from './chain.ts';
import { EffectRefused, InstanceSession, type SessionServices } from './instance-session.ts';

export interface ProcessStoreOptions {
  readonly database: Database;
  readonly models: ProcessModels;
  readonly reader: RecordReader;
  /** Processes that may lead to one another until they are taken for an endless loop; 16 where absent. */
  readonly chainLimit?: number | undefined;
  readonly tasks: TaskKeeper;
}

/** How often a transaction is tried again after a conflict. */
const mostConflicts = 3;
/** How many records may be refused in one transaction until it is given up: each does all of it again, which many pay for that are done alone. */
const mostRefusals = 20;

/** Where instances are kept: everything that happens to them happens in a session, which is one transaction. */
export class ProcessStore {
  readonly database: Database;
  readonly models: ProcessModels;
  readonly tasks: TaskKeeper;
  readonly #services: SessionServices;
  /** Called after a commit that left work for workers. */
  wake: () => void = () => {};
  /** Called after a commit: what happened is in the outbox. */
  committed: (context: RequestContext) => void = () => {};

  constructor({ database, models, reader, tasks, chainLimit = usualChainLimit }: ProcessStoreOptions) {
    this.database = database;
    this.tasks = tasks;
    this.models = models;
    this.#services = { models, reader, tasks, chainLimit };
  }

  /** Does a part in one transaction, again where it was in conflict with others or a record was refused: it has no effects of its own besides. */
  async within<Result>(context: RequestContext, part: (session: InstanceSession) => Promise<Result>): Promise<Result> {
    const refused = new Map<string, string>();
    for (let conflicts = 0; ; ) {
      try {
        let leavesWork = false;
        let committed = () => {};
        const result = await this.database.transaction(context, async (transaction) => {
          const session = new InstanceSession(context, transaction, this.#services, refused);
          const given = await part(session);
          leavesWork = await session.flush();
          committed = () => session.committed();
          return given;
        });
        committed();
        if (leavesWork) this.wake();
        this.committed(context);
        return result;
      } catch (error) {
        if (error instanceof EffectRefused) {
          if (refused.size >= mostRefusals) throw processStoreErrors.tooManyRefused({ most: mostRefusals, reason: error.reason });
          refused.set(error.effect, error.reason);
        } else if (!(error instanceof PlinthError && error.code === 'database.conflict') || ++conflicts > mostConflicts) throw error;
      }
    }
  }
}
