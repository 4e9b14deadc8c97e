import type { LongOperationProgress } from '@plinth/api-contract';
import type { Queryable } from '@plinth/database';
import type { JsonValue, RequestContext } from '@plinth/foundation';

/** One kind of work that takes long. It is found by the name of the operation that begins it, also by a server that never began one. */
export interface LongWork {
  /** The operation that begins it: `imports.start`. */
  readonly operation: string;
  readonly unit: LongOperationProgress['unit'];
  /** Whether the object stored under the operation's id is what it reads, removed when it succeeded, or what it makes. */
  readonly file: 'input' | 'output';
  /**
   * Does it, from the checkpoint on; the result is JSON. Stops with an error soon after the context's signal is aborted: what
   * it has not kept by then is done again when somebody goes on.
   */
  run(context: RequestContext, run: OperationRun): Promise<JsonValue>;
}

/** One operation at work. */
export interface OperationRun {
  readonly id: string;
  readonly application: string;
  readonly input: JsonValue;
  /** What was kept last; null at the beginning. */
  readonly checkpoint: JsonValue;
  /** Tells how far it is. */
  progress(done: number): void;
  /**
   * Stores where the work stands within the transaction that did it, so that both are there or neither. Throws
   * `plinth.cancelled` where another server has taken over: the transaction must not be committed then.
   */
  keep(transaction: Queryable, checkpoint: JsonValue, done: number): Promise<void>;
}
