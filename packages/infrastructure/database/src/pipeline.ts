import type { Connection, Submittable } from 'pg';
import { databaseErrors } from './errors.ts';
import type { Statement } from './statement.ts';
import { decoderOf, encodeValue, type SqlValue } from './values.ts';

/** One statement of a pipeline with its parameters. */
export interface PipelinePart {
  readonly statement: Statement;
  readonly values: readonly SqlValue[];
}

export type Row = Record<string, unknown>;

export interface StatementResult {
  readonly rows: Row[];
  /** Rows returned or changed. */
  readonly count: number;
}

/** What a connection knows of a prepared statement. */
export interface PreparedStatement {
  /** Null until PostgreSQL has described it, and for statements without result columns. */
  columns: readonly { readonly name: string; readonly decode: ((text: string) => unknown) | undefined }[] | null;
  /** A failed pipeline leaves open whether the statement exists on the server: it is closed before it is parsed again. */
  uncertain: boolean;
}

/** Methods that `pg` has and its types leave out. */
interface RawConnection {
  readonly stream: { cork(): void; uncork(): void };
  parse(query: { name: string; text: string; types: number[] }): void;
  bind(config: { portal: string; statement: string; values: (string | Buffer | null)[] }): void;
  describe(target: { type: 'S' | 'P'; name: string }): void;
  execute(config: { portal: string; rows: number }): void;
  close(target: { type: 'S' | 'P'; name: string }): void;
  sync(): void;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/**
 * Several named statements sent at once between two Syncs of the extended protocol: one round trip and, by PostgreSQL's
 * rules (protocol-flow, "Pipelining"), one transaction, so that settings made locally by the first hold for the rest.
 */
export class Pipeline implements Submittable {
  readonly results: StatementResult[] = [];
  readonly #parts: readonly PipelinePart[];
  readonly #values: readonly (string | Buffer | null)[][];
  readonly #prepared: Map<string, PreparedStatement>;
  readonly #limit: number;
  readonly #settle: (error: Error | null) => void;
  readonly #mostRows: number;
  #rows: Row[] = [];
  #current = 0;
  #settled = false;

  constructor(
    parts: readonly PipelinePart[],
    prepared: Map<string, PreparedStatement>,
    limit: number,
    settle: (error: Error | null) => void,
    mostRows = Number.POSITIVE_INFINITY,
  ) {
    this.#parts = parts;
    // A value that cannot be encoded must fail here: after half a pipeline was sent nothing would settle it.
    this.#values = parts.map(({ values }) => values.map(encodeValue));
    this.#prepared = prepared;
    this.#limit = limit;
    this.#settle = settle;
    this.#mostRows = mostRows;
  }

  submit(connection: Connection): void {
    const raw = connection as unknown as RawConnection;
    raw.stream.cork();
    try {
      for (const [index, { statement }] of this.#parts.entries()) {
        this.#prepare(raw, statement);
        raw.bind({ portal: '', statement: statement.name, values: this.#values[index] ?? [] });
        raw.execute({ portal: '', rows: 0 });
      }
      this.#evict(raw);
      raw.sync();
    } finally {
      raw.stream.uncork();
    }
  }

  #prepare(raw: RawConnection, statement: Statement): void {
    const known = this.#prepared.get(statement.name);
    if (known !== undefined && !known.uncertain && statement.name !== '') {
      // Moving it to the end keeps the map in the order of last use.
      this.#prepared.delete(statement.name);
      this.#prepared.set(statement.name, known);
      return;
    }
    if (known !== undefined && statement.name !== '') raw.close({ type: 'S', name: statement.name });
    raw.parse({ name: statement.name, text: statement.text, types: [] });
    raw.describe({ type: 'S', name: statement.name });
    this.#prepared.delete(statement.name);
    this.#prepared.set(statement.name, { columns: null, uncertain: false });
  }

  #evict(raw: RawConnection): void {
    const inUse = new Set(this.#parts.map(({ statement }) => statement.name));
    for (const name of this.#prepared.keys()) {
      if (this.#prepared.size <= this.#limit) return;
      if (inUse.has(name)) continue;
      raw.close({ type: 'S', name });
      this.#prepared.delete(name);
    }
  }

  handleRowDescription(message: RowDescription): void {
    const prepared = this.#prepared.get(this.#parts[this.#current]?.statement.name ?? '');
    if (prepared !== undefined)
      prepared.columns = message.fields.map((field) => ({ name: field.name, decode: decoderOf(field.dataTypeID) }));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (this.#settled) return;
    if (this.#rows.length >= this.#mostRows) {
      this.#rows = [];
      this.#finish(databaseErrors.sourceUnreachable({ reason: `it answered with more than ${this.#mostRows} rows` }));
      return;
    }
    const columns = this.#prepared.get(this.#parts[this.#current]?.statement.name ?? '')?.columns ?? [];
    const row: Row = {};
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const text = message.fields[index] ?? null;
      if (column !== undefined) row[column.name] = text === null || column.decode === undefined ? text : column.decode(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    const count = Number(/ (\d+)$/.exec(message.text)?.[1] ?? this.#rows.length);
    this.#complete(count);
  }

  handleEmptyQuery(): void {
    this.#complete(0);
  }

  #complete(count: number): void {
    this.results.push({ rows: this.#rows, count });
    this.#rows = [];
    this.#current++;
  }

  handleError(error: Error): void {
    for (const { statement } of this.#parts) {
      const prepared = this.#prepared.get(statement.name);
      if (prepared !== undefined) prepared.uncertain = true;
    }
    this.#finish(error);
  }

  handleReadyForQuery(): void {
    this.#finish(null);
  }

  handlePortalSuspended(): void {
    this.#finish(new Error('A portal was suspended though all rows were asked for.'));
  }

  handleCopyInResponse(connection: { sendCopyFail(message: string): void }): void {
    connection.sendCopyFail('COPY is not sent through a pipeline');
  }

  handleCopyData(): void {}

  #finish(error: Error | null): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(error);
  }
}
