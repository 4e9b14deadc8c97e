import type { Client, Connection, Submittable } from 'pg';
import { quoteIdentifier } from './identifiers.ts';

interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: { readonly writableNeedDrain: boolean; once(event: 'drain', listener: () => void): void };
}

/** `COPY … FROM STDIN` over the driver's connection, with back-pressure. */
class CopyIn implements Submittable {
  readonly #text: string;
  readonly #rows: AsyncIterable<string> | Iterable<string>;
  readonly #settle: (error: Error | null, count: number) => void;
  #count = 0;
  #settled = false;

  constructor(text: string, rows: AsyncIterable<string> | Iterable<string>, settle: (error: Error | null, count: number) => void) {
    this.#text = text;
    this.#rows = rows;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    (connection as unknown as CopyConnection).query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).then(
      () => connection.endCopyFrom(),
      (error: Error) => {
        connection.sendCopyFail('the source of the rows failed');
        this.#finish(error);
      },
    );
  }

  async #send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#rows) {
      if (this.#settled) return;
      connection.sendCopyFromChunk(Buffer.from(chunk));
      if (connection.stream.writableNeedDrain) await new Promise<void>((resolve) => connection.stream.once('drain', resolve));
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#count = Number(/ (\d+)$/.exec(message.text)?.[1] ?? 0);
  }

  handleError(error: Error): void {
    this.#finish(error);
  }

  handleReadyForQuery(): void {
    this.#finish(null);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}

  #finish(error: Error | null): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(error, this.#count);
  }
}

/** Copies rows in COPY text format (see {@link copyRow}) into a {@link copyTarget}; gives their number. */
export function copyRows(client: Client, target: string, rows: AsyncIterable<string> | Iterable<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(`copy ${target} from stdin`, rows, (error, count) => (error === null ? resolve(count) : reject(error))));
  });
}

/** A table with columns as COPY names it. */
export function copyTarget(schema: string, table: string, columns: readonly string[]): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)} (${columns.map(quoteIdentifier).join(', ')})`;
}

/** One row in COPY's text format. */
export function copyRow(values: readonly (string | null)[]): string {
  const cells = values.map((value) => (value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter)));
  return `${cells.join('\t')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
