import type { LongOperationProgress, OperationContract } from '@plinth/api-contract';
import type { Queryable } from '@plinth/database';
import type { JsonValue, RequestContext } from '@plinth/foundation';

/** One kind of work that takes long. It is found by the name of the operation that begins it, also by a server that never began one. */
export interface LongWork {
  /** The operation that begins it. Whoever goes on with it needs the same permission and scope. */
  readonly begunBy: Pick<OperationContract, 'id' | 'permission' | 'scope'>;
  /** Scope that an API token needs to look at it. */
  readonly lookScope: string;
  readonly unit: LongOperationProgress['unit'];
  /** Whether the object stored under the operation's id is what it reads, removed when it succeeded, or what it makes. */
  readonly file: 'input' | 'output' | 'none';
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
  /** Tells how far it is; what is not named stays as it was told. */
  progress(done: number, more?: Partial<Pick<LongOperationProgress, 'total' | 'step'>>): void;
  /**
   * Stores where the work stands within the transaction that did it, so that both are there or neither. Throws
   * `plinth.cancelled` where another server has taken over: the transaction must not be committed then.
   */
  keep(transaction: Queryable, checkpoint: JsonValue, done: number): Promise<void>;
  /**
   * Stores the end within the transaction that is all of the work, so that both are there or neither: whoever looks after its
   * commit sees the result, and a cancel comes too late. Throws as `keep` does.
   */
  succeed(transaction: Queryable, result: JsonValue): Promise<void>;
}
