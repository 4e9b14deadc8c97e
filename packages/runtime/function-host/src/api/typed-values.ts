import { type FeelType, fromJson, parseType, printType } from '@plinth/expression';

/** What is wrong with a value as JSON of a type of FEEL: a sentence that begins with its place; null where nothing is. Null fits every type. */
export function mismatch(type: FeelType, json: unknown, place: string): string | null {
  if (json === null || json === undefined || type.kind === 'any') return null;
  if (type.kind === 'list') {
    if (!Array.isArray(json)) return `${place} is no list`;
    return firstOf(json, (item, at) => mismatch(type.item, item, `${place}[${at + 1}]`));
  }
  if (type.kind === 'context') {
    if (typeof json !== 'object' || Array.isArray(json)) return `${place} is no ${printType(type)}`;
    return firstOf(Object.entries(type.entries), ([name, entry]) =>
      mismatch(entry, Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : null, `${place}.${name}`),
    );
  }
  return fromJson(type, json) === null ? `${place} is no ${printType(type)}` : null;
}

/** What is wrong with an input, where its names and types are listed. */
export function inputMismatch(types: Readonly<Record<string, string>>, input: Readonly<Record<string, unknown>>): string | null {
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(types, name));
  if (unknown !== undefined) return `it takes no ${unknown}`;
  return firstOf(Object.entries(types), ([name, type]) => mismatch(parseType(type), input[name], name));
}

function firstOf<Item>(items: readonly Item[], look: (item: Item, at: number) => string | null): string | null {
  for (const [at, item] of items.entries()) {
    const found = look(item, at);
    if (found !== null) return found;
  }
  return null;
}
