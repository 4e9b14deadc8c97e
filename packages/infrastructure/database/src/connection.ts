import { Client, type ClientConfig, DatabaseError } from 'pg';
import { Pipeline, type PipelinePart, type PreparedStatement, type StatementResult } from './pipeline.ts';

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
  #broken = false;
  /** Called once when the connection is lost. */
  onLost: () => void = () => {};

  private constructor(client: Client, statementLimit: number) {
    this.#client = client;
    this.#statementLimit = statementLimit;
    const lost = () => {
      if (this.#broken) return;
      this.#broken = true;
      this.onLost();
    };
    client.on('error', lost);
    client.on('end', lost);
  }

  static async open(config: ClientConfig, statementLimit: number): Promise<DatabaseConnection> {
    const client = new Client(config);
    const connection = new DatabaseConnection(client, statementLimit);
    await client.connect();
    return connection;
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
    return new Promise((resolve, reject) => {
      const pipeline = new Pipeline(parts, this.#prepared, this.#statementLimit, (error) => {
        if (error === null) resolve(pipeline.results);
        else reject(error);
      });
      this.#client.query(pipeline);
    });
  }

  /** Ends it at once, whatever it does: nobody may use it again. */
  discard(): void {
    this.#broken = true;
    this.#client.end().catch(() => {});
  }

  async close(): Promise<void> {
    this.onLost = () => {};
    await this.#client.end();
  }
}
