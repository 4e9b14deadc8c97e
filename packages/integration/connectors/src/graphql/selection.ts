import type { JsonObject, JsonValue } from '@plinth/foundation';
import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { leafSchema, orNull } from './input-types.ts';

const deepest = 3;
const mostFields = 400;

export interface Selected {
  /** In braces, with a space before; empty where there is nothing to select. */
  readonly selection: string;
  readonly schema: JsonObject;
}

/** Chooses what is asked of a value: everything without required arguments, three levels deep, and no type within itself. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #changes: string[];
  #fields = 0;
  #told = false;

  constructor(schema: GraphQLSchema, changes: string[]) {
    this.#schema = schema;
    this.#changes = changes;
  }

  of(type: GraphQLOutputType): Selected {
    return this.#any(type, []) ?? { selection: ' { __typename }', schema: { type: ['object', 'null'] } };
  }

  /** Null where nothing of it can be selected any more. */
  #any(type: GraphQLOutputType, within: readonly GraphQLNamedType[]): Selected | null {
    if (isNonNullType(type)) return this.#nullable(type.ofType as GraphQLOutputType, within);
    const selected = this.#nullable(type, within);
    return selected === null ? null : { ...selected, schema: orNull(selected.schema) };
  }

  #nullable(type: GraphQLOutputType, within: readonly GraphQLNamedType[]): Selected | null {
    if (isListType(type)) {
      const items = this.#any(type.ofType as GraphQLOutputType, within);
      return items === null ? null : { selection: items.selection, schema: { type: 'array', items: items.schema } };
    }
    if (isLeafType(type)) return { selection: '', schema: leafSchema(type) };
    if (within.length >= deepest || within.includes(type as GraphQLNamedType)) return this.#leaveOut();
    return isAbstractType(type) ? this.#oneOf(type as GraphQLNamedType, within) : this.#members(type as GraphQLNamedType, within);
  }

  #members(type: GraphQLNamedType, within: readonly GraphQLNamedType[], taken = new Map<string, string>()): Selected | null {
    if (!isObjectType(type)) return null;
    const texts = ['__typename'];
    const properties: [string, JsonValue][] = [['__typename', { type: 'string' }]];
    for (const field of Object.values(type.getFields())) {
      // Two kinds may call different things the same, which nobody may ask for at once.
      const clashes = (taken.get(field.name) ?? String(field.type)) !== String(field.type);
      if (clashes || field.args.some(isRequiredArgument) || ++this.#fields > mostFields) {
        this.#leaveOut();
        continue;
      }
      const selected = this.#any(field.type, [...within, type]);
      if (selected === null) continue;
      taken.set(field.name, String(field.type));
      texts.push(field.name + selected.selection);
      properties.push([field.name, selected.schema]);
    }
    return { selection: ` { ${texts.join(' ')} }`, schema: { type: 'object', properties: Object.fromEntries(properties) } };
  }

  #oneOf(type: GraphQLNamedType, within: readonly GraphQLNamedType[]): Selected | null {
    if (!isAbstractType(type)) return null;
    const taken = new Map<string, string>();
    const kinds = this.#schema.getPossibleTypes(type).flatMap((kind) => {
      const members = this.#members(kind, [...within, type], taken);
      return members === null ? [] : [{ ...members, selection: `... on ${kind.name}${members.selection}` }];
    });
    const selection = ` { ${['__typename', ...kinds.map((kind) => kind.selection)].join(' ')} }`;
    return { selection, schema: kinds.length === 0 ? { type: 'object' } : { anyOf: kinds.map(({ schema }) => schema) } };
  }

  #leaveOut(): null {
    if (!this.#told) this.#changes.push('its answer is selected to some depth: fields that need arguments or lie deeper are left out');
    this.#told = true;
    return null;
  }
}
