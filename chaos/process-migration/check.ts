import { Client, type ClientConfig } from 'pg';
import { placeNames, placeOf, places } from './model.ts';

interface Instance {
  readonly id: string;
  readonly key: string;
  readonly version: string;
  readonly status: string;
  readonly revision: number;
  readonly incidents: number;
}
interface Entry {
  readonly instance: string;
  readonly number: number;
  readonly at: Date;
  readonly stimulus: { readonly kind: string; readonly from?: string; readonly to?: string };
  readonly events: readonly { readonly event: string; readonly element: string; readonly visit: string }[];
}

/** What instances are at one moment: revision, version and a digest of the state, by their numbers. */
export type Snapshot = ReadonlyMap<number, string>;

async function within<Result>(superuser: ClientConfig, part: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(superuser);
  await client.connect();
  try {
    return await part(client);
  } finally {
    await client.end();
  }
}

/** Reads all instances as they are in their table. */
export function snapshot(superuser: ClientConfig): Promise<Snapshot> {
  return within(superuser, async (client) => {
    const { rows } = await client.query<{ key: string; content: string }>(
      `select key, concat_ws(' ', version, revision, status, incidents, md5(state::text)) as content from plinth.process_instance`,
    );
    return new Map(rows.map(({ key, content }) => [Number(key), content]));
  });
}

/** How many instances stand where by what their own histories say: elements that were entered and not left. */
export function standing(superuser: ClientConfig): Promise<Readonly<Record<string, number>>> {
  return within(superuser, async (client) => {
    const { rows } = await client.query<{ key: string; elements: string[] }>(
      `with visits as (
         select i.key, e ->> 'element' as element, e ->> 'visit' as visit, bool_or(e ->> 'event' in ('completed', 'cancelled')) as is_left
         from plinth.process_instance i join plinth.process_history h on h.instance_id = i.id
         cross join lateral json_array_elements(h.events) e group by i.key, element, visit)
       select key, coalesce(array_agg(distinct element) filter (where not is_left), '{}') as elements from visits group by key`,
    );
    const counts: Record<string, number> = {};
    for (const { key, elements } of rows) {
      const place = placeOf(Number(key));
      const { at = '' } = places[place] ?? {};
      // What has ended stands nowhere.
      const isThere = at === '' ? elements.length === 0 : elements.includes(at);
      if (isThere) counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  });
}

/** Numbers of instances that are another than before. */
export function changedBetween(before: Snapshot, after: Snapshot): number[] {
  return [...before].filter(([number, content]) => after.get(number) !== content).map(([number]) => number);
}

/** What is wrong with what happened, in words; empty where nothing is. Reads the tables themselves and uses nothing of the engine. */
export function check(superuser: ClientConfig, count: number): Promise<readonly string[]> {
  return within(superuser, async (client) => {
    const { rows: instances } = await client.query<Instance>(
      `select id, key, version, status, revision, incidents from plinth.process_instance where process = 'order'`,
    );
    const { rows } = await client.query<Entry>(
      `select instance_id as instance, number, at, stimulus, events from plinth.process_history order by instance_id, number`,
    );
    const histories = Map.groupBy(rows, ({ instance }) => instance);
    const wrong: string[] = [];
    if (instances.length !== count || new Set(instances.map(({ key }) => key)).size !== count)
      wrong.push(`${instances.length} instances, not ${count}`);
    for (const instance of instances)
      for (const problem of problemsOf(instance, histories.get(instance.id) ?? []))
        wrong.push(`${placeOf(Number(instance.key))} ${instance.key}: ${problem}`);
    return [...wrong, ...(await checkRecords(client, count)), ...(await checkRemains(client))];
  });
}

function problemsOf({ key, version, status, revision, incidents }: Instance, history: readonly Entry[]): string[] {
  const place = placeOf(Number(key));
  const { stays, more = 0 } = places[place] ?? { stays: null };
  const wrong: string[] = [];
  if (status !== 'completed' || incidents > 0) wrong.push(`is ${status} with ${incidents} incidents`);
  if (history.length !== revision || history.some(({ number }, at) => number !== at + 1)) wrong.push('its history has gaps');
  if (history.some(({ at }, index) => at.getTime() < (history[index - 1]?.at.getTime() ?? 0))) wrong.push('its history goes back in time');
  const moves = history.filter(({ stimulus }) => stimulus.kind === 'moved');
  const isMoved = place !== 'ended' && stays === null;
  if (moves.length !== (isMoved ? 1 : 0)) wrong.push(`was moved ${moves.length} times`);
  for (const { stimulus, events } of moves)
    if (stimulus.from !== '1.0.0' || stimulus.to !== '2.0.0' || events.length > 0)
      wrong.push(`was moved from ${stimulus.from} to ${stimulus.to}`);
  if (version !== (isMoved ? '2.0.0' : '1.0.0')) wrong.push(`ends by the version ${version}`);
  return [...wrong, ...problemsOfVisits(history), ...problemsOfPath(place, isMoved, more, history)];
}

/** Each visit is entered once and left once, after it was entered; nothing comes after the end. */
function problemsOfVisits(history: readonly Entry[]): string[] {
  const wrong: string[] = [];
  const visits = new Map<string, 'entered' | 'left'>();
  let ended = false;
  for (const { event, element, visit } of history.flatMap(({ events }) => events)) {
    if (ended) wrong.push(`${event} ${element} after the end`);
    if (event === 'entered') {
      if (visits.has(visit)) wrong.push(`${element} was entered twice`);
      visits.set(visit, 'entered');
    } else if (event === 'completed' || event === 'cancelled') {
      if (visits.get(visit) !== 'entered') wrong.push(`${element} was left without being there`);
      visits.set(visit, 'left');
      ended = visit === '1';
    }
  }
  if (!ended) wrong.push('it has no end');
  for (const [visit, state] of visits) if (state === 'entered') wrong.push(`the visit ${visit} was never left`);
  return wrong;
}

/** Elements that only the new version has, and the work that each version asks for at a place. */
function problemsOfPath(place: string, isMoved: boolean, more: number, history: readonly Entry[]): string[] {
  const entered = history.flatMap(({ events }) => events.filter(({ event }) => event === 'entered').map(({ element }) => element));
  const wrong: string[] = [];
  const count = (element: string) => entered.filter((each) => each === element).length;
  if (count('booked') !== 1) wrong.push(`booked ${count('booked')} times`);
  const fresh: Readonly<Record<string, string>> = { userTask: 'second', call: 'sign' };
  for (const [owner, element] of Object.entries(fresh)) {
    const demanded = isMoved && owner === place ? more : 0;
    if (count(element) !== demanded) wrong.push(`${element} was entered ${count(element)} times, not ${demanded}`);
  }
  // The frame is entered, and each of its rounds.
  const roundsOf: Readonly<Record<string, number>> = { parallelRounds: 3, rounds: 3, loop: 3 + more };
  const rounds = roundsOf[place];
  const { at = '' } = places[place] ?? {};
  if (rounds !== undefined && count(at) !== rounds + 1) wrong.push(`${at} was entered ${count(at)} times, not ${rounds + 1}`);
  const incidents = history.flatMap(({ events }) => events.filter(({ event }) => event === 'incident')).length;
  if (incidents !== (place === 'incident' ? 1 : 0)) wrong.push(`${incidents} incidents`);
  return wrong;
}

/** Each instance has written its record once. */
async function checkRecords(client: Client, count: number): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname like 'env\\_%' and c.relname like '%entry' and c.relkind = 'r'`,
  );
  const wrong = tables.length === 1 ? [] : [`${tables.length} tables of entries`];
  for (const { name } of tables) {
    const { rows } = await client.query<{ entries: number; numbers: number }>(
      `select count(*)::int as entries, count(distinct number)::int as numbers from ${name}`,
    );
    if (rows[0]?.entries !== count || rows[0].numbers !== count)
      wrong.push(`${rows[0]?.entries} entries of ${rows[0]?.numbers}, not ${count}`);
  }
  return wrong;
}

/** Nothing is left of what has ended. */
async function checkRemains(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ tasks: number; waits: number; work: number }>(
    `select (select count(*)::int from plinth.process_task) as tasks, (select count(*)::int from plinth.process_wait) as waits,
       (select count(*)::int from plinth.process_work where instance_id is not null) as work`,
  );
  const [left] = rows;
  return left === undefined || left.tasks + left.waits + left.work === 0 ? [] : [`left are ${JSON.stringify(left)}`];
}

/** How many instances there are for each place. */
export function wantedPlaces(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    placeNames.map((name) => [name, Array.from({ length: count }, (_, at) => at).filter((at) => placeOf(at) === name).length]),
  );
}
