import { type ClientConfig, DatabaseError } from 'pg';
import type { AnswerBounds } from './answer-bounds.ts';
import { DatabaseConnection } from './connection.ts';
import { databaseErrors } from './errors.ts';

export interface PoolOptions {
  readonly config: ClientConfig;
  readonly size: number;
  /** Named statements that one connection keeps prepared. */
  readonly statementLimit: number;
  /** How long to wait for a free connection. */
  readonly waitMilliseconds: number;
  /** What a database that is somebody else's may answer with. */
  readonly bounds?: AnswerBounds;
  /** How long closing waits for connections that are lent, which are ended then; 5 s where absent. */
  readonly closeMilliseconds?: number;
}

/** Connections, and requests that wait for one. */
export interface PoolUsage {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** After a failed attempt, further ones fail at once for this long instead of each waiting for its own time-out. */
const restMilliseconds = 200;
const closeMilliseconds = 5000;

interface Waiter {
  resolve(connection: DatabaseConnection): void;
  reject(error: Error): void;
}

/** Connections to one database as one role. */
export class ConnectionPool {
  readonly #options: PoolOptions;
  readonly #idle: DatabaseConnection[] = [];
  readonly #all = new Set<DatabaseConnection>();
  readonly #waiting: Waiter[] = [];
  #opening = 0;
  #restUntil = 0;
  #closed = false;
  #closing: Promise<void> | null = null;
  /** Told when the last connection of a closed pool has ended. */
  #emptied: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  usage(): PoolUsage {
    return { open: this.#all.size, idle: this.#idle.length, waiting: this.#waiting.length };
  }

  async acquire(): Promise<DatabaseConnection> {
    if (this.#closed) throw databaseErrors.unavailable();
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.broken) return idle;
    }
    if (this.#all.size + this.#opening < this.#options.size) return this.#open();
    return this.#wait();
  }

  release(connection: DatabaseConnection): void {
    if (this.#closed) {
      void this.#end(connection);
      return;
    }
    if (connection.broken) {
      this.#all.delete(connection);
      this.#replace();
      return;
    }
    this.#hand(connection);
  }

  #hand(connection: DatabaseConnection): void {
    const waiter = this.#waiting.shift();
    if (waiter !== undefined) waiter.resolve(connection);
    else this.#idle.push(connection);
  }

  /** Nobody gets a connection any more; resolves when every connection has ended, so that whoever stops the server next disturbs none. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.reject(databaseErrors.unavailable());
    let late: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      this.#emptied = resolve;
      late = setTimeout(resolve, this.#options.closeMilliseconds ?? closeMilliseconds);
    });
    for (const connection of this.#idle.splice(0)) void this.#end(connection);
    this.#tellWhenEmpty();
    await over;
    clearTimeout(late);
    for (const connection of this.#all) connection.discard();
  }

  async #end(connection: DatabaseConnection): Promise<void> {
    if (!connection.broken) await connection.close();
    this.#all.delete(connection);
    this.#tellWhenEmpty();
  }

  #tellWhenEmpty(): void {
    if (this.#closed && this.#all.size + this.#opening === 0) this.#emptied();
  }

  async #open(): Promise<DatabaseConnection> {
    if (Date.now() < this.#restUntil) throw databaseErrors.unavailable({}, { retryAfter: 1 });
    this.#opening++;
    try {
      const connection = await DatabaseConnection.open(this.#options.config, this.#options.statementLimit, this.#options.bounds);
      this.#all.add(connection);
      connection.onLost = () => {
        this.#all.delete(connection);
        this.#tellWhenEmpty();
      };
      return connection;
    } catch (cause) {
      this.#restUntil = Date.now() + restMilliseconds;
      throw isConfigurationMistake(cause) ? cause : databaseErrors.unavailable({}, { cause, retryAfter: 1 });
    } finally {
      this.#opening--;
      this.#tellWhenEmpty();
    }
  }

  #wait(): Promise<DatabaseConnection> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (connection) => {
          clearTimeout(timer);
          resolve(connection);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const giveUp = () => {
        const position = this.#waiting.indexOf(waiter);
        if (position < 0) return;
        this.#waiting.splice(position, 1);
        reject(databaseErrors.busy({}, { retryAfter: 1 }));
      };
      // Where this process stood still, the answers that free a connection have come, but after its timers: they are read first.
      const timer = setTimeout(() => setImmediate(giveUp), this.#options.waitMilliseconds);
      this.#waiting.push(waiter);
    });
  }

  /**
   * A lost connection frees a place: a new one is opened for whoever waits then. Not for one of them by name, who may have given up
   * when it is open: it would belong to nobody, and the pool would be smaller for ever.
   */
  #replace(): void {
    if (this.#waiting.length === 0) return;
    this.#open().then(
      (connection) => this.release(connection),
      (error) => this.#waiting.shift()?.reject(error),
    );
  }
}

/** A wrong password or database name does not mend itself by waiting. */
function isConfigurationMistake(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code?.startsWith('28') === true || error.code === '3D000');
}
