import { databaseErrors } from './errors.ts';

/** What an answer of a database that is somebody else's may take. */
export interface AnswerBounds {
  readonly bytes: number;
  /** Rows of one statement, for a row costs more than the few bytes that it may come in; as many as come where absent. */
  readonly rows?: number;
  readonly milliseconds: number;
}

/** A connection, as far as its answers are bounded. */
export interface BoundedConnection {
  /** Bytes that came over it so far. */
  bytesRead(): number;
  /** Ends it at once. */
  end(): void;
}

const lookMilliseconds = 20;

/**
 * Waits for an answer, which the other side may never give or give without an end, whatever it was told about time: a driver takes in
 * all that comes. What is read is counted where it comes in, encrypted or not. Throws `database.source-unreachable` and ends the
 * connection where it is too much.
 */
export async function withinBounds<Value>(
  connection: BoundedConnection,
  { bytes, milliseconds }: AnswerBounds,
  work: () => Promise<Value>,
): Promise<Value> {
  const before = connection.bytesRead();
  const latest = performance.now() + milliseconds;
  /** Ends it and says why, where it is too much. */
  const problem = () => {
    const isTooMuch = connection.bytesRead() - before > bytes;
    if (!isTooMuch && performance.now() < latest) return null;
    connection.end();
    const reason = isTooMuch ? `it answered with more than ${bytes} bytes` : `it did not answer within ${Math.ceil(milliseconds / 1000)} s`;
    return databaseErrors.sourceUnreachable({ reason });
  };
  const { promise: exceeded, reject } = Promise.withResolvers<never>();
  const timer = setInterval(() => {
    const found = problem();
    if (found === null) return;
    clearInterval(timer);
    reject(found);
  }, lookMilliseconds);
  try {
    const value = await Promise.race([work(), exceeded]);
    // What came quicker than it was looked at.
    const found = problem();
    if (found !== null) throw found;
    return value;
  } finally {
    clearInterval(timer);
  }
}
