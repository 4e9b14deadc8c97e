import { sameValue } from '../contract/use-controlled.ts';

/** What a value was, in order; `at` is the place of what it is now. */
export interface Steps {
  readonly values: readonly unknown[];
  readonly at: number;
  /** The value as it was last seen: one step is often on its way while the value is still the old one. */
  readonly seen: unknown;
}

export function firstStep(value: unknown): Steps {
  return { values: [value], at: 0, seen: value };
}

/** The same steps where the value is as seen before or as restored; else a step more, and what was undone is forgotten. */
export function followValue(steps: Steps, value: unknown, limit: number): Steps {
  if (sameValue(value, steps.seen)) return steps;
  if (sameValue(value, steps.values[steps.at])) return { ...steps, seen: value };
  const values = [...steps.values.slice(0, steps.at + 1), value].slice(-(Math.max(1, limit) + 1));
  return { values, at: values.length - 1, seen: value };
}

/** One step back (-1) or forth (1), or null where there is none. */
export function stepBy(steps: Steps, by: -1 | 1): Steps | null {
  const at = steps.at + by;
  return at < 0 || at >= steps.values.length ? null : { ...steps, at };
}
