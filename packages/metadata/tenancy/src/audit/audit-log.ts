import type { Database } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';
import { type AuditFacts, appendAudit, auditRow } from './audit-entry.ts';

interface Pending {
  readonly context: RequestContext;
  rows: JsonObject[];
  written: Promise<void>;
}

const mostRowsAtOnce = 500;

/**
 * Keeps who did what. A tenant's entries form one chain, so writers of one tenant would wait for one another; those that
 * come while one is writing go together in the next statement.
 */
export class AuditLog {
  readonly #database: Database;
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Pending>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves when the entry is stored. Operations that change something here append within their own transaction instead. */
  append(context: RequestContext, facts: AuditFacts): Promise<void> {
    const { id } = context.tenant;
    const row = auditRow(context, facts);
    const running = this.#running.get(id);
    if (running === undefined) return this.#write(context, [row]);
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined && waiting.rows.length < mostRowsAtOnce) {
      waiting.rows.push(row);
      return waiting.written;
    }
    const rows = [row];
    const after = waiting?.written ?? running;
    const pending: Pending = { context, rows, written: Promise.resolve() };
    pending.written = after
      .catch(() => undefined)
      .then(() => {
        if (this.#waiting.get(id) === pending) this.#waiting.delete(id);
        return this.#write(context, rows);
      });
    this.#waiting.set(id, pending);
    return pending.written;
  }

  /** Waits until everything appended so far is stored. */
  async settled(): Promise<void> {
    while (this.#running.size > 0 || this.#waiting.size > 0) {
      await Promise.allSettled([...this.#running.values(), ...[...this.#waiting.values()].map((pending) => pending.written)]);
    }
  }

  #write(context: RequestContext, rows: readonly JsonObject[]): Promise<void> {
    const { id } = context.tenant;
    // The request may be over, and its caller gone, before its entry is written.
    const detached = { ...context, environment: null, spans: undefined, signal: new AbortController().signal };
    const written: Promise<void> = this.#database
      .query(detached, appendAudit, [id, JSON.stringify(rows)])
      .then(() => undefined)
      .finally(() => {
        if (this.#running.get(id) === written) this.#running.delete(id);
      });
    this.#running.set(id, written);
    return written;
  }
}
