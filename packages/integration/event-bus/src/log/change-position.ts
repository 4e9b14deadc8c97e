/** How far a reader of the outbox is. */
export interface ChangePosition {
  /** Everything up to here has been read, or is missing. */
  readonly last: number;
  /** Positions that were given to transactions which had not ended: they come later, or never. */
  readonly missing: readonly MissingPositions[];
}

/** Positions next to each other that were missed at the same moment. */
export interface MissingPositions {
  readonly position: number;
  /** The last of them; there is only one where absent. */
  readonly to?: number;
  /** Transactions that had not begun when they were first missed are this and above. */
  readonly before: string;
  /** When they were first missed, in milliseconds. */
  readonly since: number;
}

/** What PostgreSQL says of the moment in which the outbox was read. */
export interface ReadMoment {
  /** The oldest transaction that runs. */
  readonly oldest: string;
  /** The next transaction to begin. */
  readonly next: string;
  readonly now: number;
}

/** A position is given out a little before its transaction has a number. */
const patienceMilliseconds = 60_000;

/**
 * The position after some events have been read, given in order. Positions are given out in order and committed in any: what is missing
 * in between is looked for until every transaction that could have it has ended, so that no event is lost and none is read twice.
 */
export function afterReading(before: ChangePosition, read: readonly number[], { oldest, next, now }: ReadMoment): ChangePosition {
  const missing: MissingPositions[] = [];
  for (const range of before.missing) {
    const isOver = BigInt(oldest) >= BigInt(range.before) && now - range.since >= patienceMilliseconds;
    if (!isOver) missing.push(...without(range, read));
  }
  const { last } = before;
  const newer = read.filter((position) => position > last);
  const end = newer.at(-1) ?? last;
  if (end > last) missing.push(...without({ position: last + 1, to: end, before: next, since: now }, newer));
  return { last: end, missing };
}

/** What is left of a range without positions that are in order. */
function without(range: MissingPositions, found: readonly number[]): MissingPositions[] {
  const { position: from, to = from, before, since } = range;
  const left: MissingPositions[] = [];
  let next = from;
  const leave = (until: number) => {
    if (until >= next) left.push({ position: next, ...(until > next ? { to: until } : {}), before, since });
  };
  for (const position of found) {
    if (position < from || position > to) continue;
    leave(position - 1);
    next = position + 1;
  }
  leave(to);
  return left;
}
