import { randomUUID } from 'node:crypto';
import type { LongOperation, LongOperationProgress, LongOperationStatus } from '@plinth/api-contract';
import { isoTime, type Queryable, type Statement, statement } from '@plinth/database';
import { type JsonValue, type Problem, problemIn, type RequestContext } from '@plinth/foundation';
import { catalogueFor } from '@plinth/foundation/error-words';

/** How long a server may be silent before another goes on with its work; seconds. */
export const leaseSeconds = 15;
/** How long an operation is kept after it ended. */
const keptFor = '7 days';
const mostListed = 100;
const mostSwept = 100;

/** A long operation as its table has it. */
export interface OperationRow {
  readonly id: string;
  /** Names the run that is at it, or was last. */
  readonly holder: string;
  readonly application: string;
  readonly operation: string;
  readonly status: LongOperationStatus;
  readonly input: JsonValue;
  readonly checkpoint: JsonValue;
  /** `bigint`, which the driver gives as text. */
  readonly done: string;
  readonly total: string | null;
  readonly unit: LongOperationProgress['unit'];
  readonly step: string | null;
  readonly result: JsonValue;
  readonly problem: Record<string, unknown> | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly endedAt: string | null;
  /** It runs, but nobody is at it. */
  readonly abandoned: boolean;
}

const columns = `id, holder, application, operation, status, input, checkpoint, done, total, unit, step, result, problem,
  ${isoTime('created_at')} as "createdAt", created_by as "createdBy", ${isoTime('ended_at')} as "endedAt",
  status = 'running' and lease_until < now() as abandoned`;
const lease = `now() + interval '${leaseSeconds} seconds'`;
const one = `tenant_id = $1 and environment_id = $2 and id = $3::uuid`;
const held = `${one} and holder = $4 and status = 'running'`;
const table = 'plinth.long_operation';

const insert = statement(`insert into ${table}
  (tenant_id, environment_id, id, holder, application, operation, input, total, unit, created_by, lease_until)
values ($1, $2, $3::uuid, $4, $5, $6, $7::json, $8, $9, $10, ${lease})
on conflict do nothing returning ${columns}`);
const select = statement(`select ${columns} from ${table} where ${one} and application = $4`);
const selectOwn = statement(`select ${columns} from ${table}
where tenant_id = $1 and environment_id = $2 and application = $3 and created_by = $4 order by created_at desc limit ${mostListed}`);
// What kept nothing begins again.
const from = 'done = case when checkpoint is null then 0 else done end, step = null';
const claimAbandoned = statement(`update ${table} set holder = $4, lease_until = ${lease}, ${from}
where ${one} and status = 'running' and lease_until < now() and not cancelling returning ${columns}`);
const claimEnded = statement(`update ${table}
set holder = $4, lease_until = ${lease}, status = 'running', cancelling = false, problem = null, ended_at = null, ${from}
where ${one} and status in ('failed', 'cancelled') returning ${columns}`);
const renew = statement(`update ${table}
set lease_until = ${lease}, done = greatest(done, $5), total = $6, step = $7 where ${held} returning cancelling`);
const keep = statement(`update ${table} set checkpoint = $5::json, done = $6 where ${held} returning true as kept`);
const release = statement(`update ${table} set lease_until = '-infinity', done = $5 where ${held}`);
const end = statement(`update ${table}
set status = $5, result = $6::json, problem = $7::json, done = $8, total = $9, step = $10, ended_at = now() where ${held} returning true as ended`);
const askToStop = statement(`update ${table} set cancelling = true,
  status = case when lease_until < now() then 'cancelled' else status end,
  ended_at = case when lease_until < now() then now() end
where ${one} and status = 'running'`);
const sweep = statement(`delete from ${table} where (tenant_id, id) in (
  select tenant_id, id from ${table}
  where tenant_id = $1 and environment_id = $2 and ended_at < now() - interval '${keptFor}' limit ${mostSwept} for update skip locked
) returning id`);

const selectOf = statement(`select id from ${table}
where tenant_id = $1 and environment_id = $2 and application = $3 limit ${mostSwept}`);
const remove = statement(`delete from ${table} where tenant_id = $1 and environment_id = $2 and id = any($3::uuid[])`);

/** How far an operation is. */
export type Reached = Pick<LongOperationProgress, 'done' | 'total' | 'step'>;

export function reachedBy({ done, total, step }: OperationRow): Reached {
  return { done: Number(done), total: total === null ? null : Number(total), step };
}

/** A run that is at an operation. */
export type Held = Pick<OperationRow, 'id' | 'holder'>;

/** The statements on long operations, in the tenant and environment of their context. */
export class OperationTable {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Null where there is one of that id. */
  async insert(
    context: RequestContext,
    row: Pick<OperationRow, 'id' | 'application' | 'operation' | 'input' | 'unit'> & Pick<Reached, 'total'>,
  ): Promise<OperationRow | null> {
    const { id, application, operation, input, total, unit } = row;
    const values = [application, operation, JSON.stringify(input), total, unit, context.actor.id];
    return this.#first<OperationRow>(context, insert, [id, randomUUID(), ...values]);
  }

  /** Some of an application; none where there are none any more. */
  async some(context: RequestContext, application: string): Promise<readonly string[]> {
    const { rows } = await this.#database.query<{ id: string }>(context, selectOf, [...placeOf(context), application]);
    return rows.map(({ id }) => id);
  }

  /** Whoever is at them finds that they are no longer theirs. */
  async remove(context: RequestContext, ids: readonly string[]): Promise<void> {
    await this.#database.query(context, remove, [...placeOf(context), ids]);
  }

  find(context: RequestContext, application: string, id: string): Promise<OperationRow | null> {
    return this.#first(context, select, [id, application]);
  }

  async own(context: RequestContext, application: string): Promise<readonly OperationRow[]> {
    const { rows } = await this.#database.query<OperationRow>(context, selectOwn, [...placeOf(context), application, context.actor.id]);
    return rows;
  }

  /** Takes what another run left; null where somebody is at it. */
  claimAbandoned(context: RequestContext, id: string): Promise<OperationRow | null> {
    return this.#first(context, claimAbandoned, [id, randomUUID()]);
  }

  /** Takes what failed or was cancelled; null where it is neither. */
  claimEnded(context: RequestContext, id: string): Promise<OperationRow | null> {
    return this.#first(context, claimEnded, [id, randomUUID()]);
  }

  /** Says that somebody is at it; tells whether it should stop, or null where it is no longer ours. */
  async renew(context: RequestContext, { id, holder }: Held, { done, total, step }: Reached): Promise<boolean | null> {
    return (await this.#first<{ cancelling: boolean }>(context, renew, [id, holder, done, total, step]))?.cancelling ?? null;
  }

  /** Within a transaction of the work: what it did and where it stands are stored together. False where it is no longer ours. */
  async keep(context: RequestContext, transaction: Queryable, { id, holder }: Held, checkpoint: JsonValue, done: number): Promise<boolean> {
    const { rows } = await transaction.query(context, keep, [...placeOf(context), id, holder, JSON.stringify(checkpoint), done]);
    return rows.length > 0;
  }

  /** Leaves it to whoever comes next. */
  async release(context: RequestContext, { id, holder }: Held, done: number): Promise<void> {
    await this.#first(context, release, [id, holder, done]);
  }

  /** By itself or within a transaction of the work. False where it is no longer ours. */
  async end(
    context: RequestContext,
    queryable: Queryable,
    { id, holder }: Held,
    { status, result, problem }: { status: LongOperationStatus; result?: unknown; problem?: unknown },
    { done, total, step }: Reached,
  ): Promise<boolean> {
    const ended = [JSON.stringify(result ?? null), problem === undefined ? null : JSON.stringify(problem)];
    const values = [status, ...ended, done, total, status === 'succeeded' ? null : step];
    const { rows } = await queryable.query(context, end, [...placeOf(context), id, holder, ...values]);
    return rows.length > 0;
  }

  async askToStop(context: RequestContext, id: string): Promise<void> {
    await this.#first(context, askToStop, [id]);
  }

  /** Removes what ended long ago; gives the ids. */
  async sweep(context: RequestContext): Promise<readonly string[]> {
    const { rows } = await this.#database.query<{ readonly id: string }>(context, sweep, [...placeOf(context)]);
    return rows.map(({ id }) => id);
  }

  async #first<Result extends object>(
    context: RequestContext,
    wanted: Statement,
    values: readonly (string | number | null)[],
  ): Promise<Result | null> {
    const { rows } = await this.#database.query<Result>(context, wanted, [...placeOf(context), ...values]);
    return rows[0] ?? null;
  }
}

function placeOf(context: RequestContext): readonly [tenant: string, environment: string] {
  return [context.tenant.id, context.environment?.id ?? ''];
}

/** How a row is answered; what came of it is for who began it alone. */
export function shown(context: RequestContext, row: OperationRow, { done, total, step } = reachedBy(row)): LongOperation {
  const own = row.createdBy === context.actor.id;
  return {
    id: row.id,
    operation: row.operation,
    status: row.status,
    progress: { done, total, unit: row.unit, step },
    result: own ? row.result : null,
    // Kept in English by whoever did the work, told in the language of who asks.
    problem: own && row.problem !== null ? { ...problemIn(catalogueFor([context.locale]), row.problem as unknown as Problem) } : null,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    endedAt: row.endedAt,
  };
}
