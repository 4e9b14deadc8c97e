import { type Static, Type } from 'typebox';

/** How an audited operation ended: it did what was asked, was not allowed, or failed. */
export const AuditOutcome = Type.Union([Type.Literal('done'), Type.Literal('refused'), Type.Literal('failed')]);

/** Who did what, to what, when. Entries are only ever added; each carries the digest of the one before. */
export const AuditEntry = Type.Object({
  position: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  actorKind: Type.String(),
  actorId: Type.String(),
  actorName: Type.String(),
  operation: Type.String(),
  /** What it concerned, such as `member/0198…`; null where the operation says it all. */
  target: Type.Union([Type.String(), Type.Null()]),
  outcome: AuditOutcome,
  /** Further facts, never secrets. */
  detail: Type.Record(Type.String(), Type.Unknown()),
  trace: Type.String(),
  remoteAddress: Type.Union([Type.String(), Type.Null()]),
});
export type AuditEntry = Static<typeof AuditEntry>;
