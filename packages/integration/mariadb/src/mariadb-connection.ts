import { type AnswerBounds, databaseErrors, type SqlValue, withinBounds } from '@plinth/database';
import type { OutgoingSockets } from '@plinth/outgoing';
import { type Connection, createConnection } from 'mysql2';
import { sourceError, statementError } from './mariadb-error.ts';
import { mariadbLogin } from './mariadb-login.ts';

export interface MariadbLimits {
  /** How long it may take to sign in; 10 s where absent. */
  readonly connectMilliseconds?: number | undefined;
  /** How long a statement may run; 30 s where absent. */
  readonly statementTimeoutMilliseconds?: number | undefined;
  /** Bytes that one statement may be answered with; 64 MB where absent. */
  readonly answerBytes?: number | undefined;
}

export interface MariadbOptions extends MariadbLimits {
  /** Makes the sockets on which it is reached: what keeps them from places that are nobody's business. */
  readonly socket: OutgoingSockets;
}

/** What a statement gave. */
export interface MariadbAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows that were changed, or found. */
  readonly count: number;
}

/** The socket, once there is one. */
interface Way {
  stream: ReturnType<OutgoingSockets> | null;
}

const oldest = [10, 6];
const usualBytes = 64_000_000;
const mostGreetingBytes = 200_000;
/** How much longer than a statement may run its answer is waited for. */
const graceMilliseconds = 5000;

/** One connection; statements run one after another. */
export class MariadbConnection {
  readonly #driver: Connection;
  readonly #way: Way;
  readonly #bounds: AnswerBounds;
  /** What broke it; null while it is sound. */
  broken: unknown = null;

  private constructor(driver: Connection, way: Way, bounds: AnswerBounds) {
    this.#driver = driver;
    this.#way = way;
    this.#bounds = bounds;
    driver.on('error', (error: unknown) => (this.broken ??= error));
  }

  /** Signs in. Throws `database.source-unreachable`, `database.bad-address`, `database.too-old`. */
  static async open(
    address: string,
    { socket, connectMilliseconds = 10_000, statementTimeoutMilliseconds = 30_000, answerBytes = usualBytes }: MariadbOptions,
  ): Promise<MariadbConnection> {
    const way: Way = { stream: null };
    const make = () => {
      way.stream = socket();
      return way.stream;
    };
    const driver = createConnection({ ...mariadbLogin(address, make), connectTimeout: connectMilliseconds });
    const bounds = { bytes: answerBytes, milliseconds: statementTimeoutMilliseconds + graceMilliseconds };
    const connection = new MariadbConnection(driver, way, bounds);
    const connected = () => new Promise<void>((resolve, reject) => driver.connect((error) => (error === null ? resolve() : reject(error))));
    try {
      // Whoever greets for ever is no MariaDB.
      await withinBounds(connection, { bytes: mostGreetingBytes, milliseconds: connectMilliseconds }, connected);
      const signal = new AbortController().signal;
      // Names stand in double quotes, nothing is cut or guessed in silence, and nothing is changed unless a transaction says so.
      const settings = [
        `set names utf8mb4 collate utf8mb4_nopad_bin, sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
        `set time_zone = '+00:00', max_statement_time = ${Math.ceil(statementTimeoutMilliseconds / 1000)}, group_concat_max_len = 1048576`,
        'set session transaction read only',
      ];
      const { rows } = await connection.run('select version() as version', [], signal);
      requireKnown(String(rows[0]?.version));
      for (const setting of settings) await connection.plain(setting, signal);
      return connection;
    } catch (error) {
      connection.end();
      throw sourceError(error);
    }
  }

  /** Runs a statement with parameters `$1`, `$2` …, which are never part of its text. */
  run(text: string, values: readonly SqlValue[], signal: AbortSignal): Promise<MariadbAnswer> {
    const { sql, order } = positional(text);
    const given = order.map((at) => (values[at] ?? null) as string | number | null);
    return this.#ask(signal, (done) => this.#driver.execute(sql, given, done));
  }

  /** Runs a statement without parameters that cannot be prepared. */
  plain(text: string, signal: AbortSignal): Promise<MariadbAnswer> {
    return this.#ask(signal, (done) => this.#driver.query(text, done));
  }

  async #ask(signal: AbortSignal, start: (done: (error: unknown, answer: unknown) => void) => void): Promise<MariadbAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const stop = () => {
      reject(signal.reason);
      this.end();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) throw signal.reason;
      start((error, answer) => (error === null || error === undefined ? resolve(answer) : reject(error)));
      return answerOf(await withinBounds(this, this.#bounds, () => promise));
    } catch (error) {
      throw statementError(error, signal);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Bytes that came over it so far. */
  bytesRead(): number {
    return this.#way.stream?.bytesRead ?? 0;
  }

  /** Ends it at once. */
  end(): void {
    this.broken ??= new Error('It was ended.');
    this.#driver.destroy();
    // The driver lets go of what it has encrypted, and not of what is below.
    this.#way.stream?.destroy();
  }

  /** Ends it in good order. */
  close(): Promise<void> {
    this.broken ??= new Error('It was closed.');
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#driver.end(() => resolve());
    return promise;
  }
}

function requireKnown(version: string): void {
  const [, major = '0', minor = '0'] = /^(?:5\.5\.5-)?(\d+)\.(\d+)/.exec(version) ?? [];
  const [least = 0, below = 0] = oldest;
  const isOld = Number(major) < least || (Number(major) === least && Number(minor) < below);
  if (isOld || !/mariadb/i.test(version)) throw databaseErrors.notMariadb({ version });
}

function answerOf(answer: unknown): MariadbAnswer {
  if (Array.isArray(answer)) return { rows: answer as MariadbAnswer['rows'], count: answer.length };
  const { affectedRows = 0 } = (answer ?? {}) as { readonly affectedRows?: number };
  return { rows: [], count: affectedRows };
}

/** A text with a question mark for each parameter, and which value stands where. */
function positional(text: string): { readonly sql: string; readonly order: readonly number[] } {
  const order: number[] = [];
  // Texts and names in quotes are left as they are.
  const sql = text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$(\d+)/g, (part, number?: string) => {
    if (number === undefined) return part;
    order.push(Number(number) - 1);
    return '?';
  });
  return { sql, order };
}
