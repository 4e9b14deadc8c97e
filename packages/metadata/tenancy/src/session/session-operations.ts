import {
  changePassword,
  implement,
  listSessions,
  type Operation,
  readSession,
  SessionEnded,
  type SessionEntry,
  signIn,
  signOut,
  signOutEverywhere,
} from '@plinth/api-contract';
import { isoTime, statement } from '@plinth/database';
import type { Actor, RequestContext } from '@plinth/foundation';
import { tenancyErrors } from '../errors.ts';
import { requireGoodPassword } from '../passwords/password-rules.ts';
import { addressSubject, emailSubject } from '../sign-in/attempt-limiter.ts';
import { writePassword } from '../sign-in/password-provider.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { toTimestamp } from '../timestamp.ts';
import { describeSession, grant } from './session-info.ts';

const selectSessions = statement(`
select id, ${isoTime('created_at')} as "createdAt", ${isoTime('last_used_at')} as "lastUsedAt", ${isoTime('expires_at')} as "expiresAt",
  remote_address as "remoteAddress"
from plinth.session where tenant_id = $1 and member_id = $2 and expires_at > $3::timestamptz order by last_used_at desc limit 200`);

/** Signing in and out, and what members do with their own sessions and password. */
export function sessionOperations(services: TenancyServices): Operation[] {
  const { changes, sessions, clock, database } = services;
  return [
    implement(signIn, async (context, input) => {
      const member = await identify(services, context, signIn.id, input);
      const session = await changes.run(asMember(context, member, input.email), signIn.id, async (change) => {
        const begun = await sessions.begin(change, context, member.id);
        change.target = `session/${begun.id}`;
        return begun;
      });
      return grant(services, context.tenant.key, session);
    }),

    implement(readSession, (context) => describeSession(services, context)),

    implement(signOut, async (context) => {
      const { proof } = context;
      if (proof?.kind === 'session') await changes.run(context, signOut.id, (change) => sessions.end(change, context, proof.id));
      return new SessionEnded(context.tenant.key, null);
    }),

    implement(listSessions, async (context) => {
      const { rows } = await database.query<Omit<SessionEntry, 'current'>>(context, selectSessions, [
        context.tenant.id,
        requireMember(context),
        toTimestamp(clock.now()),
      ]);
      return { items: rows.map((row) => ({ ...row, current: context.proof?.id === row.id })) };
    }),

    implement(signOutEverywhere, async (context) => {
      const memberId = requireMember(context);
      await changes.run(context, signOutEverywhere.id, (change) => sessions.endAll(change, context, memberId));
      return new SessionEnded(context.tenant.key, null);
    }),

    implement(changePassword, async (context, input) => {
      const memberId = requireMember(context);
      const { actor, proof } = context;
      if (proof?.kind !== 'session' || actor.email === null) throw tenancyErrors.sessionNeeded();
      requireGoodPassword(input.newPassword, { email: actor.email, name: actor.name });
      await identify(services, context, changePassword.id, { email: actor.email, password: input.currentPassword });
      const secret = await services.hasher.hash(input.newPassword);
      await changes.run(context, changePassword.id, async (change) => {
        change.target = `member/${memberId}`;
        await change.query(writePassword, [context.tenant.id, memberId, secret, toTimestamp(clock.now())]);
        await sessions.endAll(change, context, memberId, proof.id);
      });
      return null;
    }),
  ];
}

/** Lets somebody prove who they are, as often as the limiter allows; a refusal is kept in the audit. */
async function identify(
  services: TenancyServices,
  context: RequestContext,
  operation: string,
  proof: { readonly email: string; readonly password: string },
) {
  const byEmail = emailSubject(proof.email);
  const byAddress = addressSubject(context.remoteAddress);
  await services.attempts.begin(context, [byAddress, byEmail]);
  const member = await services.passwords.identify(context, proof);
  if (member === null) {
    // The e-mail typed is not kept: people type passwords there by mistake.
    await services.audit.append(context, { operation, outcome: 'refused' });
    throw tenancyErrors.signInRefused();
  }
  await services.attempts.succeeded(context, byEmail, byAddress);
  return member;
}

/** The context of somebody who has just proved to be a member, for the audit; it carries no rights. */
export function asMember(context: RequestContext, member: { readonly id: string; readonly name: string }, email: string): RequestContext {
  const actor: Actor = { ...context.actor, kind: 'member', id: member.id, name: member.name, email };
  return { ...context, actor };
}

/** The id of the member who acts; the system has none. */
export function requireMember(context: RequestContext): string {
  if (context.actor.kind !== 'member') throw tenancyErrors.notSignedIn();
  return context.actor.id;
}
