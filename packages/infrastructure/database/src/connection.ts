import { PlinthError } from '@plinth/foundation';
import { type Client, type ClientConfig, DatabaseError } from 'pg';
import { type AnswerBounds, withinBounds } from './answer-bounds.ts';
import { Pipeline, type PipelinePart, type PreparedStatement, type StatementResult } from './pipeline.ts';
import { WatchedClient } from './watched-client.ts';

/** Errors after which the same pipeline succeeds when its statements are prepared anew. */
function isStalePlan(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.code === '26000' || (error.code === '0A000' && error.message.includes('cached plan'));
}

/** One connection with the statements it has prepared. Used by one caller at a time. */
export class DatabaseConnection {
  readonly #client: Client;
  readonly #prepared = new Map<string, PreparedStatement>();
  readonly #statementLimit: number;
  /** Of a database that is somebody else's; null where it is our own. */
  readonly #bounds: AnswerBounds | null;
  readonly #watched: WatchedClient;
  #broken = false;
  /** Called once when the connection is lost. */
  onLost: () => void = () => {};

  private constructor(watched: WatchedClient, statementLimit: number, bounds: AnswerBounds | null) {
    const { client } = watched;
    this.#client = client;
    this.#watched = watched;
    this.#statementLimit = statementLimit;
    this.#bounds = bounds;
    const lost = () => {
      if (this.#broken) return;
      this.#broken = true;
      this.onLost();
    };
    client.on('error', lost);
    client.on('end', lost);
  }

  static async open(config: ClientConfig, statementLimit: number, bounds: AnswerBounds | null = null): Promise<DatabaseConnection> {
    const watched = new WatchedClient(config);
    const connection = new DatabaseConnection(watched, statementLimit, bounds);
    try {
      await connection.#bounded(() => watched.client.connect());
      return connection;
    } catch (error) {
      // Whoever could not be understood may go on sending.
      if (bounds !== null) connection.discard();
      throw error;
    }
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** Whether no transaction is open. */
  get idle(): boolean {
    return !this.#broken && this.#client.getTransactionStatus() === 'I';
  }

  get preparedCount(): number {
    return this.#prepared.size;
  }

  /** Backend process id, for cancelling. */
  get processId(): number {
    return (this.#client as unknown as { processID: number }).processID;
  }

  /** The driver, for what a pipeline cannot do: COPY, notifications, scripts of several commands. */
  get driver(): Client {
    return this.#client;
  }

  /** Runs the parts in one round trip; outside an explicit transaction also as one transaction. */
  async run(parts: readonly PipelinePart[], insideTransaction = false): Promise<readonly StatementResult[]> {
    try {
      return await this.#send(parts);
    } catch (error) {
      // Outside a transaction nothing of the failed pipeline remains, so sending it again does nothing twice.
      if (insideTransaction || this.#broken || !isStalePlan(error)) throw error;
      return this.#send(parts);
    }
  }

  #send(parts: readonly PipelinePart[]): Promise<readonly StatementResult[]> {
    return this.#bounded(
      () =>
        new Promise((resolve, reject) => {
          const settle = (error: Error | null) => {
            if (error === null) resolve(pipeline.results);
            else {
              // What goes on sending is not to be the answer to the next statement.
              if (error instanceof PlinthError) this.discard();
              reject(error);
            }
          };
          const pipeline = new Pipeline(parts, this.#prepared, this.#statementLimit, settle, this.#bounds?.rows);
          this.#client.query(pipeline);
        }),
      parts.length,
    );
  }

  /** Each of so many statements may take as long as one. */
  #bounded<Value>(work: () => Promise<Value>, statements = 1): Promise<Value> {
    if (this.#bounds === null) return work();
    const bounds = { ...this.#bounds, milliseconds: statements * this.#bounds.milliseconds };
    return withinBounds({ bytesRead: () => this.#watched.bytesRead(), end: () => this.discard() }, bounds, work);
  }

  /** Ends it at once, whatever it does: nobody may use it again. */
  discard(): void {
    this.#broken = true;
    // Who is somebody else's need not answer a farewell.
    if (this.#bounds === null) this.#client.end().catch(() => {});
    else this.#watched.end();
  }

  async close(): Promise<void> {
    this.onLost = () => {};
    if (this.#bounds === null) await this.#client.end();
    else await this.#watched.close();
  }
}
