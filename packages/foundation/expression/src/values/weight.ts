import { expressionErrors } from '../errors.ts';
import { FeelRange, type FeelValue } from './value.ts';

/** Longer texts are not made: a text that doubles itself would fill the memory in thirty steps. In UTF-16 units. */
export const longestText = 1 << 24;
/** Deeper lists and contexts are not walked: whoever reads them would need as deep a stack. */
const deepest = 1_000;
/** So many items, letters or instructions are one step of an evaluation. */
const piecesOfStep = 64;
/** To begin with the parts of a list or context takes as long as to look at so many items. */
const costOfOpening = 4;

/** Steps of what takes some ten microseconds: a root, a power, a logarithm, the clock of a zone. */
export const stepsOfHardNumber = 32;

/** Counts the steps of an evaluation; throws beyond their limit. */
export interface StepCounter {
  step(count: number): void;
}

/** Steps that going through so many items or letters takes. */
export function stepsOf(pieces: number): number {
  return Math.floor(pieces / piecesOfStep);
}

/**
 * Counts all there is in a value before somebody goes through it. Lists may hold one list many times, so that a small program makes a
 * value that nobody can walk to its end: this ends there, with an error, and where a value is too deep. Gives how many parts there
 * are. `into` says which parts have parts themselves; lists, contexts and ranges where absent.
 */
export function weigh(value: FeelValue, counter: StepCounter, into: (part: object) => boolean = isCompound): number {
  if (typeof value === 'string') counter.step(stepsOf(value.length));
  if (typeof value !== 'object' || value === null || !into(value)) return 1;
  let seen = 1;
  let uncounted = 0;
  const open: Iterator<FeelValue>[] = [partsOf(value)];
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    const { value: part, done } = inner.next() as IteratorResult<FeelValue, undefined>;
    if (done === true) {
      open.pop();
      continue;
    }
    seen++;
    uncounted += typeof part === 'string' ? 1 + part.length : 1;
    if (typeof part === 'object' && part !== null && into(part)) {
      uncounted += costOfOpening;
      open.push(partsOf(part));
      if (open.length > deepest) throw expressionErrors.limit({ limit: deepest, what: 'levels of lists and contexts' });
    }
    if (uncounted >= piecesOfStep) {
      counter.step(stepsOf(uncounted));
      uncounted = 0;
    }
  }
  return seen;
}

function isCompound(value: object): boolean {
  if (Array.isArray(value) || value instanceof FeelRange) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function partsOf(value: FeelValue): Iterator<FeelValue> {
  if (value instanceof FeelRange) return [value.low, value.high].values();
  return (Array.isArray(value) ? (value as readonly FeelValue[]) : Object.values(value as object)).values();
}
