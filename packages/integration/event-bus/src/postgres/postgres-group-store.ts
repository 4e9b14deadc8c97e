import type { Database, SqlValue, Transaction } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { type GroupStore, type Held, isListOfIds, type NewDeadLetter, type Progress, StillFailing } from '../consume/group-store.ts';
import { type CloudEvent, identityOf } from '../event/cloud-event.ts';
import type { DeadLetter, DeadLetterSearch, LetterChoice } from '../event-bus.ts';
import type { Position } from '../log/event-log.ts';
import * as statements from './group-statements.ts';

type Here = readonly [tenant: string, environment: string];

/** Groups in PostgreSQL: what a group does and where it is change in one transaction. */
export class PostgresGroupStore implements GroupStore<Transaction> {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async join(context: RequestContext, group: string, positions: ReadonlyMap<number, Position>): Promise<void> {
    const rows = [...positions].map(([partition, position]) => ({ partition, position }));
    await this.#database.query(context, statements.joinGroup, [...hereOf(context), group, JSON.stringify(rows)]);
  }

  async progress(context: RequestContext, group: string) {
    const values = [...hereOf(context), group];
    const [found, said] = await this.#database.batch(context, [
      { statement: statements.selectProgress, values },
      { statement: statements.selectWaiting, values },
    ]);
    return { partitions: (found?.rows ?? []) as unknown as readonly Progress[], waiting: said?.rows[0]?.exists === true };
  }

  hold(
    context: RequestContext,
    group: string,
    { partition, position }: { readonly partition: number; readonly position: string },
    work: (held: Held<Transaction>) => Promise<void>,
  ): Promise<boolean> {
    const here = [...hereOf(context), group];
    return this.#database.transaction(context, async (transaction) => {
      const [, found] = await transaction.batch(context, [
        { statement: statements.mostIdle, values: [] },
        { statement: statements.holdPartition, values: [...here, partition, position] },
      ]);
      if (found?.rows.length !== 1) return false;
      await work(held(context, transaction, here, partition));
      return true;
    });
  }

  async groups(context: RequestContext) {
    const here = hereOf(context);
    const [found, counted] = await this.#database.batch(context, [
      { statement: statements.selectGroups, values: here },
      { statement: statements.countLetters, values: here },
    ]);
    const rows = (found?.rows ?? []) as unknown as readonly (Progress & { readonly group: string })[];
    const counts = new Map((counted?.rows ?? []).map(({ group, count }) => [String(group), Number(count)]));
    return [...Map.groupBy(rows, ({ group }) => group)].map(([group, partitions]) => ({
      group,
      partitions,
      deadLetters: counts.get(group) ?? 0,
    }));
  }

  seek(context: RequestContext, group: string, positions: ReadonlyMap<number, Position>): Promise<boolean> {
    const here = [...hereOf(context), group];
    return this.#database.transaction(context, async (transaction) => {
      const { rows } = await transaction.query(context, statements.lockGroup, here);
      if (rows.length === 0) return false;
      await transaction.query(context, statements.forgetInbox, here);
      for (const [partition, position] of positions)
        await transaction.query(context, statements.movePartition, [...here, partition, JSON.stringify(position)]);
      return true;
    });
  }

  remove(context: RequestContext, group: string): Promise<boolean> {
    const here = [...hereOf(context), group];
    return this.#database.transaction(context, async (transaction) => {
      const { rows } = await transaction.query(context, statements.lockGroup, here);
      await transaction.batch(
        context,
        [statements.forgetInbox, statements.removeLetters, statements.removeGroup].map((each) => ({ statement: each, values: here })),
      );
      return rows.length > 0;
    });
  }

  async deadLetters(context: RequestContext, { group = null, text = null, after = null, limit, discarded = false }: DeadLetterSearchParts) {
    const values = [...hereOf(context), group, text, after, limit, discarded];
    return (await this.#database.query<DeadLetter>(context, statements.searchLetters, values)).rows;
  }

  async redrive(context: RequestContext, which: LetterChoice): Promise<number> {
    return (await this.#database.query(context, statements.redriveLetters, [...hereOf(context), ...choiceOf(which)])).count;
  }

  async discard(context: RequestContext, which: LetterChoice, reason: string): Promise<number> {
    const values = [...hereOf(context), ...choiceOf(which), context.actor.id, reason];
    return (await this.#database.query(context, statements.discardLetters, values)).count;
  }

  typesOf(context: RequestContext, group: string): Promise<readonly string[] | null> {
    return this.#database.value<readonly string[]>(context, statements.selectTypes, [...hereOf(context), group]);
  }

  async deliver(context: RequestContext, group: string, work: (within: Transaction, event: CloudEvent) => Promise<void>): Promise<boolean> {
    const here = hereOf(context);
    let claimed: string | undefined;
    try {
      return await this.#database.transaction(context, async (transaction) => {
        const [, found] = await transaction.batch(context, [
          { statement: statements.mostIdle, values: [] },
          { statement: statements.claimLetter, values: [...here, group] },
        ]);
        const [letter] = (found?.rows ?? []) as unknown as readonly { readonly id: string; readonly event: CloudEvent }[];
        claimed = letter?.id;
        if (letter === undefined) return false;
        await work(transaction, letter.event);
        await transaction.query(context, statements.removeDelivered, [...here, letter.id]);
        return true;
      });
    } catch (error) {
      if (!(error instanceof StillFailing) || claimed === undefined) throw error;
      await this.#database.query(context, statements.keepLetter, [...here, claimed, error.code, error.message]);
      return true;
    }
  }
}

type DeadLetterSearchParts = { [Name in keyof DeadLetterSearch]: DeadLetterSearch[Name] | null } & { readonly limit: number };

function held(context: RequestContext, transaction: Transaction, here: readonly SqlValue[], partition: number): Held<Transaction> {
  return {
    within: transaction,
    async fresh(events) {
      const ids = events.map(identityOf);
      const { rows } = await transaction.query<{ event: string }>(context, statements.enterInbox, [...here, [...new Set(ids)]]);
      const entered = new Set(rows.map(({ event }) => event));
      // One that is twice in a batch is new once.
      return events.filter((_, at) => entered.delete(ids[at] ?? ''));
    },
    async move(position) {
      await transaction.query(context, statements.movePartition, [...here, partition, JSON.stringify(position)]);
    },
    async postpone(failing) {
      await transaction.query(context, statements.postponePartition, [...here, partition, JSON.stringify(failing)]);
    },
    async bury({ event, code, message, attempts }: NewDeadLetter) {
      await transaction.query(context, statements.insertLetter, [...here, uuidV7(), JSON.stringify(event), code, message, attempts]);
    },
  };
}

/** Ids, or null with group and text, as the statements take them. */
function choiceOf(which: LetterChoice): readonly SqlValue[] {
  return isListOfIds(which) ? [which, null, null] : [null, which.group ?? null, which.text ?? null];
}

function hereOf({ tenant, environment }: RequestContext): Here {
  return [tenant.id, environment?.id ?? ''];
}
