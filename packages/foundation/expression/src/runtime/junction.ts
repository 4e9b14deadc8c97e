import type { FeelValue } from '../values/value.ts';

type Term = () => FeelValue;

/** Three-valued `and`: false if one term is, true if all are, else null. Later terms are evaluated only while they can decide. */
export function and(first: FeelValue, second: Term, ...others: readonly Term[]): boolean | null {
  if (first === false) return false;
  const next = second();
  if (next === false) return false;
  let all = first === true && next === true;
  for (const term of others) {
    const value = term();
    if (value === false) return false;
    if (value !== true) all = false;
  }
  return all ? true : null;
}

/** Three-valued `or`: true if one term is, false if all are, else null. Later terms are evaluated only while they can decide. */
export function or(first: FeelValue, second: Term, ...others: readonly Term[]): boolean | null {
  if (first === true) return true;
  const next = second();
  if (next === true) return true;
  let none = first === false && next === false;
  for (const term of others) {
    const value = term();
    if (value === true) return true;
    if (value !== false) none = false;
  }
  return none ? false : null;
}
