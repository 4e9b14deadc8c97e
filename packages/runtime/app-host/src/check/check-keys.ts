import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { beforeText } from '@plinth/definition-expressions';
import { type ContextType, compile, type Node, positionOf } from '@plinth/expression';
import { isJsonObject, nearestName } from '@plinth/foundation';

interface WrittenText {
  readonly text: string;
  /** Where in an expression; null where it stands as it is. */
  readonly from: number | null;
  readonly steps: readonly number[];
}

/** Texts in a value that name items by key, and none that is there: an action that no row could ever offer. */
export function checkKeys(
  record: { readonly id: string },
  steps: readonly (string | number)[],
  value: unknown,
  scope: ContextType,
  items: unknown,
): DefinitionViolation[] {
  const known = itemKeys(items);
  if (known === null) return [];
  return textsIn(value, scope).flatMap(({ text, from, steps: within }) => {
    if (known.includes(text)) return [];
    const nearest = nearestName(text, known);
    const hint = nearest === null ? (known.length === 0 ? undefined : `There are ${known.join(', ')}.`) : `Did you mean ${nearest}?`;
    const violation = violationOf(record, 'reference', [...steps, ...within], `there is no ${text} to offer`, hint);
    return [from === null || typeof value !== 'string' ? violation : { ...violation, within: placeOf(value, from) }];
  });
}

/** The keys of items that are written as they are; null where an expression gives them. */
function itemKeys(items: unknown): readonly string[] | null {
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) return null;
  return items.flatMap((item: unknown) => (isJsonObject(item) && typeof item.key === 'string' ? [item.key] : []));
}

function textsIn(value: unknown, scope: ContextType): readonly WrittenText[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, at) =>
      typeof item === 'string' && readPropertyText(item).kind === 'literal' ? [{ text: item, from: null, steps: [at] }] : [],
    );
  const read = readPropertyText(value);
  if (read.kind !== 'expression') return [];
  return itemsGiven(compile(read.text, { scope, mode: 'standard' }).root).map(({ text, from }) => ({ text, from, steps: [] }));
}

/** The texts of the lists that an expression gives; what it compares is none of them. */
function itemsGiven(node: Node): readonly { readonly text: string; readonly from: number }[] {
  switch (node.kind) {
    case 'list':
      return node.items.flatMap((item) => (item.kind === 'string' ? [{ text: item.value, from: item.from }] : []));
    case 'if':
      return [...itemsGiven(node.then), ...itemsGiven(node.else)];
    case 'call':
      return node.of.kind === 'name' && joining.has(node.of.name) ? node.arguments.flatMap(({ value }) => itemsGiven(value)) : [];
    case 'filter':
      return itemsGiven(node.of);
    default:
      return [];
  }
}

const joining = new Set(['concatenate', 'union', 'distinct values', 'append']);

/** Line and column of a place in an expression, within the property that holds it. */
function placeOf(value: string, from: number): { readonly line: number; readonly column: number } {
  const read = readPropertyText(value);
  return positionOf(value, (read.kind === 'expression' ? beforeText(value, read.text).length : 0) + from);
}
