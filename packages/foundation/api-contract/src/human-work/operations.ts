import { Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { type ByteStream, operation } from '../operation.ts';
import { AttachmentLimits, TaskAttachment, TaskComment, TaskEvent, TaskPerson } from './shapes.ts';

const tasks = '/data/{tenant}/{environment}/{application}/-/tasks/{task}';
const closed = { additionalProperties: false } as const;
const reading = { permission: 'application', scope: 'processes:read', idempotency: 'safe' } as const;
const writing = { permission: 'application', scope: 'processes:write', idempotency: 'none' } as const;
const task = Type.String({ ...keptText, maxLength: 60, description: 'Id of the instance, a dot, and the visit.' });
const missing = ['process-store.no-task'] as const;

/** How many comments, and how many attachments, a task may have. */
export const mostOfTask = 500;
/** Largest file that is put to a task, in bytes. */
export const largestAttachment = 25 * 1024 * 1024;

export const listTaskComments = operation({
  ...reading,
  id: 'tasks.comments',
  summary: 'What was remarked about a task, the oldest first.',
  method: 'GET',
  path: `${tasks}/comments`,
  input: Type.Object({ task }, closed),
  output: Type.Object({
    items: Type.Array(TaskComment),
    /** Who can be mentioned. */
    people: Type.Array(TaskPerson),
  }),
  errors: missing,
});

export const addTaskComment = operation({
  ...writing,
  id: 'tasks.comment',
  summary: 'Remarks something about a task that the caller may see.',
  method: 'POST',
  path: `${tasks}/comments`,
  input: Type.Object(
    {
      task,
      text: Type.String({
        minLength: 1,
        maxLength: 4000,
        pattern: '^(?![\\s\\u200b-\\u200f\\u2060\\ufeff]*$)[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$',
        description: 'Lines of plain text.',
      }),
      mentions: Type.Optional(
        Type.Array(Type.String({ ...keptText, minLength: 1, maxLength: 120 }), {
          maxItems: 20,
          uniqueItems: true,
          description: 'Ids of members who are told of it.',
        }),
      ),
    },
    closed,
  ),
  output: TaskComment,
  status: 201,
  errors: [...missing, 'human-work.too-many', 'human-work.unknown-member'],
});

export const listTaskAttachments = operation({
  ...reading,
  id: 'tasks.attachments',
  summary: 'The files that were put to a task, the oldest first.',
  method: 'GET',
  path: `${tasks}/attachments`,
  input: Type.Object({ task }, closed),
  output: Type.Object({ items: Type.Array(TaskAttachment), limits: AttachmentLimits }),
  errors: missing,
});

export const addTaskAttachment = operation({
  ...writing,
  id: 'tasks.attach',
  summary: 'Puts a file to a task that the caller may see.',
  method: 'POST',
  path: `${tasks}/attachments`,
  input: Type.Object(
    {
      task,
      name: Type.String({ ...keptText, minLength: 1, maxLength: 10_000, description: 'What the file is called; of a path the last part.' }),
      mediaType: Type.Optional(Type.String({ ...keptText, maxLength: 300 })),
      content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }),
    },
    closed,
  ),
  query: ['name'],
  headers: { mediaType: 'content-type' },
  body: 'content',
  bodyLimit: largestAttachment + 1,
  output: TaskAttachment,
  status: 201,
  errors: [...missing, 'human-work.too-many', 'human-work.file-too-large', 'human-work.file-type'],
});

export const downloadTaskAttachment = operation({
  ...reading,
  id: 'tasks.attachment',
  summary: 'The bytes of a file that was put to a task, always as an attachment.',
  method: 'GET',
  path: `${tasks}/attachments/{attachment}`,
  input: Type.Object({ task, attachment: Type.String({ ...keptText, maxLength: 36 }) }, closed),
  output: Type.Unsafe<ByteStream>({ format: 'stream' }),
  errors: [...missing, 'human-work.no-attachment'],
});

export const removeTaskAttachment = operation({
  ...writing,
  id: 'tasks.detach',
  summary: 'Takes away a file that the caller put to a task.',
  method: 'DELETE',
  path: `${tasks}/attachments/{attachment}`,
  input: Type.Object({ task, attachment: Type.String({ ...keptText, maxLength: 36 }) }, closed),
  output: Type.Null(),
  status: 204,
  errors: [...missing, 'human-work.no-attachment'],
});

export const taskHistory = operation({
  ...reading,
  id: 'tasks.history',
  summary: 'What people did with a task, the oldest first.',
  method: 'GET',
  path: `${tasks}/history`,
  input: Type.Object({ task }, closed),
  output: Type.Object({ items: Type.Array(TaskEvent) }),
  errors: missing,
});
