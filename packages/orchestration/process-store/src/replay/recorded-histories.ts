import { type Database, isoTime, statement } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';
import { type RecordedEntry, unpackHistory } from '@plinth/workflow-engine';
import { placeOf } from '../api/instance-queries.ts';

/** What is recorded of one instance. */
export interface RecordedHistory {
  readonly instance: string;
  readonly entries: readonly RecordedEntry[];
}

/** Entries of one history that are done again at most; what came after them is not looked at. */
const mostEntries = 2000;
const pageSize = 20;

const selectPage = statement(`with chosen as (
  select i.id from plinth.process_instance i
  where i.tenant_id = $1 and i.environment_id = $2 and i.application = $3 and i.process = $4 and i.status <> 'new' and ($5::uuid is null or i.id < $5::uuid)
  order by i.id desc limit $6)
select c.id as instance, h.number, ${isoTime('h.at')} as at, h.stimulus, h.events from chosen c
join plinth.process_history h on h.tenant_id = $1 and h.environment_id = $2 and h.instance_id = c.id and h.number <= ${mostEntries}
order by c.id desc, h.number`);

/** Histories of the newest instances of a process, some at a time. */
export async function* recordedHistories(
  context: RequestContext,
  database: Database,
  application: string,
  process: string,
  most: number,
): AsyncGenerator<readonly RecordedHistory[]> {
  let before: string | null = null;
  for (let left = most; left > 0; ) {
    const asked: (string | number | null)[] = [...placeOf(context, application), process, before, Math.min(pageSize, left)];
    const { rows } = await database.query<Omit<RecordedEntry, 'events'> & { instance: string; events: readonly JsonObject[] }>(
      context,
      selectPage,
      asked,
    );
    const byInstance = Map.groupBy(rows, ({ instance }) => instance);
    const page = [...byInstance].map(([instance, entries]) => ({
      instance,
      entries: entries.map(({ number, at, stimulus, events }) => ({ number, at, stimulus, events: unpackHistory(events) })),
    }));
    if (page.length > 0) yield page;
    if (page.length < Math.min(pageSize, left)) return;
    left -= page.length;
    before = page.at(-1)?.instance ?? null;
  }
}
