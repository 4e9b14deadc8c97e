import { Client, type ClientConfig } from 'pg';
import { orderElements } from './model.ts';

interface Event {
  readonly event: string;
  readonly element: string;
  readonly visit: string;
}
interface Entry {
  readonly instance: string;
  readonly number: number;
  readonly at: Date;
  readonly stimulus: { readonly kind: string; readonly visit?: string };
  readonly events: readonly Event[];
}

/** What is wrong with what happened, in words; empty where nothing is. Reads the tables themselves and uses nothing of the engine. */
export async function check(superuser: ClientConfig, orders: number): Promise<readonly string[]> {
  const client = new Client(superuser);
  await client.connect();
  try {
    return [...(await checkInstances(client, orders)), ...(await checkEffects(client, orders)), ...(await checkRemains(client))];
  } finally {
    await client.end();
  }
}

async function checkInstances(client: Client, orders: number): Promise<string[]> {
  const { rows: instances } = await client.query<{
    id: string;
    key: string | null;
    process: string;
    status: string;
    revision: number;
    incidents: number;
  }>(`select id, key, process, status, revision, incidents from plinth.process_instance`);
  const { rows } = await client.query<Entry>(
    `select instance_id as instance, number, at, stimulus, events from plinth.process_history order by instance_id, number`,
  );
  const histories = Map.groupBy(rows, ({ instance }) => instance);
  const wrong: string[] = [];
  const keys = instances.filter(({ process }) => process === 'order').map(({ key }) => key);
  if (new Set(keys).size !== keys.length || keys.length !== orders)
    wrong.push(`${keys.length} orders with ${new Set(keys).size} keys, not ${orders}`);
  const audits = instances.filter(({ process }) => process === 'audit').length;
  if (audits !== orders) wrong.push(`${audits} audits of ${orders} orders`);
  for (const { id, process, status, revision, incidents } of instances) {
    const history = histories.get(id) ?? [];
    const say = (what: string) => wrong.push(`${process} ${id}: ${what}`);
    if (status !== 'completed' || incidents > 0) say(`is ${status} with ${incidents} incidents`);
    if (history.length !== revision || history.some(({ number }, at) => number !== at + 1))
      say(`its history has gaps: ${history.map(({ number }) => number)}`);
    if (history.some(({ at }, place) => at.getTime() < (history[place - 1]?.at.getTime() ?? 0))) say('its history goes back in time');
    for (const problem of foldHistory(history, process)) say(problem);
  }
  for (const id of histories.keys())
    if (!instances.some((instance) => instance.id === id)) wrong.push(`history of ${id}, which is not there`);
  return wrong;
}

/** Each visit is entered once and completed once, after it was entered; nothing comes after the end; every stimulus came once. */
function foldHistory(history: readonly Entry[], process: string): string[] {
  const wrong: string[] = [];
  const visits = new Map<string, 'entered' | 'completed'>();
  const elements: string[] = [];
  let ended = false;
  for (const { event, element, visit } of history.flatMap(({ events }) => events)) {
    if (ended) wrong.push(`${event} ${element} after the end`);
    if (event === 'entered') {
      if (visits.has(visit)) wrong.push(`${element} was entered twice`);
      visits.set(visit, 'entered');
      elements.push(element);
    } else if (event === 'completed') {
      if (visits.get(visit) !== 'entered') wrong.push(`${element} was completed without being there`);
      visits.set(visit, 'completed');
      ended = visit === '1';
    } else wrong.push(`${event} ${element}`);
  }
  const count = (kind: string) => history.filter(({ stimulus }) => stimulus.kind === kind).length;
  if (!ended) wrong.push('it has no end');
  if (count('start') !== 1) wrong.push(`it was started ${count('start')} times`);
  if (process === 'order') {
    for (const kind of ['message', 'timer']) if (count(kind) !== 1) wrong.push(`${count(kind)} times ${kind}`);
    if (count('continued') !== 2) wrong.push(`its token rested ${count('continued')} times`);
    // Two records and the work of the program.
    if (count('completed') !== 3) wrong.push(`${count('completed')} times completed`);
    const missing = orderElements.filter((element) => !elements.includes(element));
    const twice = elements.filter((element, at) => element !== 'join' && elements.indexOf(element) !== at);
    if (missing.length > 0 || twice.length > 0) wrong.push(`missing ${missing}, twice ${twice}`);
  }
  return wrong;
}

/** Every record is there once. */
async function checkEffects(client: Client, orders: number): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname like 'env\\_%' and c.relname like '%entry' and c.relkind = 'r'`,
  );
  const wrong: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ step: string; entries: number; numbers: number }>(
      `select step, count(*)::int as entries, count(distinct number)::int as numbers from ${name} group by step`,
    );
    for (const step of ['begun', 'ended', 'audited']) {
      const found = rows.find((row) => row.step === step);
      if (found?.entries !== orders || found.numbers !== orders)
        wrong.push(`${found?.entries ?? 0} entries ${step} of ${found?.numbers ?? 0} orders, not ${orders}`);
    }
  }
  if (tables.length !== 1) wrong.push(`${tables.length} tables of entries`);
  return wrong;
}

/** Nothing is left of what has ended. */
async function checkRemains(client: Client): Promise<string[]> {
  const wrong: string[] = [];
  for (const table of ['process_task', 'process_wait']) {
    const { rows } = await client.query<{ left: number }>(`select count(*)::int as left from plinth.${table}`);
    if (rows[0]?.left !== 0) wrong.push(`${rows[0]?.left} rows are left in ${table}`);
  }
  const { rows } = await client.query<{ kind: string; left: number }>(
    `select kind, count(*)::int as left from plinth.process_work where kind <> 'purge' and not (kind = 'message' and message_id in (select id from plinth.process_message where kept)) group by kind`,
  );
  for (const { kind, left } of rows) wrong.push(`${left} pieces of work ${kind} are left`);
  return wrong;
}
