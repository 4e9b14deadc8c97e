import type { Drafts } from './drafts.ts';
import { isTreeMap, type TreeMap } from './tree.ts';
import type { Steps, YamlSource } from './yaml-source.ts';

/** A mapping in a file; anything else is reported and read as empty. Nothing written at all is empty too. */
export function mapAt(drafts: Drafts, source: YamlSource, value: unknown, steps: Steps, hint: string): TreeMap {
  if (value === undefined || value === null) return {};
  if (isTreeMap(value)) return value;
  drafts.report(source, steps, 'must be a mapping', hint);
  return {};
}

/** A mapping without some of its names. */
export function omit(tree: TreeMap, ...names: readonly string[]): TreeMap {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !names.includes(name)));
}
