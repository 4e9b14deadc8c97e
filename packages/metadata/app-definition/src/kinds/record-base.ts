import { type TSchema, Type } from 'typebox';

/** Id of a definition record: short, stable for ever, unique in its definition. */
const RecordId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,119}$' });

/** Name by which expressions, files and addresses call a thing: a FEEL name without spaces. May be changed; ids may not. */
export const Key = Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,62}$' });

/** Key of an application or module: it stands in addresses. */
export const DefinitionKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

/** Text that people read; translated by a `translation` record under the id of this record and the property's name. */
export const Label = Type.String({ maxLength: 500 });

/** FEEL text. */
export const Expression = Type.String({ maxLength: 20_000 });

/** Place among siblings: a fractional index, compared by code point. */
export const Index = Type.String({ pattern: '^[0-9A-Za-z]{1,200}$' });

/**
 * The id of another record of the given kind, or of one of several (`field|relation`); in files it is written as that record's key. A field's key says nothing
 * without its entity: `of` names the property of the same record that holds the entity's id (`id`: the record itself).
 */
export function ReferenceTo(kind: string, of?: 'id' | 'parent' | 'entity' | 'target') {
  return Type.String({ 'x-reference': kind, ...(of === undefined ? {} : { 'x-of': of }), maxLength: 120 });
}

/** The properties of one record kind; unknown ones are refused. */
export function recordSchema<const Kind extends string, const Properties extends Record<string, TSchema>>(
  kind: Kind,
  properties: Properties,
) {
  return Type.Object({ id: RecordId, kind: Type.Literal(kind), ...properties }, { additionalProperties: false });
}
