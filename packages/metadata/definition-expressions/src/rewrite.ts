import type { ActionBody, DefinitionRecord } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import type { Steps } from './expression-site.ts';
import type { Use } from './use.ts';
import { valueAt } from './value-at.ts';

/** Updates of records that put another name wherever these uses stand; every other letter stays. Uses by id need none. */
export function rewritten(uses: readonly Use[], name: string): readonly ActionBody[] {
  const byRecord = new Map<DefinitionRecord, Use[]>();
  for (const use of uses) if (use.at !== 'id') byRecord.set(use.record, [...(byRecord.get(use.record) ?? []), use]);
  return [...byRecord].flatMap(([record, own]) => updatesOf(record, own, name));
}

function updatesOf(record: DefinitionRecord, uses: readonly Use[], name: string): ActionBody[] {
  const changed = structuredClone(record) as unknown as Record<string, JsonValue>;
  // What stands further back first, so that places before it stay true; texts before the keys that lead to them.
  const texts = uses.filter(({ at }) => at === 'text').toSorted((a, b) => b.from - a.from);
  for (const { steps, from, to } of texts) changeText(changed, steps, (text) => text.slice(0, from) + name + text.slice(to));
  const keys = uses.filter(({ at }) => at === 'key').toSorted((a, b) => b.steps.length - a.steps.length);
  for (const { steps } of keys) changeKey(changed, steps, name);
  const paths = new Map(uses.map(({ steps, at }) => [JSON.stringify(updatePath(steps, at)), updatePath(steps, at)] as const));
  const outermost = [...paths.values()].filter(
    (path) =>
      ![...paths.values()].some((other) => other !== path && path.length > other.length && other.every((step, at) => step === path[at])),
  );
  return outermost.map((path) => ({
    type: 'RECORD_UPDATE',
    payload: { id: record.id, path, value: valueAt(changed, path) as JsonValue },
  }));
}

/** How far an update can reach: arrays change as a whole, and another key changes what it is a key of. */
function updatePath(steps: Steps, at: Use['at']): readonly string[] {
  const reached = at === 'key' ? steps.slice(0, -1) : steps;
  const array = reached.findIndex((step) => typeof step === 'number');
  return (array < 0 ? reached : reached.slice(0, array)).map(String);
}

function changeText(record: Record<string, JsonValue>, steps: Steps, change: (text: string) => string): void {
  const parent = valueAt(record, steps.slice(0, -1)) as Record<string, JsonValue> | undefined;
  const last = steps.at(-1);
  const text = parent === undefined || last === undefined ? undefined : parent[last];
  if (parent !== undefined && last !== undefined && typeof text === 'string') parent[last] = change(text);
}

/** Keeps the order of the entries. */
function changeKey(record: Record<string, JsonValue>, steps: Steps, name: string): void {
  const parent = valueAt(record, steps.slice(0, -1)) as Record<string, JsonValue> | undefined;
  const key = String(steps.at(-1));
  if (parent === undefined) return;
  const entries = Object.entries(parent).map(([each, value]) => [each === key ? name : each, value] as const);
  for (const each of Object.keys(parent)) delete parent[each];
  Object.assign(parent, Object.fromEntries(entries));
}
