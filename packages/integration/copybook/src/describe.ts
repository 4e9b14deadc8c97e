import { type Alias, type Item, type Layout, lengthOf, membersOf, pathOf } from './layout/item.ts';
import type { Condition } from './syntax/entry.ts';

/** An item of a copybook in words that need no COBOL. */
export interface ItemDescription {
  readonly path: string;
  readonly name: string;
  readonly level: number;
  /** Bytes from the beginning of the record, where tables before it are as long as they can be. */
  readonly offset: number;
  /** Bytes of one occurrence. */
  readonly length: number;
  readonly type: 'group' | 'text' | 'edited' | 'zoned' | 'packed' | 'binary' | 'float' | 'national' | 'utf-8' | 'graphic' | 'bytes';
  readonly picture?: string;
  readonly digits?: number;
  readonly scale?: number;
  readonly signed?: boolean;
  readonly occurs?: { readonly minimum: number; readonly maximum: number; readonly dependsOn?: string };
  readonly redefines?: string;
  /** Of level 66: what it is another name of. It takes no place and is no member of the record's value. */
  readonly renames?: { readonly from: string; readonly through: string };
  readonly conditions?: readonly Condition[];
}

/** Every item of a record with its place. Slack bytes are among them, for they take room. */
export function describeLayout(layout: Layout): ItemDescription[] {
  const described: ItemDescription[] = [];
  const visit = (item: Item) => {
    described.push(describe(item));
    if (item.kind === 'group') item.children.forEach(visit);
  };
  visit(layout.root);
  return [...described, ...layout.aliases.map(describeAlias)];
}

function describeAlias({ name, from, through }: Alias): ItemDescription {
  const type = from === through && from.kind === 'field' ? from.storage.type : 'group';
  const length = through.offset + lengthOf(through) - from.offset;
  return { path: '', name, level: 66, offset: from.offset, length, type, renames: { from: pathOf(from), through: pathOf(through) } };
}

function describe(item: Item): ItemDescription {
  const { entry, table, redefines } = item;
  const storage = item.kind === 'field' ? item.storage : null;
  return {
    path: item.parent === null ? '' : pathOf(item),
    name: item.name,
    level: entry?.level ?? (item.parent?.entry?.level ?? 0) + 1,
    offset: item.offset,
    length: item.size,
    type: storage?.type ?? 'group',
    ...(entry?.picture == null ? {} : { picture: entry.picture.text }),
    ...(storage !== null && 'digits' in storage ? { digits: storage.digits, scale: storage.scale, signed: storage.signed } : {}),
    ...(table === null
      ? {}
      : {
          occurs: {
            minimum: table.minimum,
            maximum: table.maximum,
            ...(table.counter === null ? {} : { dependsOn: pathOf(table.counter) }),
          },
        }),
    ...(redefines === null ? {} : { redefines: pathOf(redefines) }),
    ...(entry === null || entry.conditions.length === 0 ? {} : { conditions: entry.conditions }),
  };
}

/** JSON Schema (2020-12) of what a record is read as. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The type of a record, as JSON Schema. A field whose bytes are none of its picture is null. */
export function schemaOf(layout: Layout): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: layout.name,
    ...(layout.root.kind === 'group' ? objectSchema(layout.root.children) : objectSchema([layout.root])),
  };
}

function objectSchema(items: readonly Item[]): JsonSchema {
  return { type: 'object', properties: Object.fromEntries(membersOf(items).map((item) => [item.key, itemSchema(item)])) };
}

function itemSchema(item: Item): JsonSchema {
  const one = item.kind === 'group' ? objectSchema(item.children) : fieldSchema(item);
  if (item.table === null) return one;
  return { type: 'array', minItems: item.table.minimum, maxItems: item.table.maximum, items: one };
}

function fieldSchema({ storage, size }: Extract<Item, { kind: 'field' }>): JsonSchema {
  switch (storage.type) {
    case 'text':
    case 'edited':
      return { type: ['string', 'null'], maxLength: size };
    case 'national':
      return { type: ['string', 'null'], maxLength: size / 2 };
    case 'utf-8':
      return { type: ['string', 'null'], maxLength: storage.characters };
    case 'graphic':
      return { type: ['string', 'null'], maxLength: size * 2 };
    case 'bytes':
      return { type: ['string', 'null'], pattern: `^[0-9a-f]{${size * 2}}$` };
    case 'float':
      return { type: ['number', 'null'] };
    default: {
      const { digits, scale, signed } = storage;
      if (scale <= 0)
        return { type: ['integer', 'null'], ...(signed ? {} : { minimum: 0 }), ...(scale < 0 ? { multipleOf: 10 ** -scale } : {}) };
      return { type: ['number', 'null'], ...(signed ? {} : { minimum: 0 }), description: `${digits} digits, ${scale} after the point` };
    }
  }
}
