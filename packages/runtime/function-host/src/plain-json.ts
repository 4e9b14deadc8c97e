import { mostDepth } from './limits.ts';

/** What is wrong with a value that came as JSON from strangers; null where nothing is. What lies too deep overflows the stack of whoever writes it as JSON again. */
export function tooDeep(value: unknown): string | null {
  return problemOf(value, 0, false);
}

/** The same, also for what others go on with: an own `__proto__` becomes the prototype of whatever it is copied to by its names. */
export function unplainJson(value: unknown): string | null {
  return problemOf(value, 0, true);
}

function problemOf(value: unknown, depth: number, forOthers: boolean): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= mostDepth) return `its lists and objects lie more than ${mostDepth} deep`;
  if (forOthers && Object.hasOwn(value, '__proto__')) return 'it names __proto__';
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    const found = problemOf(part, depth + 1, forOthers);
    if (found !== null) return found;
  }
  return null;
}
