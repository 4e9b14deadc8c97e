import { completeWork, extendWork, failWork, fetchWork, implement, type Operation } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { type Stimulus, type StoredVariables, unpackState, workVariables } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import { topicLimit } from '../work/topic-limit.ts';
import {
  extendTask,
  fetchLimitedTasks,
  fetchTasks,
  lockTopic,
  placeOf,
  retryTask,
  type StateRow,
  type StoredTask,
  selectLeased,
  taskId,
} from './instance-queries.ts';
import { ProcessDesk } from './process-desk.ts';
import { shownHeld } from './shown.ts';

type LeasedRow = Pick<StateRow, 'id' | 'version' | 'process' | 'state'>;

const longestPause = 3600;

function leastOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

/** Work that programs outside fetch, hold for a time and answer: done at least once, each time under the same idempotency key. */
export function workOperations(store: ProcessStore): readonly Operation[] {
  const desk = new ProcessDesk(store);

  /** Does something with work that this program holds. */
  async function holding<Result>(
    {
      context,
      application,
      id,
      worker,
    }: { readonly context: RequestContext; readonly application: string; readonly id: string; readonly worker: string },
    work: (session: InstanceSession, task: StoredTask, held: HeldInstance) => Promise<Result>,
  ): Promise<Result> {
    const access = await desk.access(context, application);
    return store.within(context, async (session) => {
      const { task, held } = await desk.task(session, application, id);
      if (task.topic === null || !access.may('manage', task.process)) throw processStoreErrors.noTask();
      if (task.holder !== worker || task.availableAt <= (await session.now())) throw processStoreErrors.leaseLost({ worker });
      return work(session, task, held);
    });
  }

  return [
    implement(fetchWork, async (context, { topic, worker, most = 10, leaseSeconds = 30, atOnce: asked }, { application }) => {
      const processes = (await desk.access(context, application)).processes('manage');
      if (processes.length === 0) return { items: [] };
      const place = [...placeOf(context, application), topic];
      const atOnce = leastOf(asked, await topicLimit(context, store.models, application, topic));
      const values = [...place, processes, most, worker, leaseSeconds];
      // One round trip and one transaction: programs ask often.
      const results = await store.database.batch(context, [
        ...(atOnce === undefined
          ? [{ statement: fetchTasks, values }]
          : [
              { statement: lockTopic, values: place },
              { statement: fetchLimitedTasks, values: [...values, atOnce] },
            ]),
        { statement: selectLeased, values: [...place, worker, leaseSeconds] },
      ]);
      const tasks = (results.at(-2)?.rows ?? []) as unknown as StoredTask[];
      const given = await variablesOf(context, application, tasks, (results.at(-1)?.rows ?? []) as unknown as LeasedRow[]);
      return {
        items: tasks.map((task) => {
          const { instance, visit, process, element, retries, availableAt } = task;
          const id = `${instance}.${visit}`;
          return {
            ...{ id, instance, process, element, topic, retries },
            idempotencyKey: id,
            leaseUntil: availableAt,
            variables: { ...given.get(id) },
          };
        }),
      };
    }),
    implement(completeWork, (context, { task: id, worker, variables, error, escalation }, { application }) =>
      holding({ context, application, id, worker }, async (session, task, held) => {
        const given = { visit: String(task.visit), variables: variablesFromJson(variables) };
        const stimulus: Stimulus =
          error !== undefined
            ? { kind: 'error', code: error, ...given }
            : escalation !== undefined
              ? { kind: 'escalation', code: escalation, ...given }
              : { kind: 'completed', ...given };
        await session.take(held, stimulus);
        return shownHeld(held, await session.now());
      }),
    ),
    implement(failWork, (context, { task: id, worker, message, retries, waitSeconds }, { application }) =>
      holding({ context, application, id, worker }, async (session, task, held) => {
        const left = retries ?? task.retries - 1;
        if (left <= 0) {
          await session.take(held, { kind: 'failed', visit: String(task.visit), message });
          return { retries: 0 };
        }
        // Some sooner, some later, so that what failed together does not come back together.
        const pause = waitSeconds ?? Math.min(longestPause, 2 ** Math.max(0, 10 - left)) * (0.75 + Math.random() / 2);
        const place = [...placeOf(context, application), task.instance, task.visit];
        await session.transaction.query(context, retryTask, [...place, left, pause]);
        return { retries: left };
      }),
    ),
    implement(extendWork, async (context, { task: id, worker, leaseSeconds }, { application }) => {
      const access = await desk.access(context, application);
      const known = taskId(id);
      if (known === null) throw processStoreErrors.noTask();
      const place = [...placeOf(context, application), known.instance, known.visit];
      return store.database.transaction(context, async (transaction) => {
        const { rows } = await transaction.query<StoredTask>(context, extendTask, [...place, worker, leaseSeconds]);
        const [task] = rows;
        // Whoever may not know of it learns no more than who has lost it.
        if (task === undefined || !access.may('manage', task.process)) throw processStoreErrors.leaseLost({ worker });
        return { leaseUntil: task.availableAt };
      });
    }),
  ];

  /** What each piece of work is done with, as the instances have it now. */
  async function variablesOf(context: RequestContext, application: string, tasks: readonly StoredTask[], leased: readonly LeasedRow[]) {
    const states = new Map(
      await Promise.all(
        leased.map(async ({ id, version, process, state }) => {
          const { model } = await store.models.find(context, application, version, process);
          return [id, { model, state: unpackState(state) }] as const;
        }),
      ),
    );
    return new Map<string, StoredVariables>(
      tasks.flatMap(({ instance, visit }) => {
        const found = states.get(instance);
        return found === undefined ? [] : [[`${instance}.${visit}`, workVariables(found.model, found.state, String(visit))] as const];
      }),
    );
  }
}
