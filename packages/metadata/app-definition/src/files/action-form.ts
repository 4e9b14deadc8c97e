import { isTreeMap, shorthand, type Tree } from './tree.ts';

/** Properties of page actions that hold page actions. */
const nested = ['then', 'catch', 'else', 'actions'];

/** Page actions as the definition has them: a single one, written without a list, becomes a list; nested ones too. */
export function readActions(value: unknown): unknown {
  if (value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((action) => {
    if (!isTreeMap(action)) return action;
    return Object.fromEntries(Object.entries(action).map(([name, part]) => [name, nested.includes(name) ? readActions(part) : part]));
  });
}

/** Page actions as files have them: a single one needs no list. */
export function actionsTree(actions: readonly unknown[]): Tree[] {
  const list = actions.map((action) => {
    if (!isTreeMap(action)) return action;
    return Object.fromEntries(
      Object.entries(action).map(([name, part]) => [name, nested.includes(name) && Array.isArray(part) ? actionsTree(part) : part]),
    );
  });
  return list.length === 1 ? shorthand(list, list[0]) : list;
}
