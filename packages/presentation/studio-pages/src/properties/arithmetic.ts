import { compile, evaluate, isNumber, toDouble } from '@plinth/expression';

/** The number that a text is or comes to, such as `3 * 12`; null where it is none. */
export function numberOf(text: string): number | null {
  try {
    const value = evaluate(compile(text));
    return isNumber(value) ? toDouble(value) : null;
  } catch {
    return null;
  }
}
