/** How far a reader of the outbox is. */
export interface ChangePosition {
  /** Everything up to here has been read, or is missing. */
  readonly last: number;
  /** Positions that were given to transactions which had not ended: they come later, or never. */
  readonly missing: readonly MissingPosition[];
}

interface MissingPosition {
  readonly position: number;
  /** Transactions that had not begun when it was first missed are this and above. */
  readonly before: string;
  /** When it was first missed, in milliseconds. */
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
 * The position after some events have been read. Positions are given out in order and committed in any: what is missing in between
 * is looked for until every transaction that could have it has ended, so that no event is lost and none is read twice.
 */
export function afterReading(before: ChangePosition, read: readonly number[], { oldest, next, now }: ReadMoment): ChangePosition {
  const found = new Set(read);
  const last = read.reduce((most, position) => Math.max(most, position), before.last);
  const missing = before.missing.filter(
    ({ position, before: limit, since }) => !found.has(position) && (BigInt(oldest) < BigInt(limit) || now - since < patienceMilliseconds),
  );
  for (let position = before.last + 1; position < last; position++)
    if (!found.has(position)) missing.push({ position, before: next, since: now });
  return { last, missing };
}
