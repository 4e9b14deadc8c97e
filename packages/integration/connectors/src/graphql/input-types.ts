import type { JsonObject, JsonValue } from '@plinth/foundation';
import { type JsonSchema, referenceTo } from '@plinth/json-schema';
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNullableType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
} from 'graphql';

const scalars: Readonly<Record<string, JsonSchema>> = {
  Boolean: { type: 'boolean' },
  Float: { type: 'number' },
  ID: { type: ['string', 'integer'] },
  Int: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  String: { type: 'string' },
};

/** The schema of a type without members; what a scalar of the system's own holds is known to nobody else. */
export function leafSchema(type: GraphQLOutputType | GraphQLInputType | GraphQLNullableType): JsonObject {
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  const known = isScalarType(type) && Object.hasOwn(scalars, type.name) ? scalars[type.name] : undefined;
  return typeof known === 'object' ? known : isScalarType(type) ? { title: type.name } : {};
}

/** The same, or null. */
export function orNull(schema: JsonObject): JsonObject {
  if (typeof schema.type === 'string' && schema.enum === undefined) return { ...schema, type: [schema.type, 'null'] };
  return Object.keys(schema).every((keyword) => keyword === 'title') ? schema : { anyOf: [schema, { type: 'null' }] };
}

/** Schemas of what is given; input objects are types, for they may hold themselves. */
export class InputTypes {
  readonly #types = new Map<string, JsonSchema | null>();

  of(type: GraphQLInputType): JsonObject {
    if (isNonNullType(type)) return this.#nullable(type.ofType as GraphQLInputType);
    return orNull(this.#nullable(type));
  }

  types(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#types].map(([name, schema]) => [name, schema ?? {}]));
  }

  #nullable(type: GraphQLInputType): JsonObject {
    if (isListType(type)) return { type: 'array', items: this.of(type.ofType as GraphQLInputType) };
    if (!isInputObjectType(type)) return leafSchema(type);
    if (!this.#types.has(type.name)) {
      this.#types.set(type.name, null);
      this.#types.set(type.name, this.#members(type));
    }
    return referenceTo(type.name);
  }

  #members(type: GraphQLInputObjectType): JsonSchema {
    const fields = Object.values(type.getFields());
    const required = fields.filter(isRequiredInputField).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map((field): [string, JsonValue] => [field.name, this.of(field.type)])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
  }
}
