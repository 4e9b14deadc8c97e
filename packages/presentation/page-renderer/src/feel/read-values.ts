import type { FeelType } from '@plinth/expression';
import { readNames, type Scope } from '../runtime/expressions.ts';

type Convert = (type: FeelType, json: never) => unknown;

interface Reading {
  readonly path: readonly string[];
  readonly type: FeelType;
}

const any: FeelType = { kind: 'any' };

/**
 * Reads names of a scope as FEEL values, and of each context only the entries that the expression uses: what it does
 * not use it does not follow.
 */
export function readValues(
  dependencies: readonly (readonly string[])[],
  typeOfName: (name: string) => FeelType | undefined,
  convert: Convert,
): (scope: Scope, name: string) => unknown {
  const readings = new Map<string, Reading[]>();
  for (const dependency of dependencies) {
    const [name] = dependency;
    if (name === undefined) continue;
    const reading = readingOf(dependency, typeOfName(name) ?? any);
    const known = readings.get(name) ?? [];
    if (!known.some((other) => begins(reading.path, other.path))) {
      readings.set(name, [...known.filter((other) => !begins(other.path, reading.path)), reading]);
    }
  }
  return (scope, name) => {
    const wanted = readings.get(name);
    if (wanted === undefined) return convert(typeOfName(name) ?? any, (scope[name] ?? null) as never);
    const result: Record<string, unknown> = {};
    for (const { path, type } of wanted) {
      const value = convert(type, (readNames(scope, path) ?? null) as never);
      if (path.length === 1) return value;
      place(result, path.slice(1), value);
    }
    return result;
  };
}

/** Follows declared contexts only: a path through a list or a value is read up to it. */
function readingOf(path: readonly string[], type: FeelType): Reading {
  let current = type;
  const followed = [path[0] ?? ''];
  for (const name of path.slice(1)) {
    if (current.kind !== 'context') break;
    const entry: FeelType | undefined = Object.hasOwn(current.entries, name) ? current.entries[name] : undefined;
    if (entry === undefined && !current.open) break;
    followed.push(name);
    current = entry ?? any;
  }
  return { path: followed, type: current };
}

function begins(path: readonly string[], beginning: readonly string[]): boolean {
  return beginning.length <= path.length && beginning.every((name, index) => path[index] === name);
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inner = target;
  for (const name of path.slice(0, -1)) {
    const next = (inner[name] ?? {}) as Record<string, unknown>;
    inner[name] = next;
    inner = next;
  }
  const last = path.at(-1);
  if (last !== undefined) inner[last] = value;
}
