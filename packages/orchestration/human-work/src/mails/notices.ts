import { type PipelinePart, statement } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';

/** A task of which somebody is to be told. */
export interface NoticedTask {
  readonly instance: string;
  readonly visit: number;
}

// The application is that of the instance, which is there in the same transaction.
const insertNotices = statement(`insert into plinth.task_notice (tenant_id, environment_id, application, id, instance_id, visit)
select i.tenant_id, i.environment_id, i.application, n.id, i.id, n.visit
from json_to_recordset($3::json) as n (id uuid, instance uuid, visit integer)
join plinth.process_instance i on i.tenant_id = $1 and i.environment_id = $2 and i.id = n.instance`);

/** Keeps that people are to be told of tasks, in the transaction in which these came about. */
export function noticesPart(context: RequestContext, tasks: readonly NoticedTask[]): PipelinePart {
  const rows = tasks.map(({ instance, visit }) => ({ id: uuidV7(), instance, visit }));
  return { statement: insertNotices, values: [context.tenant.id, context.environment?.id ?? '', JSON.stringify(rows)] };
}
