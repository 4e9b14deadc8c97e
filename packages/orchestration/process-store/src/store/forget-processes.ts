import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';

const here = 'tenant_id = $1 and environment_id = $2';
const ofApplication = `${here} and application = $3`;

/** Instances with their history, some at once; how many there were. Whoever is at one is waited for. */
const removeInstances = statement(`with gone as (
  delete from plinth.process_instance where ${here} and id = any(array(
    select id from plinth.process_instance where ${ofApplication} order by id limit 1000 for update))
  returning id),
histories as (delete from plinth.process_history h using gone where h.tenant_id = $1 and h.environment_id = $2
  and h.instance_id = any(array(select id from gone)) and h.instance_id = gone.id)
select count(*)::int4 as count from gone`);

const removeOthers = ['process_wait', 'process_candidate', 'process_task', 'process_message'].map((table) =>
  statement(`delete from plinth.${table} where ${ofApplication}`),
);

/** Removes the instances of an application in the context's environment with all they wait for. What workers have to do for them stays: they find that it is gone. */
export async function forgetProcesses(context: RequestContext, database: Database, application: string): Promise<void> {
  const place = [context.tenant.id, context.environment?.id ?? '', application] as const;
  while (((await database.value<number>(context, removeInstances, place)) ?? 0) > 0);
  for (const remove of removeOthers) await database.query(context, remove, place);
}
