import { nearestName } from '@plinth/foundation';
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

/** What a file says of its own record: everything but the id and the parts that are records of their own. A misspelt part is reported. */
export function withoutParts(drafts: Drafts, source: YamlSource, tree: TreeMap, parts: readonly string[]): TreeMap {
  const own = omit(tree, 'id', ...parts);
  const misspelt = Object.keys(own).flatMap((name) => {
    const part = isTreeMap(own[name]) || Array.isArray(own[name]) ? nearestName(name, parts) : null;
    return part === null ? [] : [{ name, part }];
  });
  for (const { name, part } of misspelt) drafts.report(source, [name], 'is not known here', `Did you mean ${part}?`);
  return omit(own, ...misspelt.map(({ name }) => name));
}
