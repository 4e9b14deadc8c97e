import { implement, listStartedInstances, type Operation } from '@plinth/api-contract';
import { type MemberSource, nameDoers } from '../access/member-source.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { explain, membersNamed } from './explain.ts';
import { instanceId, placeOf, type StateRow, type StoredTask, selectStarted, selectTasksOfMany } from './instance-queries.ts';
import { stateOf } from './process-desk.ts';
import { shownInstance } from './shown.ts';

/** What somebody has started, and where it stands: for that person, whatever roles they hold by now. */
export function startedOperation(store: ProcessStore, members: MemberSource): Operation {
  const { database } = store;
  return implement(listStartedInstances, async (context, input, { application }) => {
    const { process = null, status = null, limit = 50, cursor = null } = input;
    if (context.actor.kind !== 'member') return { items: [], next: null };
    const after = cursor === null ? null : instanceId(cursor);
    const place = placeOf(context, application);
    const asked = [...place, context.actor.id, process, status, after, limit + 1];
    const { rows } = await database.query<StateRow>(context, selectStarted, asked);
    const shown = rows.slice(0, limit);
    const tasks = await database.query<StoredTask>(context, selectTasksOfMany, [...place, shown.map(({ id }) => id)]);
    const nameOf = await nameDoers(context, members, membersNamed(tasks.rows));
    const items = await Promise.all(
      shown.map(async (row) => {
        const runnable = await store.models.find(context, application, row.version, row.process);
        const own = tasks.rows.filter(({ instance }) => instance === row.id);
        const places = explain(runnable, stateOf(row), { tasks: own, nameOf }, null);
        return { ...shownInstance(row), processLabel: runnable.record.label, places };
      }),
    );
    return { items, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  });
}
