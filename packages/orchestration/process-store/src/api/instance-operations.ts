import {
  cancelInstance,
  explainInstance,
  getInstance,
  type InstanceHistoryEntry,
  implement,
  instanceHistory,
  type ListedInstance,
  listInstances,
  type Operation,
  resolveIncident,
  retryInstance,
} from '@plinth/api-contract';
import { processesOf } from '@plinth/app-definition';
import { isoTime, statement } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';
import { instanceVariables, type Stimulus, unpackHistory } from '@plinth/workflow-engine';
import { type MemberSource, nameDoers } from '../access/member-source.ts';
import { processStoreErrors } from '../errors.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import { explain, membersNamed, type PendingPiece } from './explain.ts';
import {
  instanceId,
  listInstancesQuery,
  placeOf,
  type StateRow,
  type StoredTask,
  type SummaryRow,
  selectHistory,
  selectTasksOf,
} from './instance-queries.ts';
import { momentOf } from './moment.ts';
import { ProcessDesk, stateOf } from './process-desk.ts';
import { shownHeld, shownInstance } from './shown.ts';

const retryPiece = statement(`update plinth.process_work set due = now(), attempts = 0
where tenant_id = $1 and environment_id = $2 and id = $3::uuid and problem is not null`);
const selectPiece =
  statement(`select case when due = 'infinity' then 'infinity' else ${isoTime("nullif(due, 'infinity')")} end as due, attempts, problem
from plinth.process_work where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);

/** Instances as people look at them and set them right. */
export function instanceOperations(store: ProcessStore, members: MemberSource): readonly Operation[] {
  const desk = new ProcessDesk(store);
  const { database } = store;
  const query = <Row extends object>(
    context: RequestContext,
    ...[wanted, values]: [Parameters<typeof database.query>[1], (string | number | null)[]]
  ) => database.query<Row>(context, wanted, values);

  /** Lets something happen to an instance of a process that the actor manages. */
  async function take(context: RequestContext, row: StateRow, stimulus: Stimulus) {
    return store.within(context, async (session) => {
      const [held] = await session.hold([row.id]);
      if (held === undefined) throw processStoreErrors.noInstance();
      if (held.start !== null) await session.begin(held);
      await session.take(held, stimulus, { cause: 0 });
      return shownHeld(held, await session.now(), row);
    });
  }

  /** Instances with what people know them by. */
  async function shown(context: RequestContext, application: string, rows: readonly SummaryRow[]): Promise<ListedInstance[]> {
    const nameOf = await nameDoers(
      context,
      members,
      rows.map(({ startedBy }) => startedBy),
    );
    const { definition } = await store.models.current(context, application);
    const labels = new Map(processesOf(definition).map(({ key, label }) => [key, label] as const));
    return rows.map((row) => ({
      ...shownInstance(row),
      processLabel: labels.get(row.process)?.trim() || row.process,
      startedByName: nameOf(row.startedBy),
    }));
  }

  return [
    implement(listInstances, async (context, input, { application }) => {
      const {
        process = null,
        status = null,
        key = null,
        version = null,
        incidents = false,
        mine = false,
        limit = 50,
        cursor = null,
      } = input;
      const moment = (name: 'since' | 'until') => (input[name] === undefined ? null : momentOf(name, input[name]));
      const [since, until] = [moment('since'), moment('until')];
      const access = await desk.access(context, application);
      if (!access.isAny) return { items: [], next: null };
      const wanted = listInstancesQuery(context, application, {
        ...{ process, status, key, version, incidents, mine, since, until },
        managed: access.processes('manage'),
        actor: context.actor.kind === 'anonymous' ? '' : context.actor.id,
        after: cursor === null ? null : instanceId(cursor),
        limit: limit + 1,
      });
      const { rows } = await database.query<SummaryRow>(context, wanted.statement, wanted.values);
      const items = await shown(context, application, rows.slice(0, limit));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    }),
    implement(getInstance, async (context, { instance }, { application }) => {
      const row = await desk.instance(context, application, instance, { own: true });
      const state = stateOf(row);
      const [listed = { ...shownInstance(row), processLabel: row.process, startedByName: row.startedBy }] = await shown(
        context,
        application,
        [row],
      );
      return { ...listed, revision: row.revision, variables: state === null ? {} : { ...instanceVariables(state) } };
    }),
    implement(explainInstance, async (context, { instance }, { application }) => {
      const row = await desk.instance(context, application, instance, { own: true });
      const state = stateOf(row);
      const [runnable, tasks, pieces] = await Promise.all([
        store.models.find(context, application, row.version, row.process),
        query<StoredTask>(context, selectTasksOf, [...placeOf(context, application), row.id]),
        query<PendingPiece>(context, selectPiece, [context.tenant.id, context.environment?.id ?? '', row.id]),
      ]);
      const nameOf = await nameDoers(context, members, membersNamed(tasks.rows));
      return { status: row.status, places: explain(runnable, state, { tasks: tasks.rows, nameOf }, pieces.rows[0] ?? null) };
    }),
    implement(instanceHistory, async (context, { instance, until, limit = 50, cursor = '0' }, { application }) => {
      const row = await desk.instance(context, application, instance);
      const at = until === undefined ? null : momentOf('until', until);
      const after = /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
      const here = [context.tenant.id, context.environment?.id ?? '', row.id] as const;
      const { rows } = await query<Omit<InstanceHistoryEntry, 'events' | 'byName'> & { readonly events: readonly JsonObject[] }>(
        context,
        selectHistory,
        [...here, after, at, limit + 1],
      );
      const nameOf = await nameDoers(
        context,
        members,
        rows.map(({ by }) => by),
      );
      const items = rows.slice(0, limit).map(({ events, ...entry }) => ({
        ...entry,
        byName: nameOf(entry.by),
        events: unpackHistory(events).map((event) => ({ ...event, variables: { ...event.variables } })),
      }));
      return { items, next: rows.length > limit ? String(items.at(-1)?.number ?? 0) : null };
    }),
    implement(cancelInstance, async (context, { instance }, { application }) =>
      take(context, await desk.instance(context, application, instance), { kind: 'cancelled' }),
    ),
    implement(retryInstance, async (context, { instance }, { application }) => {
      const { id } = await desk.instance(context, application, instance);
      const { count } = await query(context, retryPiece, [context.tenant.id, context.environment?.id ?? '', id]);
      if (count > 0) store.wake();
      return null;
    }),
    implement(resolveIncident, async (context, { instance, visit, variables }, { application }) =>
      take(context, await desk.instance(context, application, instance), {
        kind: 'resolved',
        visit,
        variables: variablesFromJson(variables),
      }),
    ),
  ];
}
