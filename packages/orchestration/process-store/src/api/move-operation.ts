import { implement, moveInstances, type Operation } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import type { ProcessStore } from '../store/process-store.ts';
import { instanceId, placeOf } from './instance-queries.ts';
import { ProcessDesk } from './process-desk.ts';

const selectOlder = statement(`select id from plinth.process_instance
where tenant_id = $1 and environment_id = $2 and application = $3 and process = $4 and status = 'active' and version <> $5
  and ($6::text is null or version = $6) and ($7::uuid is null or id > $7::uuid) order by id limit $8`);

/** Running instances go on by a new version of their process. */
export function moveOperation(store: ProcessStore): Operation {
  const desk = new ProcessDesk(store);
  return implement(moveInstances, async (context, input, { application }) => {
    const { process, tried = true, from = null, limit = 100, cursor } = input;
    (await desk.access(context, application)).require('manage', process);
    const { version, definition } = await store.models.current(context, application);
    await store.models.find(context, application, version, process, definition);
    const after = cursor === undefined ? null : instanceId(cursor);
    const place = [...placeOf(context, application), process, version];
    const { rows } = await store.database.query<{ id: string }>(context, selectOlder, [...place, from, after, limit + 1]);
    const ids = rows.slice(0, limit).map(({ id }) => id);
    const judged = await store.within(context, async (session) => {
      const held = await session.hold(ids);
      const judgements = [];
      for (const each of held) {
        // It may have ended since it was found.
        if (each.state.status !== 'active') continue;
        const problems = await session.move(each, { isTried: tried });
        judgements.push({ instance: each.id, problems: problems.map((problem) => ({ ...problem })) });
      }
      return judgements;
    });
    return {
      version,
      moved: judged.filter(({ problems }) => problems.length === 0).map(({ instance }) => instance),
      stay: judged.filter(({ problems }) => problems.length > 0),
      next: rows.length > limit ? (ids.at(-1) ?? null) : null,
    };
  });
}
