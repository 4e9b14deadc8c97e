import { completeManyWork, implement, type Operation } from '@plinth/api-contract';
import { PlinthError } from '@plinth/foundation';
import { processStoreErrors } from '../errors.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import { placeOf, type StoredTask, selectTasks, taskId } from './instance-queries.ts';
import { ProcessDesk } from './process-desk.ts';

/** Much work that programs have done, in one transaction: what is refused leaves the rest as it is. */
export function completeManyOperation(store: ProcessStore): Operation {
  const desk = new ProcessDesk(store);
  return implement(completeManyWork, async (context, { worker, done }, { application }) => {
    const access = await desk.access(context, application);
    const asked = done.map((each) => ({ ...each, place: taskId(each.task) }));
    const known = asked.flatMap(({ place }) => place ?? []);
    return store.within(context, async (session) => {
      const held = new Map((await session.hold(known.map(({ instance }) => instance))).map((each) => [each.id, each]));
      const { rows } = await session.transaction.query<StoredTask>(context, selectTasks, [
        ...placeOf(context, application),
        known.map(({ instance }) => instance),
        known.map(({ visit }) => visit),
      ]);
      const tasks = new Map(rows.map((row) => [`${row.instance}.${row.visit}`, row]));
      const now = await session.now();
      const completed: string[] = [];
      const refused: { task: string; code: string; message: string }[] = [];
      for (const { task: id, variables, place } of asked) {
        try {
          const task = place === null ? undefined : tasks.get(`${place.instance}.${place.visit}`);
          const instance = held.get(place?.instance ?? '');
          if (task === undefined || instance === undefined || task.topic === null || !access.may('manage', task.process))
            throw processStoreErrors.noTask();
          if (task.holder !== worker || task.availableAt <= now) throw processStoreErrors.leaseLost({ worker });
          await session.take(instance, { kind: 'completed', visit: String(task.visit), variables: variablesFromJson(variables) });
          completed.push(id);
        } catch (error) {
          // A refusal has changed nothing; everything else is a matter of the transaction.
          if (!(error instanceof PlinthError) || error.fault !== 'caller' || error.code.startsWith('database.')) throw error;
          refused.push({ task: id, code: error.code, message: error.message });
        }
      }
      return { completed, refused };
    });
  });
}
