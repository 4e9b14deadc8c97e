import { type Static, Type } from 'typebox';

/** Values by field key: decimals and amounts are text, dates and durations ISO 8601, references ids. */
export const RecordInput = Type.Record(Type.String({ maxLength: 120 }), Type.Unknown());
export type RecordInput = Static<typeof RecordInput>;

/** A record: its id, its version (the `ETag`), its title and its fields by key, as far as the reader may see them. */
export const RecordOutput = Type.Object(
  { id: Type.String(), version: Type.Integer(), title: Type.Optional(Type.Union([Type.String(), Type.Null()])) },
  { additionalProperties: true },
);
export type RecordOutput = Static<typeof RecordOutput>;

/** A page of records in the order asked for; `next` is null on the last one, `count` where it was not asked for. */
export const RecordPage = Type.Object({
  items: Type.Array(RecordOutput),
  next: Type.Union([Type.String(), Type.Null()]),
  count: Type.Union([Type.Integer(), Type.Null()]),
});
export type RecordPage = Static<typeof RecordPage>;

/** A change of a record: what it did, and each changed field before and after. */
export const HistoryEntry = Type.Object({
  version: Type.Integer(),
  operation: Type.Union((['created', 'updated', 'deleted', 'restored'] as const).map((name) => Type.Literal(name))),
  at: Type.String({ format: 'date-time' }),
  /** Id of the member. */
  by: Type.String(),
  changes: Type.Record(Type.String(), Type.Object({ before: Type.Unknown(), after: Type.Unknown() })),
});
export type HistoryEntry = Static<typeof HistoryEntry>;

/** A condition of a row rule with what it read. Where the asker may not see one of its fields, `hidden` is true and the answer null. */
export const RuleConditionAnswer = Type.Object({
  text: Type.String(),
  /** Null: it cannot be decided, which denies, or is not shown. */
  holds: Type.Union([Type.Boolean(), Type.Null()]),
  hidden: Type.Boolean(),
  /** By path, such as `account.owner.email` and `user.email`: those that the asker sees. */
  values: Type.Record(Type.String(), Type.Unknown()),
});
export type RuleConditionAnswer = Static<typeof RuleConditionAnswer>;

/** One way in which a role grants an operation; without a rule for every record. */
export const GrantAnswer = Type.Object({
  role: Type.String(),
  rule: Type.Union([Type.String(), Type.Null()]),
  holds: Type.Boolean(),
  conditions: Type.Array(RuleConditionAnswer),
});
export type GrantAnswer = Static<typeof GrantAnswer>;

/** What somebody may do with a record, and by which role and rule. */
export const AccessExplanation = Type.Object({
  /** Whose access it is: `member` is null for a visitor. */
  who: Type.Object({ member: Type.Union([Type.String(), Type.Null()]), name: Type.String(), roles: Type.Array(Type.String()) }),
  operations: Type.Array(
    Type.Object({
      operation: Type.Union([Type.Literal('read'), Type.Literal('update'), Type.Literal('delete'), Type.Literal('create')]),
      allowed: Type.Boolean(),
      /** `no-role`: no role grants it; `no-rule`: no row rule lets to this record; `not-readable`: what is not read is not written either. */
      reason: Type.Union([Type.Literal('granted'), Type.Literal('no-role'), Type.Literal('no-rule'), Type.Literal('not-readable')]),
      grants: Type.Array(GrantAnswer),
    }),
  ),
  /** Fields of a record that is read, where they are not seen or not written; each with the grants that say so. */
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      access: Type.Union([Type.Literal('hidden'), Type.Literal('locked')]),
      because: Type.Array(Type.Object({ role: Type.String(), rule: Type.Union([Type.String(), Type.Null()]) })),
    }),
  ),
});
export type AccessExplanation = Static<typeof AccessExplanation>;
