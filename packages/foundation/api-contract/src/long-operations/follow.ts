import { foundationErrors, isJsonObject, type Problem } from '@plinth/foundation';
import { type CallOptions, type Client, errorOfProblem } from '../client.ts';
import { type Patience, untilReached } from '../until-reached.ts';
import { type LongOperation, mostSecondsToWait } from './long-operation.ts';
import { getLongOperation } from './operations.ts';

/** Where a long operation belongs. */
export interface OperationPlace {
  readonly tenant: string;
  readonly environment: string;
  readonly application: string;
}

export interface FollowOptions extends Pick<CallOptions, 'signal'> {
  /** Seconds between two looks; a minute where absent. The end is told at once. */
  readonly glance?: number;
  readonly onLook?: (operation: LongOperation) => void;
  /** Where given, the operation is asked after until the platform can be reached again: it goes on without whoever follows it. */
  readonly onAway?: Patience['onAway'];
}

/** Waits until a long operation that was begun has ended, and gives it as it ended. */
export async function followLongOperation<Operation extends LongOperation>(
  client: Client,
  place: OperationPlace,
  begun: Operation,
  { signal, glance = mostSecondsToWait, onLook, onAway }: FollowOptions = {},
): Promise<Operation> {
  const options = signal === undefined ? {} : { signal };
  const look = () => client.call(getLongOperation, place, { operation: begun.id, wait: glance }, options);
  let current: LongOperation = begun;
  while (current.status === 'running') {
    onLook?.(current);
    current = await (onAway === undefined ? look() : untilReached(look, { ...options, onAway }));
  }
  return current as Operation;
}

/** The result of a long operation that has ended. Throws the problem that ended it, or `plinth.cancelled`. */
export function resultOf<Operation extends LongOperation>(ended: Operation): NonNullable<Operation['result']> {
  if (ended.problem !== null) throw errorOfProblem(ended.problem as unknown as Problem);
  if (ended.status !== 'succeeded' || !isJsonObject(ended.result)) throw foundationErrors.cancelled();
  return ended.result as NonNullable<Operation['result']>;
}
