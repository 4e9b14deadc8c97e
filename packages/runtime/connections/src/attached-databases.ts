import { type AttachedDatabase, attachDatabase } from '@plinth/database';
import { type Clock, type RequestContext, systemClock } from '@plinth/foundation';
import { type AttachedMariadb, attachMariadb, isMariadbAddress } from '@plinth/mariadb';
import type { OutgoingSockets } from '@plinth/outgoing';
import { type AskedDatabase, type AttachedSources, recordErrors } from '@plinth/record-store';
import type { ConnectionStore } from './connection-store.ts';

interface Opened {
  /** Another text each time that the connection is set, so that it stands for all of it. */
  readonly sealed: string;
  readonly writable: boolean;
  readonly database: AttachedDatabase | AttachedMariadb;
  /** When the store was asked last. */
  lookedAt: number;
}

/** The database at an address, whichever it is. */
function attach(address: string, socket: OutgoingSockets): AttachedDatabase | AttachedMariadb {
  return isMariadbAddress(address) ? attachMariadb(address, { socket }) : attachDatabase(address, { socket });
}

const trustedMilliseconds = 4000;
const mostOpen = 100;

/** The databases behind connections, opened when they are needed, each for one tenant and environment alone. */
export class AttachedDatabases implements AttachedSources {
  readonly #store: ConnectionStore;
  readonly #socket: OutgoingSockets;
  readonly #clock: Clock;
  readonly #opened = new Map<string, Opened>();

  constructor(store: ConnectionStore, socket: OutgoingSockets, clock: Clock = systemClock) {
    this.#store = store;
    this.#socket = socket;
    this.#clock = clock;
  }

  async find(context: RequestContext, connection: string): Promise<AskedDatabase> {
    return (await this.#open(context, connection)).database;
  }

  async change<Result>(
    context: RequestContext,
    connection: string,
    work: (transaction: AskedDatabase) => Promise<Result>,
  ): Promise<Result> {
    const { database, writable } = await this.#open(context, connection);
    if (!writable) throw recordErrors.onlyRead({ place: `the connection ${connection}` });
    return database.change(context, work);
  }

  async #open(context: RequestContext, connection: string): Promise<Opened> {
    const place = JSON.stringify([context.tenant.id, context.environment?.id ?? null, connection]);
    const known = this.#opened.get(place);
    const now = this.#clock.now();
    if (known !== undefined && now - known.lookedAt < trustedMilliseconds) return this.#used(place, known);
    try {
      const { sealed, writable } = await this.#store.sealed(context, connection);
      const address = await this.#store.open(context, connection, sealed);
      const current = this.#opened.get(place);
      if (current?.sealed === sealed) {
        current.lookedAt = now;
        return this.#used(place, current);
      }
      this.#forget(place);
      return this.#used(place, { sealed, writable, database: attach(address, this.#socket), lookedAt: now });
    } catch (error) {
      // What is removed or cannot be read any longer is not used either.
      this.#forget(place);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened.values()].map(({ database }) => database.close()));
    this.#opened.clear();
  }

  /** What was used longest ago goes first. */
  #used(place: string, opened: Opened): Opened {
    this.#opened.delete(place);
    this.#opened.set(place, opened);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > mostOpen && oldest !== undefined) this.#forget(oldest);
    return opened;
  }

  /** Statements that run are finished. */
  #forget(place: string): void {
    const opened = this.#opened.get(place);
    this.#opened.delete(place);
    void opened?.database.close();
  }
}
