import type { Database, SqlValue, Transaction } from '@plinth/database';
import type { EnvironmentPlace, JsonObject, JsonValue, PlinthError, RequestContext } from '@plinth/foundation';
import { externalTriggerErrors } from './errors.ts';
import type { TriggerPlace } from './heard-event.ts';
import * as statements from './statements.ts';

/** A trigger that is due. */
export interface DueTrigger extends EnvironmentPlace {
  readonly application: string;
  readonly key: string;
}

/** A trigger that we hear, until the claim ends. */
export interface ClaimedTrigger extends TriggerPlace {
  readonly claim: string;
  readonly trigger: string;
  readonly input: JsonObject;
  readonly everySeconds: number;
  readonly cursor: JsonValue;
  readonly failures: number;
}

/** How a trigger stands. */
export interface TriggerState {
  readonly key: string;
  readonly connection: string;
  readonly trigger: string;
  readonly eventType: string;
  readonly everySeconds: number;
  readonly paused: boolean;
  /** Whether a server hears it now. */
  readonly isHeard: boolean;
  readonly failures: number;
  readonly error: { readonly code: string; readonly message: string; readonly at: string } | null;
  /** What became events, and what could not. */
  readonly heard: number;
  readonly unfit: number;
  readonly lookedAt: string | null;
  readonly heardAt: string | null;
  readonly dueAt: string;
}

/** Where triggers are kept; everything is of the tenant and environment of the context. */
export class TriggerStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What is due at all tenants, for the platform itself. */
  async due(context: RequestContext, most: number): Promise<readonly DueTrigger[]> {
    return (await this.#database.query<DueTrigger>(context, statements.selectDue, [most])).rows;
  }

  /** Null where somebody else was first. */
  async claim(
    context: RequestContext,
    application: string,
    key: string,
    claim: string,
    leaseMilliseconds: number,
  ): Promise<ClaimedTrigger | null> {
    const { rows } = await this.#database.query<Omit<ClaimedTrigger, 'claim' | 'application' | 'key'>>(context, statements.claim, [
      ...placeOf(context, application, key),
      claim,
      leaseMilliseconds,
    ]);
    const [row] = rows;
    return row === undefined ? null : { ...row, application, key, claim };
  }

  /** False where it is ours no longer. */
  async renew(context: RequestContext, claimed: ClaimedTrigger, leaseMilliseconds: number): Promise<boolean> {
    const { count } = await this.#database.query(context, statements.renew, [...mine(context, claimed), leaseMilliseconds]);
    return count === 1;
  }

  /** Keeps where to hear on, together with whatever else the transaction does. Throws `triggers.claim-lost`. */
  async advance(
    context: RequestContext,
    transaction: Transaction,
    claimed: ClaimedTrigger,
    { cursor, heard, unfit }: { readonly cursor: JsonValue; readonly heard: number; readonly unfit: number },
  ): Promise<void> {
    const { count } = await transaction.query(context, statements.advance, [
      ...mine(context, claimed),
      JSON.stringify(cursor),
      heard,
      unfit,
    ]);
    if (count !== 1) throw externalTriggerErrors.claimLost({ trigger: claimed.key });
  }

  async finish(context: RequestContext, claimed: ClaimedTrigger): Promise<void> {
    await this.#database.query(context, statements.finish, mine(context, claimed));
  }

  async release(context: RequestContext, claimed: ClaimedTrigger): Promise<void> {
    await this.#database.query(context, statements.release, mine(context, claimed));
  }

  async fail(context: RequestContext, claimed: ClaimedTrigger, { code, message }: PlinthError, waitMilliseconds: number): Promise<void> {
    const told = JSON.stringify({ code, message: message.slice(0, 2000), at: new Date().toISOString() });
    await this.#database.query(context, statements.fail, [...mine(context, claimed), told, waitMilliseconds]);
  }

  /** What an application hears by a key; null where it hears nothing by it. */
  async find(
    context: RequestContext,
    application: string,
    key: string,
  ): Promise<Pick<ClaimedTrigger, 'connection' | 'trigger' | 'event'> | null> {
    const { rows } = await this.#database.query<Pick<ClaimedTrigger, 'connection' | 'trigger' | 'event'>>(
      context,
      statements.find,
      placeOf(context, application, key),
    );
    return rows[0] ?? null;
  }

  /** Counts one thing that a system sent by itself; false where the trigger is paused or gone. */
  async count(
    context: RequestContext,
    transaction: Transaction,
    { application, key }: Pick<TriggerPlace, 'application' | 'key'>,
    isEvent: boolean,
  ): Promise<boolean> {
    const { count } = await transaction.query(context, statements.count, [...placeOf(context, application, key), isEvent ? 1 : 0]);
    return count === 1;
  }

  async list(context: RequestContext, application: string): Promise<readonly TriggerState[]> {
    const { rows } = await this.#database.query<TriggerState>(context, statements.list, placeOf(context, application));
    return rows.map((row) => ({ ...row, heard: Number(row.heard), unfit: Number(row.unfit) }));
  }

  /** Throws `triggers.not-found`. */
  async setPaused(context: RequestContext, application: string, key: string, paused: boolean): Promise<void> {
    const change = paused ? statements.pause : statements.resume;
    const { count } = await this.#database.query(context, change, placeOf(context, application, key));
    if (count !== 1) throw externalTriggerErrors.notFound({ application, trigger: key });
  }
}

function placeOf({ tenant, environment }: RequestContext, ...rest: readonly string[]): SqlValue[] {
  return [tenant.id, environment?.id ?? '', ...rest];
}

function mine(context: RequestContext, { application, key, claim }: ClaimedTrigger): SqlValue[] {
  return [...placeOf(context, application, key), claim];
}
