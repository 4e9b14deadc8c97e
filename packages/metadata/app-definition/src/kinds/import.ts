import { type Static, Type } from 'typebox';
import { Expression, Key, Label, recordSchema } from './record-base.ts';

/** How a file becomes records of an entity: kept with the application so that an import can be repeated. */
export const ImportRecord = recordSchema('import', {
  key: Key,
  label: Label,
  entity: Type.String({ 'x-reference': 'entity', maxLength: 120 }),
  /** Name of the file this mapping is meant for; `*` stands for anything. */
  file: Type.Optional(Type.String({ maxLength: 200 })),
  /** How the file is written; absent parts are detected. */
  format: Type.Optional(
    Type.Object(
      {
        delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
        encoding: Type.Optional(Type.String({ maxLength: 40 })),
        header: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
  ),
  /** Field key to FEEL over the row's columns (names as in the header, all text): `date: 'date("19" + …)'`. */
  fields: Type.Record(Type.String(), Expression),
  /** Reference field to the field of its target by which it is found: `{ district: 'number' }`. */
  lookups: Type.Record(Type.String(), Type.String(), { default: {} }),
  /** Fields that identify a record: existing ones are updated instead of refused. */
  matchBy: Type.Array(Type.String(), { default: [] }),
  onError: Type.Union([Type.Literal('skip'), Type.Literal('stop')], { default: 'skip' }),
});
export type ImportRecord = Static<typeof ImportRecord>;
