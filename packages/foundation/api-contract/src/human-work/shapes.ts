import { type Static, Type } from 'typebox';

const text = Type.String();
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A member as others see them. */
export const TaskPerson = Type.Object({ id: text, name: text });
export type TaskPerson = Static<typeof TaskPerson>;

/** A remark about a task. */
export const TaskComment = Type.Object({ id: text, author: TaskPerson, text, at: text });
export type TaskComment = Static<typeof TaskComment>;

/** A file that somebody put to a task. */
export const TaskAttachment = Type.Object({
  id: text,
  name: text,
  mediaType: text,
  /** Bytes. */
  size: Type.Integer(),
  by: TaskPerson,
  at: text,
});
export type TaskAttachment = Static<typeof TaskAttachment>;

/** What somebody did with a task. */
export const TaskEvent = Type.Object({
  event: Type.Enum(['claimed', 'released', 'delegated', 'changed', 'completed', 'escalated', 'commented', 'attached', 'removed']),
  by: TaskPerson,
  /** For whom, as their substitute. */
  onBehalfOf: nullable(TaskPerson),
  /** To whom it was delegated. */
  to: nullable(TaskPerson),
  at: text,
});
export type TaskEvent = Static<typeof TaskEvent>;

/** Somebody who does the tasks of another for a while. */
export const Substitution = Type.Object({
  id: text,
  member: TaskPerson,
  substitute: TaskPerson,
  /** ISO 8601; from here on. */
  from: text,
  /** ISO 8601; no longer from here on. */
  until: text,
});
export type Substitution = Static<typeof Substitution>;

/** Something that a member is told of. */
export const Notification = Type.Object({
  id: text,
  event: Type.Enum(['assigned', 'mentioned', 'overdue', 'completed']),
  instance: text,
  /** The task; null where the instance as a whole is meant. */
  task: nullable(text),
  /** What the task or the process is called. */
  name: text,
  /** What the instance is called in the business. */
  instanceKey: nullable(text),
  /** Who did it; null where nobody did. */
  by: nullable(TaskPerson),
  at: text,
  read: Type.Boolean(),
});
export type Notification = Static<typeof Notification>;

/** What may be put to a task. */
export const AttachmentLimits = Type.Object({
  /** Media types, such as `application/pdf` or `image/*`; none for every type. */
  types: Type.Array(text),
  /** Largest file, in bytes. */
  bytes: Type.Integer(),
});

/** What a member wants to be told of by e-mail. */
export const NoticePreferences = Type.Object({
  /** Of tasks that become the member's, or that the member may claim. */
  tasksByMail: Type.Boolean(),
  /** Whether the operator has named a mail server; else nobody gets any. */
  sent: Type.Boolean(),
});
export type NoticePreferences = Static<typeof NoticePreferences>;
