import {
  type ContextType,
  compile,
  compileClosure,
  contextType,
  type FeelContext,
  type FeelType,
  listOf,
  scopeOf,
  types,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { copybookErrors } from '../errors.ts';
import { type Group, type Item, type Layout, membersOf, pathOf } from '../layout/item.ts';
import type { RecordValue } from './record-value.ts';

/** Whether something is meant, by what was read: the objects around it, the outermost first, and its own members. */
export type Condition = (around: readonly RecordValue[], own: RecordValue) => boolean;

/**
 * Conditions for views of the same bytes, in FEEL by the path of each. In scope are the view's own members and those of the objects
 * around it, where the inner hides the outer; what stands behind the view is null. Throws `copybook.wrong-condition`.
 */
export function viewConditions({ root }: Layout, texts: Readonly<Record<string, string>>): ReadonlyMap<Item, Condition> {
  const views = new Map(viewsIn(root).map((item) => [pathOf(item), item]));
  return new Map(
    Object.entries(texts).map(([path, text]) => {
      const view = views.get(path);
      if (view !== undefined) return [view, conditionOf(path, text, scopeTypes(view))];
      const known = views.size === 0 ? 'nothing here does' : `these do: ${[...views.keys()].slice(0, 20).join(', ')}`;
      throw copybookErrors.wrongCondition({ name: path, problem: `it shares its bytes with no other item; ${known}.` });
    }),
  );
}

/** A condition for a record as a whole. Throws `copybook.wrong-condition`. */
export function recordCondition({ name, root }: Layout, text: string): Condition {
  return conditionOf(name, text, memberTypes(root.kind === 'group' ? root : null, [root]));
}

function conditionOf(name: string, text: string, members: Readonly<Record<string, FeelType>>): Condition {
  const closure = compiled(name, text, contextType(members));
  return (around, own) => closure(scopeOf(Object.assign({}, ...around, own) as FeelContext)) === true;
}

function compiled(name: string, text: string, scope: ContextType) {
  try {
    return compileClosure(compile(text, { scope, expects: types.boolean }));
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    throw copybookErrors.wrongCondition({ name, problem: error.message }, { cause: error });
  }
}

function scopeTypes(view: Item): Record<string, FeelType> {
  const around: Group[] = [];
  for (let group = view.parent; group !== null; group = group.parent) if (!group.transparent) around.unshift(group);
  const outer = around.map((group) => memberTypes(group, []));
  return Object.assign({}, ...outer, memberTypes(view.kind === 'group' && view.table === null ? view : null, [view])) as Record<
    string,
    FeelType
  >;
}

function memberTypes(group: Group | null, alone: readonly Item[]): Record<string, FeelType> {
  return Object.fromEntries((group === null ? alone : membersOf(group.children)).map((item) => [item.key, typeOf(item)]));
}

function typeOf(item: Item): FeelType {
  const one = item.kind === 'group' ? contextType(memberTypes(item, [])) : fieldTypes[item.storage.type];
  return item.table === null ? one : listOf(one);
}

const fieldTypes = {
  text: types.string,
  edited: types.string,
  national: types.string,
  'utf-8': types.string,
  graphic: types.string,
  bytes: types.string,
  zoned: types.number,
  packed: types.number,
  binary: types.number,
  float: types.number,
} as const;

function viewsIn(item: Item): Item[] {
  if (item.kind === 'field') return [];
  const redefined = new Set(item.children.map(({ redefines }) => redefines));
  return item.children.flatMap((child) => [...(child.redefines !== null || redefined.has(child) ? [child] : []), ...viewsIn(child)]);
}
