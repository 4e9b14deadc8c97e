import { Type } from 'typebox';
import { lineOfText } from '../line-of-text.ts';
import { MemberId } from '../members/member.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { ApiToken, Scope } from './api-token.ts';

/** The member's tokens; an administrator may ask for everybody's. */
export const listTokens = operation({
  id: 'tokens.list',
  summary: 'The API tokens of the member, or of everybody for administrators.',
  method: 'GET',
  path: '/api/{tenant}/tokens',
  input: Type.Object({ ...pageInput, everybody: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: pageOf(ApiToken),
  permission: 'member',
  scope: 'tokens:read',
  idempotency: 'safe',
  errors: [],
});

/** Makes a token; its secret is in this answer and never again. */
export const createToken = operation({
  id: 'tokens.create',
  summary: 'Makes a personal API token; the answer is the only place where it can be read.',
  method: 'POST',
  path: '/api/{tenant}/tokens',
  input: Type.Object(
    {
      name: lineOfText(120),
      scopes: Type.Array(Scope, { minItems: 1, maxItems: 50, uniqueItems: true }),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 90, description: 'How long it works.' })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ token: Type.String(), details: ApiToken }),
  status: 201,
  permission: 'member',
  scope: 'tokens:write',
  idempotency: 'none',
  errors: ['tenancy.scope-too-wide', 'tenancy.too-many-tokens'],
});

/** Revokes a token everywhere within five seconds. */
export const revokeToken = operation({
  id: 'tokens.revoke',
  summary: 'Revokes a token; within five seconds it works nowhere.',
  method: 'DELETE',
  path: '/api/{tenant}/tokens/{token}',
  input: Type.Object({ token: MemberId }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'member',
  scope: 'tokens:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});
