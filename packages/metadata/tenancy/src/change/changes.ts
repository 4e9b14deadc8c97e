import { type Database, type SqlValue, type Statement, statement, type Transaction } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';
import { auditPart } from '../audit/audit-entry.ts';
import type { Identity } from '../identity/identity.ts';
import { type IdentityChange, identityChannel, writeIdentityChange } from '../identity/identity-change.ts';

const notify = statement(`select pg_notify($1, $2)`);

/** One change of stored identities while it happens: its statements, what the audit says of it, and what it makes out of date. */
export class Change {
  /** What the change concerns, such as `member/0198…`. */
  target: string | null = null;
  detail: JsonObject = {};
  readonly affected: IdentityChange[] = [];
  readonly #transaction: Transaction;
  readonly #context: RequestContext;

  constructor(transaction: Transaction, context: RequestContext) {
    this.#transaction = transaction;
    this.#context = context;
  }

  async query<Row extends { readonly [name: string]: unknown }>(text: Statement, values: readonly SqlValue[]): Promise<Row[]> {
    const { rows } = await this.#transaction.query<Row>(this.#context, text, values);
    return rows;
  }

  /** Makes what servers remember of a member out of date, or with null of the whole tenant. */
  affects(memberId: string | null): void {
    this.affected.push({ tenantId: this.#context.tenant.id, memberId });
  }
}

/** The one way to change what this package stores: a transaction that carries its audit entry and tells the other servers. */
export class Changes {
  readonly #database: Database;
  readonly #identity: Identity;

  constructor(database: Database, identity: Identity) {
    this.#database = database;
    this.#identity = identity;
  }

  async run<Result>(context: RequestContext, operation: string, work: (change: Change) => Promise<Result>): Promise<Result> {
    const { result, affected } = await this.#database.transaction(context, async (transaction) => {
      const change = new Change(transaction, context);
      const result = await work(change);
      const notices = change.affected.map((one) => ({ statement: notify, values: [identityChannel, writeIdentityChange(one)] }));
      await transaction.batch(context, [...notices, auditPart(context, { operation, target: change.target, detail: change.detail })]);
      return { result, affected: change.affected };
    });
    for (const one of affected) this.#identity.apply(one);
    return result;
  }
}
