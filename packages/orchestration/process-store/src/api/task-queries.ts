import { isoTime, type SqlValue, type Statement, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ProcessAccess } from '../access/process-access.ts';
import { instanceId, placeOf, type StoredTask, taskColumns } from './instance-queries.ts';
import { isWrittenMoment } from './moment.ts';

/** A task of a list, with what its instance says of it. */
export interface ListedTask extends StoredTask {
  readonly version: string;
  readonly instanceKey: string | null;
  /** What the page after it begins behind. */
  readonly cursor: string;
}

export type TasksOf = 'mine' | 'open' | 'managed' | 'all';
export type TaskOrder = 'created' | 'due' | 'priority';
export type TasksWhen = 'now' | 'later' | 'any';

interface Wanted {
  readonly of: TasksOf;
  readonly sort: TaskOrder;
  readonly when: TasksWhen;
  readonly search: string;
  /** Keys of the processes whose labels fit the search. */
  readonly labelled: readonly string[];
  readonly instance: string | undefined;
  readonly cursor: string;
  readonly limit: number;
}

const due = `coalesce(t.due, 'infinity')`;
/** Ids are in the order of time. */
const orders: Readonly<Record<TaskOrder, readonly string[]>> = {
  created: ['t.instance_id', 't.visit'],
  due: [due, 't.instance_id', 't.visit'],
  priority: ['-t.priority', due, 't.instance_id', 't.visit'],
};

/** The statement that lists tasks for somebody, with its values. */
export function listTasksQuery(
  context: RequestContext,
  application: string,
  access: ProcessAccess,
  { of, sort, when, search, labelled, instance, cursor, limit }: Wanted,
): { readonly statement: Statement; readonly values: SqlValue[] } {
  const values: SqlValue[] = placeOf(context, application);
  const bind = (value: SqlValue) => `$${values.push(value)}`;
  const narrowed = [whose(access, of, bind), ...(when === 'any' ? [] : [when === 'later' ? later : `(${later}) is not true`])];
  if (search !== '') {
    const words = `lower(t.name || ' ' || t.process || ' ' || coalesce(i.key, ''))`;
    narrowed.push(`(position(lower(${bind(search)}::text) in ${words}) > 0 or t.process = any(${bind([...labelled])}::text[]))`);
  }
  if (instance !== undefined) narrowed.push(`t.instance_id = ${bind(instanceId(instance))}::uuid`);
  const after = readCursor(sort, cursor);
  if (after !== null) {
    const { priority, moment, id, visit } = after;
    const behind: Readonly<Record<string, () => string>> = {
      '-t.priority': () => `${bind(priority)}::integer`,
      [due]: () => `${bind(moment)}::timestamptz`,
      't.instance_id': () => `${bind(id)}::uuid`,
      't.visit': () => `${bind(visit)}::integer`,
    };
    const values = orders[sort].map((column) => behind[column]?.() ?? column);
    narrowed.push(`(${orders[sort].join(', ')}) > (${values.join(', ')})`);
  }
  return {
    statement: statement(`select ${taskColumns}, i.version, i.key as "instanceKey",
  concat_ws('~', -t.priority, case when t.due is null then 'infinity' else ${isoTime('t.due')} end, t.instance_id, t.visit) as cursor
from plinth.process_task t join plinth.process_instance i
  on i.tenant_id = t.tenant_id and i.environment_id = t.environment_id and i.id = t.instance_id
where t.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.topic is null and ${narrowed.join(' and ')}
order by ${orders[sort].join(', ')} limit ${bind(limit)}::integer`),
    values,
  };
}

const later = 't.follow_up > now()';
const mostCounted = 1000;

/** How many tasks somebody has and may claim. */
export interface TaskCounts {
  readonly mine: number;
  readonly open: number;
  readonly mineLater: number;
  readonly openLater: number;
  readonly overdue: number;
}

export const noTasks: TaskCounts = { mine: 0, open: 0, mineLater: 0, openLater: 0, overdue: 0 };

/** The statement that counts what somebody has and may claim. */
export function countTasksQuery(
  context: RequestContext,
  application: string,
  access: ProcessAccess,
): { readonly statement: Statement; readonly values: SqlValue[] } {
  const values: SqlValue[] = placeOf(context, application);
  const bind = (value: SqlValue) => `$${values.push(value)}`;
  const people = 'from plinth.process_task t where t.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.topic is null';
  const counted = (narrowed: string) => `(select count(*)::integer from (select ${people} and ${narrowed} limit ${mostCounted}) c)`;
  const [mine, open] = [whose(access, 'mine', bind), whose(access, 'open', bind)];
  // Nobody is both: what is open is nobody's.
  const overdue = `${counted(`t.due < now() and ${mine}`)} + ${counted(`t.due < now() and ${open}`)}`;
  const laterOf = (narrowed: string) => counted(`${later} and ${narrowed}`);
  return {
    statement: statement(`select ${counted(mine)} as mine, ${counted(open)} as open, ${overdue} as overdue,
  ${laterOf(mine)} as "mineLater", ${laterOf(open)} as "openLater"`),
    values,
  };
}

function whose(access: ProcessAccess, of: TasksOf, bind: (value: SqlValue) => string): string {
  switch (of) {
    case 'mine':
      return `t.assignee = any(${bind(access.assignees)}::text[])`;
    case 'open':
      return `t.assignee is null and ${among(candidateRows(access, bind))} and (${claimable(access, bind)})`;
    case 'managed':
      return `t.process = any(${bind(access.processes('manage'))}::text[])`;
    case 'all': {
      const any = (kinds: readonly TasksOf[]) => `(${kinds.map((each) => `(${whose(access, each, bind)})`).join(' or ')})`;
      if (access.processes('manage').length > 0) return any(['mine', 'open', 'managed']);
      const own = `select m.instance_id, m.visit from plinth.process_task m
where m.tenant_id = $1 and m.environment_id = $2 and m.assignee = any(${bind(access.assignees)}::text[])`;
      return `${among(`${candidateRows(access, bind)} union all ${own}`)} and ${any(['mine', 'open'])}`;
    }
  }
}

/** Tasks that mean somebody, found by an index however many others there are; what they say of who may not is looked at besides. */
function candidateRows(access: ProcessAccess, bind: (value: SqlValue) => string): string {
  const candidates = [...new Set(access.claims.flatMap((claim) => claim.candidates))];
  return `select c.instance_id, c.visit from plinth.process_candidate c
where c.tenant_id = $1 and c.environment_id = $2 and c.application = $3 and c.candidate = any(${bind(candidates)}::text[])`;
}

function among(rows: string): string {
  return `(t.instance_id, t.visit) in (${rows})`;
}

function claimable(access: ProcessAccess, bind: (value: SqlValue) => string): string {
  const claims = access.claims.map(
    ({ candidates, exceptions }) =>
      `t.candidates && ${bind([...candidates])}::text[] and not t.candidates && ${bind([...exceptions])}::text[]`,
  );
  return claims.length === 0 ? 'false' : claims.map((claim) => `(${claim})`).join(' or ');
}

/** Where a page ended; null where the text says nothing of the kind. */
function readCursor(sort: TaskOrder, cursor: string) {
  const [priority = '', moment = '', instance = '', visit = ''] = cursor.split('~');
  const id = instanceId(instance);
  const isRead = /^-?\d{1,6}$/.test(priority) && (moment === 'infinity' || isWrittenMoment(moment)) && /^\d{1,9}$/.test(visit);
  return id === null || !isRead ? null : { priority: Number(priority), moment, id, visit: Number(visit), sort };
}
