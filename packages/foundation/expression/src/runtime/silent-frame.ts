import { type EvaluationOptions, Frame } from '../closures/frame.ts';
import type { Place } from '../syntax/ast.ts';

/** Emitted code has no text of an expression to point at. */
export const nowhere: Place = { from: 0, to: 0 };

/** The clock that an emitted function reads for `now()` and `today()`: the system's, in UTC, where nothing is said. */
export type Clock = Pick<EvaluationOptions, 'now' | 'zone'>;

const noScope = { get: () => null };

/** What the parts of closures run in when emitted code calls them: no scope, no reasons, no limit of steps. */
export function silentFrame(clock: Clock = {}): Frame {
  return new Frame(noScope, { ...clock, stepLimit: Number.POSITIVE_INFINITY });
}
