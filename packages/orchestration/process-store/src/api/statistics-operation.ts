import { type ElementStatistics, implement, type Operation, type ProcessStatistics, processStatistics } from '@plinth/api-contract';
import { isoTime, statement } from '@plinth/database';
import type { ProcessStore } from '../store/process-store.ts';
import { placeOf } from './instance-queries.ts';
import { momentOf } from './moment.ts';
import { ProcessDesk } from './process-desk.ts';

const chosen = `select i.tenant_id, i.environment_id, i.id, i.status, i.incidents, i.started_at from plinth.process_instance i
  where i.tenant_id = $1 and i.environment_id = $2 and i.application = $3 and i.process = $4 and i.status <> 'new'
    and ($5::text is null or i.version = $5) and ($6::timestamptz is null or i.started_at >= $6::timestamptz)
  order by i.id desc limit $7`;

/** One more is looked for than is counted, which tells whether there are more. */
const selectCounts =
  statement(`with chosen as (${chosen}), numbered as (select *, row_number() over (order by id desc) as place from chosen)
select count(*) filter (where place < $7)::integer as instances,
  count(*) filter (where place < $7 and status = 'active')::integer as active,
  count(*) filter (where place < $7 and incidents > 0)::integer as "withIncidents",
  count(*) filter (where place < $7 and status = 'completed')::integer as completed,
  ${isoTime('min(started_at) filter (where place < $7)')} as since, count(*) filter (where place = $7) > 0 as "hasMore" from numbered`);

/** Every visit has a number of its own within its instance, so that its entries belong together whatever else happened between them. */
const selectElements = statement(`with chosen as (${chosen}),
visits as (
  select c.status, h.instance_id, e ->> 'visit' as visit, min(e ->> 'element') as element, min(e ->> 'type') as type,
    min(h.at) filter (where e ->> 'event' = 'entered') as entered,
    max(h.at) filter (where e ->> 'event' = 'completed') as completed,
    max(h.at) filter (where e ->> 'event' = 'cancelled') as cancelled,
    count(*) filter (where e ->> 'event' = 'incident') as incidents
  from chosen c join plinth.process_history h
    on h.tenant_id = c.tenant_id and h.environment_id = c.environment_id and h.instance_id = c.id
  cross join lateral json_array_elements(h.events) as e
  group by c.status, h.instance_id, e ->> 'visit'),
timed as (
  select *, extract(epoch from completed - entered)::double precision as seconds,
    entered is not null and completed is null and cancelled is null and status = 'active' as is_here from visits)
select element, min(type) as type, count(entered)::integer as entered, count(completed)::integer as completed,
  count(cancelled)::integer as cancelled, sum(incidents)::integer as incidents,
  count(*) filter (where is_here)::integer as here, ${isoTime('min(entered) filter (where is_here)')} as oldest,
  percentile_cont(0.5) within group (order by seconds) as "medianSeconds", max(seconds) as "longestSeconds",
  coalesce(sum(seconds), 0) as "totalSeconds"
from timed group by element order by element`);

type Counts = Omit<ProcessStatistics, 'elements'>;

/** What happened at the elements of a process, counted from the histories of its newest instances. */
export function statisticsOperation(store: ProcessStore): Operation {
  const desk = new ProcessDesk(store);
  return implement(processStatistics, async (context, { process, version = null, since, most = 1000 }, { application }) => {
    (await desk.access(context, application)).require('manage', process);
    const asked = [...placeOf(context, application), process, version, since === undefined ? null : momentOf('since', since)];
    const [{ rows }, { rows: elements }] = await Promise.all([
      store.database.query<Counts>(context, selectCounts, [...asked, most + 1]),
      store.database.query<ElementStatistics>(context, selectElements, [...asked, most]),
    ]);
    const [counts] = rows;
    if (counts === undefined) throw new Error('PostgreSQL counted nothing at all.');
    return { ...counts, elements };
  });
}
