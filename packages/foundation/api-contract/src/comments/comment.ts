import { type Static, Type } from 'typebox';

/** Id of a comment, made by who writes it, so that sending it twice writes it once. */
export const CommentId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });

/** What a comment says: lines of plain text, which nobody reads as anything else. */
export const CommentText = Type.String({
  minLength: 1,
  maxLength: 4000,
  pattern: '^(?![\\s\\u200b-\\u200f\\u2060\\ufeff]*$)[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$',
});

/** A member who can be mentioned. */
export const Colleague = Type.Object({ id: Type.String(), name: Type.String() });
export type Colleague = Static<typeof Colleague>;

const Time = Type.String({ format: 'date-time' });

/** A remark about a record of a branch, or an answer to one. */
export const Comment = Type.Object({
  id: CommentId,
  /** The comment that it answers; null for the first of a thread. */
  thread: Type.Union([CommentId, Type.Null()]),
  /** Id of the record that the thread is about; it may be gone. */
  record: Type.String(),
  author: Colleague,
  text: Type.String(),
  /** Ids of the members whom it names. */
  mentions: Type.Array(Type.String()),
  createdAt: Time,
  editedAt: Type.Union([Time, Type.Null()]),
  /** Who closed the thread and when; null while it is open, and for answers. */
  resolved: Type.Union([Type.Object({ by: Colleague, at: Time }), Type.Null()]),
});
export type Comment = Static<typeof Comment>;

/** A comment that names the caller, who has not said that it was read. */
export const Mention = Type.Object({
  application: Type.Object({ key: Type.String(), label: Type.String() }),
  branch: Type.String(),
  comment: Comment,
});
export type Mention = Static<typeof Mention>;
