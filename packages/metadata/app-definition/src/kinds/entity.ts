import { type Static, Type } from 'typebox';
import { Expression, Index, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** A name in another database; quoted wherever it becomes SQL. */
const ForeignName = Type.String({ minLength: 1, maxLength: 63, pattern: '^[^\\u0000]+$' });

const SourceTable = Type.Object(
  {
    /** Key of the connection, as an administrator of each environment set it. */
    connection: Key,
    schema: ForeignName,
    table: ForeignName,
    /** Columns by which a row is known, in order; none: its values, all together, as in a view. */
    key: Type.Array(ForeignName, { maxItems: 32 }),
    /** How values of a key of one column are compared; `text` fits all and uses the index of text columns alone. */
    keyType: Type.Union([Type.Literal('integer'), Type.Literal('uuid'), Type.Literal('text')], { default: 'text' }),
  },
  { additionalProperties: false },
);

/** A kind of business thing; becomes a table, or shows one of another database. */
export const EntityRecord = recordSchema('entity', {
  /** The table of another database whose rows are the records; absent: a table of Plinth's own. */
  source: Type.Optional(SourceTable),
  key: Key,
  label: Label,
  labelPlural: Type.Optional(Label),
  description: Type.Optional(Label),
  icon: Type.Optional(Type.String({ maxLength: 60 })),
  /** FEEL over the record's fields: how a record is named in pickers, links and breadcrumbs. */
  title: Type.Optional(Expression),
  /** Keep every earlier state of each record. */
  history: Type.Boolean({ default: false }),
  /** Deleting only marks; deleted records can be restored. */
  softDelete: Type.Boolean({ default: false }),
  /** Fields found by full-text search, in order of weight. */
  search: Type.Array(ReferenceTo('field', 'id'), { default: [] }),
  /** The field with the e-mail address by which a record is who signs in, such as an employee. One entity of a definition has it. */
  userBy: Type.Optional(ReferenceTo('field', 'id')),
  /** Fields of that record which `user` has in expressions: `user.branch`. */
  userFields: Type.Optional(Type.Array(ReferenceTo('field', 'id'))),
  /** Operations that definitions depending on this one may grant to their own roles; empty: not shared. */
  shared: Type.Array(Type.Union([Type.Literal('read'), Type.Literal('create'), Type.Literal('update'), Type.Literal('delete')]), {
    default: [],
  }),
});
export type EntityRecord = Static<typeof EntityRecord>;

export const fieldTypes = [
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'boolean',
  'date',
  'time',
  'dateTime',
  'duration',
  'email',
  'phone',
  'url',
  'choice',
  'multiChoice',
  'json',
  'file',
  'reference',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** An attribute of an entity; becomes a column (money with a currency per record: two). */
export const FieldRecord = recordSchema('field', {
  parent: ReferenceTo('entity'),
  index: Index,
  key: Key,
  label: Label,
  help: Type.Optional(Label),
  type: Type.Enum(fieldTypes),
  required: Type.Boolean({ default: false }),
  unique: Type.Boolean({ default: false }),
  /** FEEL; evaluated when a record is created without a value. In scope: `user`, `today()`, `now()`. */
  default: Type.Optional(Expression),
  /** FEEL over the record's fields; the value is kept, never written by hand. One that asks a decision is decided, with the version that decided it. */
  computed: Type.Optional(Expression),
  /** When a decided value is decided again: where a field that the decision reads was changed (where absent), or whenever the record is written. */
  decideAgain: Type.Optional(Type.Union([Type.Literal('whenInputsChange'), Type.Literal('onEveryWrite')])),
  /**
   * FEEL over the record's fields: a rule that must be true, with what to say otherwise, or messages that say themselves what is
   * wrong: a text or a list of texts, empty where nothing is.
   */
  validations: Type.Optional(
    Type.Array(
      Type.Union([
        Type.Object({ rule: Expression, message: Label }, { additionalProperties: false }),
        Type.Object({ messages: Expression }, { additionalProperties: false }),
      ]),
    ),
  ),
  minLength: Type.Optional(Type.Integer({ minimum: 0 })),
  maxLength: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Smallest value: a number or an ISO 8601 date as text, exact. */
  minimum: Type.Optional(Type.String({ maxLength: 60 })),
  maximum: Type.Optional(Type.String({ maxLength: 60 })),
  /** Regular expression (PostgreSQL and JavaScript agree on the checked subset) that the whole text must match. */
  pattern: Type.Optional(Type.String({ maxLength: 500 })),
  /** Of an entity with a source: the column of its table. */
  column: Type.Optional(ForeignName),
  /** Digits after the decimal point for decimal and money. */
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  /** ISO 4217 code of every value; absent on a money field: each record has its own currency. */
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  /** Values of choice and multiChoice, in order. */
  options: Type.Optional(
    Type.Array(
      Type.Object(
        { value: Type.String({ minLength: 1, maxLength: 100 }), label: Label, tone: Type.Optional(Type.String({ maxLength: 20 })) },
        { additionalProperties: false },
      ),
    ),
  ),
  /** Target of a reference: an entity of this definition, or `module/entity` of a dependency, by key. */
  target: Type.Optional(Type.String({ 'x-reference': 'entity', maxLength: 120 })),
  onDelete: Type.Optional(Type.Union([Type.Literal('restrict'), Type.Literal('cascade'), Type.Literal('clear')])),
  /** Most bytes of a file. */
  maxBytes: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Media types a file may have, such as `image/*`. */
  accept: Type.Optional(Type.Array(Type.String())),
});
export type FieldRecord = Static<typeof FieldRecord>;

/** To many: the records of another entity whose reference points here, or, with `through: null`, a link table of its own. */
export const RelationRecord = recordSchema('relation', {
  parent: ReferenceTo('entity'),
  index: Index,
  key: Key,
  label: Label,
  target: ReferenceTo('entity'),
  /** The reference field of the target that points back; null: many to many. */
  through: Type.Union([ReferenceTo('field', 'target'), Type.Null()]),
});
export type RelationRecord = Static<typeof RelationRecord>;

export const IndexRecord = recordSchema('index', {
  parent: ReferenceTo('entity'),
  key: Key,
  fields: Type.Array(ReferenceTo('field', 'parent'), { minItems: 1 }),
  unique: Type.Boolean({ default: false }),
});
export type IndexRecord = Static<typeof IndexRecord>;
