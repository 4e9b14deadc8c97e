import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from '@plinth/json-schema';
import type { Action, Connector } from './connector.ts';
import type { Paging } from './paging.ts';

/** An action as expressions see it, in types of FEEL. */
export interface ActionTypes {
  readonly input: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  readonly result: string;
  /** Where the answer has a list of rows, as names one within the other; null where it has none, or several. */
  readonly rows: string | null;
  /** How further rows may be asked for, as the names of what it takes suggest; null where nothing does. */
  readonly paging: Paging | null;
}

/** Texts of types are no longer, so that they can be read by people too. */
const longest = 4000;
const deepest = 9;

/** What an action takes and gives in types of FEEL. What JSON writes as text is `string`, dates too. */
export function actionTypes({ types }: Connector, { input, output }: Action): ActionTypes {
  const members = isJsonObject(input) && isJsonObject(input.properties) ? input.properties : {};
  const required = isJsonObject(input) && Array.isArray(input.required) ? input.required.map(String) : [];
  const rows = listsIn(output, types, [], 0);
  return {
    input: Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, feelType(schema as JsonSchema, types)])),
    required: required.filter((name) => Object.hasOwn(members, name)),
    result: feelType(output, types),
    rows: rows.length === 1 ? (rows[0] ?? null) : null,
    paging: rows.length === 1 ? suggestedPaging(inputPaths(members, types), output, types) : null,
  };
}

/** The type of FEEL of a schema, as deep as fits. */
export function feelType(schema: JsonSchema, types: Connector['types']): string {
  for (let depth = deepest; depth > 0; depth--) {
    const text = new TypeText(types).of(schema, depth);
    if (text !== null && text.length <= longest) return text;
  }
  return 'any';
}

class TypeText {
  readonly #types: Connector['types'];
  #left = longest;

  constructor(types: Connector['types']) {
    this.#types = types;
  }

  /** Null once it is longer than it may be. */
  of(schema: JsonValue | undefined, depth: number): string | null {
    if (this.#left < 0) return null;
    const text = this.#text(schema, depth);
    if (text !== null) this.#left -= text.length;
    return text;
  }

  #text(schema: JsonValue | undefined, depth: number): string | null {
    const plain = resolved(schema, this.#types);
    if (plain === null || depth <= 0) return 'any';
    const type = typeOf(plain);
    if (type === 'string' || type === 'boolean') return type;
    if (type === 'number' || type === 'integer') return 'number';
    if (type === 'array') {
      const item = this.of(plain.items, depth - 1);
      return item === null ? null : `list<${item}>`;
    }
    const members = membersOf(plain, this.#types, 0);
    if (members.size === 0) return type === 'object' ? 'context' : 'any';
    const entries: string[] = [];
    // A name that a type could not be written with is left open.
    for (const [name, member] of members) {
      if (/[:<>,.]|^\s|\s$/.test(name)) continue;
      const text = this.of(member, depth - 1);
      if (text === null) return null;
      entries.push(`${name}: ${text}`);
    }
    return entries.length === 0 ? 'context' : `context<${entries.join(', ')}>`;
  }
}

/** The type that a schema says, where it is one beside null. */
function typeOf({ type, properties, enum: choices }: Readonly<Record<string, JsonValue>>): string | null {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null');
  const [name] = names;
  if (names.length === 1 && typeof name === 'string') return name;
  if (isJsonObject(properties)) return 'object';
  return Array.isArray(choices) && choices.length > 0 && choices.every((choice) => typeof choice === 'string') ? 'string' : null;
}

/** What a schema leads to, past references and what is null; null where it is anything, or one of several. */
function resolved(schema: JsonValue | undefined, types: Connector['types'], hops = 0): Readonly<Record<string, JsonValue>> | null {
  if (!isJsonObject(schema) || hops > 30) return null;
  const reference = typeOfReference(schema);
  if (reference !== null) return resolved(Object.hasOwn(types, reference) ? types[reference] : undefined, types, hops + 1);
  for (const keyword of ['anyOf', 'oneOf']) {
    const options = schema[keyword];
    if (!Array.isArray(options) || isJsonObject(schema.properties)) continue;
    const some = options.filter((option) => !isJsonObject(option) || option.type !== 'null');
    return some.length === 1 ? resolved(some[0], types, hops + 1) : null;
  }
  const parts = schema.allOf;
  if (Array.isArray(parts) && parts.length === 1 && !isJsonObject(schema.properties)) return resolved(parts[0], types, hops + 1);
  return schema;
}

function membersOf(schema: Readonly<Record<string, JsonValue>>, types: Connector['types'], depth: number): Map<string, JsonValue> {
  const found = new Map<string, JsonValue>();
  if (depth > 30) return found;
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
    const inner = resolved(part, types);
    if (inner !== null) for (const [name, member] of membersOf(inner, types, depth + 1)) found.set(name, member);
  }
  for (const [name, member] of Object.entries(isJsonObject(schema.properties) ? schema.properties : {})) found.set(name, member ?? true);
  return found;
}

/** Where lists stand within an answer, not within other lists. */
function listsIn(schema: JsonValue, types: Connector['types'], path: readonly string[], depth: number): string[] {
  const plain = resolved(schema, types);
  if (plain === null || depth > 3) return [];
  if (typeOf(plain) === 'array') return path.length === 0 || resolvedItem(plain, types) === null ? [] : [path.join('.')];
  return [...membersOf(plain, types, 0)]
    .filter(([name]) => !name.includes('.') && !(depth === 0 && name === 'headers'))
    .flatMap(([name, member]) => listsIn(member, types, [...path, name], depth + 1));
}

/** What a list holds, where that has members. */
function resolvedItem({ items }: Readonly<Record<string, JsonValue>>, types: Connector['types']): unknown {
  const item = resolved(items, types);
  return item !== null && membersOf(item, types, 0).size > 0 ? item : null;
}

const numbered = /^(page|page_?number|page_?no)$/i;
const passedOver = /^(offset|skip|start_?index|first_?result)$/i;
const placed = /^(cursor|after|page_?token|next_?token|continuation_?token|continue|starting_?after|marker)$/i;
const told = /^(next_?cursor|cursor|next_?page_?token|next_?token|continuation_?token|next|continue|after|end_?cursor|marker)$/i;

/** What an action takes, and what stands within that: a message of gRPC has its inputs there. */
function inputPaths(members: Readonly<Record<string, JsonValue>>, types: Connector['types']): readonly string[] {
  const within = Object.entries(members).flatMap(([name, schema]) => {
    const plain = resolved(schema, types);
    return plain === null
      ? []
      : [...membersOf(plain, types, 0).keys()].filter((each) => !each.includes('.')).map((each) => `${name}.${each}`);
  });
  return [...Object.keys(members), ...within];
}

function suggestedPaging(paths: readonly string[], output: JsonSchema, types: Connector['types']): Paging | null {
  const named = (words: RegExp) => paths.find((path) => words.test(path.slice(path.lastIndexOf('.') + 1)));
  const cursor = named(placed);
  const from = cursor === undefined ? undefined : textsIn(output, types, [], 0).find((path) => told.test(path.split('.').at(-1) ?? ''));
  if (cursor !== undefined && from !== undefined) return { kind: 'cursor', input: cursor, from };
  const page = named(numbered);
  if (page !== undefined) return { kind: 'page', input: page, first: 1 };
  const offset = named(passedOver);
  return offset === undefined ? null : { kind: 'offset', input: offset };
}

function textsIn(schema: JsonValue, types: Connector['types'], path: readonly string[], depth: number): string[] {
  const plain = resolved(schema, types);
  if (plain === null || depth > 4) return [];
  const type = typeOf(plain);
  if (type === 'string' || type === 'integer') return [path.join('.')];
  if (type === 'array') return [];
  return [...membersOf(plain, types, 0)]
    .filter(([name]) => !name.includes('.'))
    .flatMap(([name, member]) => textsIn(member, types, [...path, name], depth + 1));
}
