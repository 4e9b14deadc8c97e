import { Type } from 'typebox';
import { BranchKey } from '../definitions/definition-shapes.ts';
import { RecordId } from '../definitions/live.ts';
import { operation } from '../operation.ts';
import { Colleague, Comment, CommentId, CommentText, Mention } from './comment.ts';

const closed = { additionalProperties: false } as const;
const branch = { branch: Type.Optional(BranchKey) };
const Mentions = Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { maxItems: 50, uniqueItems: true });

export const listComments = operation({
  id: 'comments.list',
  summary:
    'The comments of a branch, threads in the order they began: the open ones, or the latest 200 resolved ones; and who can be mentioned.',
  method: 'GET',
  path: '/api/{tenant}/applications/{application}/comments',
  input: Type.Object({ ...branch, resolved: Type.Optional(Type.Boolean({ default: false })) }, closed),
  output: Type.Object({ items: Type.Array(Comment), colleagues: Type.Array(Colleague) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const addComment = operation({
  id: 'comments.add',
  summary: 'Writes a comment about a record, or an answer in a thread, which opens it again.',
  method: 'POST',
  path: '/api/{tenant}/applications/{application}/comments',
  input: Type.Object(
    { ...branch, id: CommentId, record: RecordId, thread: Type.Optional(CommentId), text: CommentText, mentions: Type.Optional(Mentions) },
    closed,
  ),
  output: Comment,
  status: 201,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.comment-exists', 'repository.too-many-comments'],
});

export const changeComment = operation({
  id: 'comments.change',
  summary: 'Changes what one wrote oneself, or resolves a thread or opens it again, as any maker may.',
  method: 'PATCH',
  path: '/api/{tenant}/applications/{application}/comments/{comment}',
  input: Type.Object({ ...branch, comment: CommentId, text: Type.Optional(CommentText), resolved: Type.Optional(Type.Boolean()) }, closed),
  output: Comment,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'repository.not-your-comment'],
});

export const listMentions = operation({
  id: 'mentions.list',
  summary: 'Comments that name the caller and were not marked as read, in all applications, the latest first, at most 100.',
  method: 'GET',
  path: '/api/{tenant}/mentions',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Mention) }),
  permission: 'maker',
  scope: 'applications:read',
  idempotency: 'safe',
  errors: [],
});

export const markMentions = operation({
  id: 'mentions.mark',
  summary: 'Marks comments that name the caller as read.',
  method: 'POST',
  path: '/api/{tenant}/mentions',
  input: Type.Object({ comments: Type.Array(CommentId, { minItems: 1, maxItems: 100, uniqueItems: true }) }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'maker',
  scope: 'applications:write',
  idempotency: 'idempotent',
  errors: [],
});
