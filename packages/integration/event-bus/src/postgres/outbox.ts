import type { Database, DatabaseContext } from '@plinth/database';
import { type Queryable, quoteIdentifier, refusalOf, type Statement, statement, type Transaction } from '@plinth/database';
import { BoundedCache, type JsonValue } from '@plinth/foundation';
import { afterReading, type ChangePosition } from '../log/change-position.ts';

/** An event as it lies in the outbox. */
export interface OutboxRow {
  readonly position: number;
  readonly event: JsonValue;
}

/** Events of the outbox that follow a position, with the positions after some of them. */
export interface OutboxBatch {
  readonly rows: readonly OutboxRow[];
  positionAfter(count: number): ChangePosition;
}

const moment = statement(
  `select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next,
(extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
);

/** Reads on in the outbox of an environment; whoever has the same row in two reads is told by the position that it is new only once. */
export async function readOutbox(
  asked: Pick<Database | Transaction, 'batch'>,
  context: DatabaseContext,
  schema: string,
  position: ChangePosition,
  most: number,
): Promise<OutboxBatch> {
  const from = position.missing.map((range) => range.position);
  const to = position.missing.map((range) => range.to ?? range.position);
  // What PostgreSQL says of the moment is asked first: whoever begins after it is not missed, but not looked for either.
  const [said, found] = await asked.batch(context, [
    { statement: moment, values: [] },
    from.length === 0
      ? { statement: readOn(schema), values: [position.last, most] }
      : { statement: readMissing(schema), values: [position.last, most, from, to] },
  ]);
  const { oldest = '0', next = '0', now = '0' } = (said?.rows[0] ?? {}) as { oldest?: string; next?: string; now?: string };
  const rows = ((found?.rows ?? []) as { position: string; event: JsonValue }[]).map((row) => ({ ...row, position: Number(row.position) }));
  return {
    rows,
    positionAfter: (count) =>
      afterReading(
        position,
        rows.slice(0, count).map((row) => row.position),
        { oldest, next, now: Number(now) },
      ),
  };
}

/** How far back positions are looked for that are given but not committed where a reader begins in the middle. */
const lookedBack = 1000;

/** The position before the first event from a time on, or after the last one; what is under way there is not overlooked. */
export async function positionAt(
  database: Queryable,
  context: DatabaseContext,
  schema: string,
  time: string | null,
): Promise<ChangePosition> {
  const outbox = `${quoteIdentifier(schema)}._outbox`;
  const from = statement(`with last as (
  select coalesce(${time === null ? '' : `(select min(position) - 1 from ${outbox} where at >= $1::timestamptz), `}max(position), 0) as position from ${outbox})
select last.position, array(
  select n::text from generate_series(greatest(1, last.position - ${lookedBack} + 1), last.position) n
  where not exists (select from ${outbox} o where o.position = n) order by n) as missing,
  pg_snapshot_xmax(pg_current_snapshot())::text as next, (extract(epoch from clock_timestamp()) * 1000)::bigint as now
from last`);
  const { rows } = await database.query<{ position: string; missing: string[]; next: string; now: string }>(
    context,
    from,
    time === null ? [] : [time],
  );
  const [{ position = '0', missing = [], next = '0', now = '0' } = {}] = rows;
  return { last: Number(position), missing: missing.map((each) => ({ position: Number(each), before: next, since: Number(now) })) };
}

/** Answers null where the environment has no outbox yet, for nothing has been published there. */
export async function whereThere<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (refusalOf(error)?.kind === 'missing') return null;
    throw error;
  }
}

const statements = new BoundedCache<Statement>(2000);

function once(key: string, make: () => string): Statement {
  return statements.get(key, () => statement(make()));
}

function readOn(schema: string): Statement {
  return once(`on ${schema}`, () => `select position, event from ${outboxOf(schema)} where position > $1 order by position limit $2`);
}

function readMissing(schema: string): Statement {
  return once(
    `missing ${schema}`,
    () => `select position, event from (
  (select o.position, o.event from unnest($3::bigint[], $4::bigint[]) r (low, high) join ${outboxOf(schema)} o on o.position between r.low and r.high)
  union all (select position, event from ${outboxOf(schema)} where position > $1 order by position limit $2)) found order by position limit $2`,
  );
}

/** Enters events, given as one JSON text, in the outbox of an environment. */
export function insertEvents(schema: string): Statement {
  return once(`insert ${schema}`, () => `insert into ${outboxOf(schema)} (event) select e from json_array_elements($1::json) as e`);
}

/** Counts what follows a position, to a limit. */
export function countAfter(schema: string): Statement {
  return once(`count ${schema}`, () => `select count(*) from (select from ${outboxOf(schema)} where position > $1 limit $2) as counted`);
}

/**
 * Removes events up to a position that are older than so many days, or than what a JSON object says of their source and type, or of their type from anybody (` TYPE`), so many at once. What
 * is younger than the least of these days is not looked at.
 */
export function removeOld(schema: string): Statement {
  return once(
    `remove ${schema}`,
    () => `delete from ${outboxOf(schema)} where position in (
  select position from ${outboxOf(schema)} where position <= $1 and at < now() - make_interval(days => $5)
    and at < now() - make_interval(days => coalesce(
      $4::json->>((event->>'source') || ' ' || (event->>'type')), $4::json->>(' ' || (event->>'type')), $2::text)::integer)
  order by position limit $3)`,
  );
}

function outboxOf(schema: string): string {
  return `${quoteIdentifier(schema)}._outbox`;
}
