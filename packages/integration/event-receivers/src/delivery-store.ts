import type { Database, Transaction } from '@plinth/database';
import { type CloudEvent, identityOf } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import * as statements from './delivery-statements.ts';
import { receiverErrors } from './errors.ts';
import { isWanted } from './event-filter.ts';
import type { Attempt, Delivery } from './receiver.ts';
import * as receivers from './receiver-statements.ts';
import { placeOf } from './receiver-store.ts';

/** A delivery that is to be made now. */
export interface Claimed {
  readonly id: string;
  readonly event: CloudEvent;
  /** Those that failed before. */
  readonly attempts: number;
}

export interface DeliverySearch {
  readonly state?: Delivery['state'] | undefined;
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Longer than any attempt takes: then whoever claimed it is gone. */
const leaseSeconds = 60;

/** What was sent to receivers and what is to be. */
export class DeliveryStore {
  readonly #database: Database;
  readonly #retentionDays: number;

  constructor(database: Database, retentionDays: number) {
    this.#database = database;
    this.#retentionDays = retentionDays;
  }

  /** Enters an event that a receiver wants, in the transaction in which it is consumed. Throws `expression.limit`. */
  async enter(context: RequestContext, transaction: Transaction, receiver: string, event: CloudEvent): Promise<void> {
    const place = [...placeOf(context), receiver];
    const { rows } = await transaction.query<{ toldBy: string | null; filter: string; isStopped: boolean }>(
      context,
      receivers.selectWanted,
      place,
    );
    const [found] = rows;
    if (found === undefined || !isWanted(context, found, event)) return;
    await transaction.batch(context, [
      { statement: statements.enterDelivery, values: [...place, found.isStopped, identityOf(event), JSON.stringify(event)] },
      { statement: statements.forgetOld, values: [...place, this.#retentionDays] },
    ]);
  }

  /** What is to be sent to a receiver now, so much at once with what is being sent to it already. */
  async claim(context: RequestContext, receiver: string, most: number, sending = 0): Promise<readonly Claimed[]> {
    const values = [...placeOf(context), receiver, most, leaseSeconds, sending];
    return (await this.#database.query<Claimed>(context, statements.claimWork, values)).rows;
  }

  async taken(context: RequestContext, receiver: string, id: string, attempt: Attempt): Promise<void> {
    const place = [...placeOf(context), receiver];
    await this.#database.batch(context, [
      { statement: statements.noteAttempt, values: [...place, id, { ...attempt }, 'taken'] },
      { statement: statements.endWork, values: [...place, id] },
      { statement: receivers.noteTaken, values: place },
    ]);
  }

  /** Keeps that it failed; `wait` is when it is sent again, in milliseconds, never where null. */
  async failed(context: RequestContext, receiver: string, id: string, attempt: Attempt, wait: number | null): Promise<void> {
    const place = [...placeOf(context), receiver];
    await this.#database.batch(context, [
      { statement: statements.noteAttempt, values: [...place, id, { ...attempt }, wait === null ? 'failed' : 'waiting'] },
      wait === null
        ? { statement: statements.endWork, values: [...place, id] }
        : { statement: statements.postponeWork, values: [...place, id, wait] },
      { statement: receivers.noteFailed, values: place },
    ]);
  }

  /** Whether a receiver has taken nothing for so long. */
  async isLost(context: RequestContext, receiver: string, seconds: number): Promise<boolean> {
    return (await this.#database.value<boolean>(context, receivers.isLost, [...placeOf(context), receiver, seconds])) === true;
  }

  async search(context: RequestContext, receiver: string, { state, text, after, limit }: DeliverySearch): Promise<readonly Delivery[]> {
    const values = [...placeOf(context), receiver, state ?? null, text === '' ? null : (text ?? null), after ?? null, limit];
    return (await this.#database.query<Delivery>(context, statements.searchDeliveries, values)).rows;
  }

  /** Throws `receivers.no-delivery`. */
  async one(context: RequestContext, receiver: string, id: string) {
    const { rows } = await this.#database.query<Delivery & { readonly event: CloudEvent; readonly tries: Attempt[] }>(
      context,
      statements.selectDelivery,
      [...placeOf(context), receiver, id],
    );
    const [found] = rows;
    if (found === undefined) throw receiverErrors.noDelivery();
    return found;
  }

  /** Sends these, or all that failed, again; gives how many. */
  async again(context: RequestContext, receiver: string, ids: readonly string[] | null): Promise<number> {
    const place = [...placeOf(context), receiver];
    const { count } =
      ids === null
        ? await this.#database.query(context, statements.redeliverFailed, place)
        : await this.#database.query(context, statements.redeliverThese, [...place, ids]);
    return count;
  }
}
