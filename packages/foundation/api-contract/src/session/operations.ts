import { Type } from 'typebox';
import { Email, PersonName } from '../members/member.ts';
import { operation } from '../operation.ts';
import { LinkToken } from './link-token.ts';
import { NewPassword, Password } from './password.ts';
import { SessionEntry, SessionInfo } from './session-info.ts';

/** Signs a member in; the session comes back as a cookie. */
export const signIn = operation({
  id: 'session.signIn',
  summary: 'Signs in with e-mail and password.',
  method: 'POST',
  path: '/api/{tenant}/session',
  input: Type.Object({ email: Email, password: Password }, { additionalProperties: false }),
  output: SessionInfo,
  status: 201,
  permission: 'anyone',
  scope: 'session:write',
  idempotency: 'none',
  errors: ['tenancy.sign-in-refused', 'tenancy.locked-out'],
});

/** Who the request comes from. */
export const readSession = operation({
  id: 'session.read',
  summary: 'Who is signed in, with groups, roles and environments; member is null for a visitor.',
  method: 'GET',
  path: '/api/{tenant}/session',
  input: Type.Object({}, { additionalProperties: false }),
  output: SessionInfo,
  permission: 'anyone',
  scope: 'session:read',
  idempotency: 'safe',
  errors: [],
});

/** Ends the session the request came with. */
export const signOut = operation({
  id: 'session.signOut',
  summary: 'Ends this session.',
  method: 'DELETE',
  path: '/api/{tenant}/session',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'anyone',
  scope: 'session:write',
  idempotency: 'idempotent',
  errors: [],
});

/** The member's sign-ins on all devices. */
export const listSessions = operation({
  id: 'session.list',
  summary: 'Where the member is signed in.',
  method: 'GET',
  path: '/api/{tenant}/sessions',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(SessionEntry) }),
  permission: 'member',
  scope: 'session:read',
  idempotency: 'safe',
  errors: [],
});

/** Ends all sessions of the member. */
export const signOutEverywhere = operation({
  id: 'session.signOutEverywhere',
  summary: 'Ends every session of the member, this one included.',
  method: 'DELETE',
  path: '/api/{tenant}/sessions',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'member',
  scope: 'session:write',
  idempotency: 'idempotent',
  errors: [],
});

/** Changes the member's own password; the other sessions end. */
export const changePassword = operation({
  id: 'session.changePassword',
  summary: 'Sets a new password and ends the other sessions.',
  method: 'PUT',
  path: '/api/{tenant}/session/password',
  input: Type.Object({ currentPassword: Password, newPassword: NewPassword }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'member',
  scope: 'session:write',
  idempotency: 'idempotent',
  errors: ['tenancy.sign-in-refused', 'tenancy.locked-out', 'tenancy.password-too-weak', 'tenancy.session-needed'],
});

/** Asks for a reset link by mail; the answer is the same whether or not the e-mail is known. */
export const requestPasswordReset = operation({
  id: 'session.requestPasswordReset',
  summary: 'Sends a reset link to the e-mail address, if a member has it and a mail server is configured.',
  method: 'POST',
  path: '/api/{tenant}/session/password-reset',
  input: Type.Object({ email: Email }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'anyone',
  scope: 'session:write',
  idempotency: 'none',
  errors: ['tenancy.locked-out'],
});

/** What a one-time link is for, to greet its holder. */
export const previewLink = operation({
  id: 'session.previewLink',
  summary: 'Says whose invitation or reset link this is, without using it up.',
  method: 'POST',
  path: '/api/{tenant}/session/link/preview',
  input: Type.Object({ token: LinkToken }, { additionalProperties: false }),
  output: Type.Object({
    purpose: Type.Union([Type.Literal('invitation'), Type.Literal('password-reset')]),
    tenant: Type.Object({ key: Type.String(), name: Type.String() }),
    email: Type.String(),
    name: Type.String(),
    expiresAt: Type.String({ format: 'date-time' }),
  }),
  permission: 'anyone',
  scope: 'session:read',
  idempotency: 'safe',
  errors: ['tenancy.link-not-valid'],
});

/** Uses an invitation or reset link: sets the password and signs in. */
export const useLink = operation({
  id: 'session.useLink',
  summary: 'Uses a one-time link up: sets the password, ends older sessions and signs in.',
  method: 'POST',
  path: '/api/{tenant}/session/link',
  input: Type.Object({ token: LinkToken, password: NewPassword, name: Type.Optional(PersonName) }, { additionalProperties: false }),
  output: SessionInfo,
  status: 201,
  permission: 'anyone',
  scope: 'session:write',
  idempotency: 'none',
  errors: ['tenancy.link-not-valid', 'tenancy.password-too-weak'],
});
