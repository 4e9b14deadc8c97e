/** What one call may take. */
export interface CallLimits {
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** Milliseconds from beginning to end, with what it waits for. */
  readonly time: number;
  /** Megabytes of its isolate's heap. */
  readonly memory: number;
}

export const defaultLimits: CallLimits = { cpu: 1000, time: 10_000, memory: 64 };

/** What no function may ask for more than. */
export const greatestLimits: CallLimits = { cpu: 30_000, time: 120_000, memory: 256 };

/** Bytes of input, result, or one request for something outside. */
export const messageBytes = 4 * 1024 * 1024;
/** Lines that one call may log, and characters of each. */
export const logLines = 1000;
export const logCharacters = 2000;
/** Requests for something outside that one call may have on their way, and make altogether. */
export const requestsAtOnce = 100;
export const requestsInAll = 10_000;
/** Characters of what a function throws: of its name, its message, its stack and its code each. */
export const failureCharacters = 10_000;
/** Lists and objects within one another in an input or a result. */
export const mostDepth = 500;

/** What a call that is debugged may take beside its own limits. */
export const debugLimits = {
  /** Milliseconds that it may stand still, all pauses together. */
  pausedMilliseconds: 15 * 60_000,
  /** Milliseconds of processor time that looking at its values may take, all together, and one evaluation at most. */
  lookingCpu: 5000,
  evaluation: 500,
  /** Frames of a stack, values that are told at once, and characters of each of their texts. */
  frames: 50,
  values: 100,
  characters: 1000,
  /** Values that may be unfolded in one pause. */
  unfoldable: 20_000,
  /** Steps that are taken by themselves after an `await`, to come back to where one was. */
  ownSteps: 2000,
  breakpoints: 100,
} as const;
