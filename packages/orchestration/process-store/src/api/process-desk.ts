import type { RequestContext } from '@plinth/foundation';
import { unpackState } from '@plinth/workflow-engine';
import { ProcessAccess } from '../access/process-access.ts';
import { processStoreErrors } from '../errors.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { instanceId, placeOf, type StateRow, type StoredTask, selectInstance, selectTask, taskId } from './instance-queries.ts';

/** What the operations have in common: who may see which instance and which task. */
export class ProcessDesk {
  readonly store: ProcessStore;

  constructor(store: ProcessStore) {
    this.store = store;
  }

  async access(context: RequestContext, application: string): Promise<ProcessAccess> {
    const [release, others] = await Promise.all([this.store.models.current(context, application), this.store.tasks.actsFor(context)]);
    return new ProcessAccess(context, release, others);
  }

  /** An instance that the actor manages or, where `own` will do, has started. Throws `process-store.no-instance`. */
  async instance(context: RequestContext, application: string, id: string, { own = false } = {}): Promise<StateRow> {
    const access = await this.access(context, application);
    const known = instanceId(id);
    const { rows } =
      known === null
        ? { rows: [] }
        : await this.store.database.query<StateRow>(context, selectInstance, [...placeOf(context, application), known]);
    const [row] = rows;
    const isOwn = own && context.actor.kind !== 'anonymous' && row?.startedBy === context.actor.id;
    if (row === undefined || !(access.may('manage', row.process) || isOwn)) throw processStoreErrors.noInstance();
    return row;
  }

  /** A task, held until the session ends, and the instance that it is of. Throws `process-store.no-task`. */
  async task(
    session: InstanceSession,
    application: string,
    id: string,
  ): Promise<{ readonly task: StoredTask; readonly held: HeldInstance }> {
    const known = taskId(id);
    if (known === null) throw processStoreErrors.noTask();
    // The instance first, as everywhere, or two would wait for each other.
    const [held] = await session.hold([known.instance]);
    const { rows } = await session.transaction.query<StoredTask>(session.context, selectTask, [
      ...placeOf(session.context, application),
      known.instance,
      known.visit,
    ]);
    const [task] = rows;
    if (held === undefined || task === undefined || held.application !== application) throw processStoreErrors.noTask();
    return { task, held };
  }
}

/** The state of a stored instance; null before it has begun. */
export function stateOf({ status, state }: StateRow) {
  return status === 'new' ? null : unpackState(state);
}
