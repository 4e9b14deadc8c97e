import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { LongOperation, waitInput } from './long-operation.ts';

const collection = '/data/{tenant}/{environment}/{application}/-/long-operations';
const one = { operation: Type.String({ maxLength: 36 }) };
/** One of these: what somebody may look at or stop is narrowed by the scope of the operation that began it. */
const scopes = {
  read: ['records:read', 'processes:read', 'applications:publish'],
  write: ['records:write', 'processes:write', 'applications:publish'],
} as const;
const closed = { additionalProperties: false } as const;

export const getLongOperation = operation({
  id: 'long-operations.get',
  summary: 'How far a long operation is and what it came to, for who began it and for administrators; it goes on if its server is gone.',
  method: 'GET',
  path: `${collection}/{operation}`,
  input: Type.Object({ ...one, wait: waitInput }, closed),
  output: LongOperation,
  permission: 'application',
  scope: scopes.read,
  idempotency: 'safe',
  errors: ['long-operations.not-found'],
});

export const listLongOperations = operation({
  id: 'long-operations.list',
  summary: 'The long operations of an application that the caller began in the last thirty days, the newest first; at most 100.',
  method: 'GET',
  path: collection,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(LongOperation) }),
  permission: 'application',
  scope: scopes.read,
  idempotency: 'safe',
  errors: [],
});

export const cancelLongOperation = operation({
  id: 'long-operations.cancel',
  summary:
    'Asks a long operation to stop; what it made and kept so far stays, and what has ended stays as it ended. Answers when it has stopped, or after ten seconds.',
  method: 'POST',
  path: `${collection}/{operation}/cancel`,
  input: Type.Object(one, closed),
  output: LongOperation,
  permission: 'application',
  scope: scopes.write,
  idempotency: 'idempotent',
  errors: ['long-operations.not-found'],
});

export const resumeLongOperation = operation({
  id: 'long-operations.resume',
  summary: 'Goes on with an operation that failed or was cancelled, from where it had come.',
  method: 'POST',
  path: `${collection}/{operation}/resume`,
  input: Type.Object({ ...one, wait: waitInput }, closed),
  output: LongOperation,
  status: 202,
  permission: 'application',
  scope: scopes.write,
  idempotency: 'idempotent',
  errors: ['long-operations.not-found', 'long-operations.not-resumable'],
});
