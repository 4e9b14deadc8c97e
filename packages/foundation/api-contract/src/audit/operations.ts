import { Type } from 'typebox';
import { SearchText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { AuditEntry } from './audit-entry.ts';

/** The audit of the tenant, newest first. */
export const listAudit = operation({
  id: 'audit.list',
  summary: 'Who did what in the tenant, newest first.',
  method: 'GET',
  path: '/api/{tenant}/audit',
  input: Type.Object(
    {
      ...pageInput,
      operation: Type.Optional(SearchText),
      actorId: Type.Optional(Type.String({ maxLength: 36, pattern: '^[a-z0-9-]*$' })),
      since: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
      until: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
    },
    { additionalProperties: false },
  ),
  output: pageOf(AuditEntry),
  permission: 'administrator',
  scope: 'audit:read',
  idempotency: 'safe',
  errors: [],
});

/** Recomputes the digests of the whole chain. */
export const verifyAudit = operation({
  id: 'audit.verify',
  summary: 'Recomputes the chain of digests and names the first entry that does not fit.',
  method: 'GET',
  path: '/api/{tenant}/audit/verification',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    intact: Type.Boolean(),
    entries: Type.Integer(),
    /** Digest of the newest entry, hexadecimal: keep it elsewhere to prove later that nothing before it changed. */
    digest: Type.Union([Type.String(), Type.Null()]),
    firstBroken: Type.Union([Type.Integer(), Type.Null()]),
  }),
  permission: 'administrator',
  scope: 'audit:read',
  idempotency: 'safe',
  errors: [],
});
