import { implement, type Operation, previewLink, requestPasswordReset, useLink } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { emailKey } from '../email-key.ts';
import { tenancyErrors } from '../errors.ts';
import { requireGoodPassword } from '../passwords/password-rules.ts';
import { digestOfToken, tenantOfToken } from '../secret-token.ts';
import { describeSession, grant } from '../session/session-info.ts';
import { asMember } from '../session/session-operations.ts';
import { addressSubject, emailSubject } from '../sign-in/attempt-limiter.ts';
import { writePassword } from '../sign-in/password-provider.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { toTimestamp } from '../timestamp.ts';
import { deliverLink } from './deliver-link.ts';
import { findLink, issueLink, type LinkRow, useUpLink } from './one-time-links.ts';

const accept = statement(`
update plinth.member set status = 'active', name = coalesce($3, name) where tenant_id = $1 and id = $2 and status <> 'deactivated' returning name`);
const findActive = statement(`select id, name, email from plinth.member where tenant_id = $1 and email_key = $2 and status = 'active'`);

/** What people do who are not signed in but hold a one-time link, or ask for one. */
export function linkOperations(services: TenancyServices): Operation[] {
  const { changes, sessions, clock, database, hasher, mailer, attempts } = services;

  async function readLink(context: RequestContext, token: string): Promise<LinkRow> {
    const ours = tenantOfToken('link', token) === context.tenant.key;
    if (!ours) throw tenancyErrors.linkNotValid();
    const { rows } = await database.query<LinkRow>(context, findLink, [context.tenant.id, digestOfToken(token), toTimestamp(clock.now())]);
    const [link] = rows;
    if (link === undefined) throw tenancyErrors.linkNotValid();
    return link;
  }

  return [
    implement(previewLink, async (context, input) => {
      const link = await readLink(context, input.token);
      const { tenant } = await describeSession(services, context);
      return { purpose: link.purpose, tenant, email: link.email, name: link.name, expiresAt: link.expires_at };
    }),

    implement(useLink, async (context, input) => {
      const link = await readLink(context, input.token);
      requireGoodPassword(input.password, { email: link.email, name: input.name ?? link.name });
      const secret = await hasher.hash(input.password);
      const member = { id: link.member_id, name: link.name };
      const session = await changes.run(asMember(context, member, link.email), useLink.id, async (change) => {
        if (!(await useUpLink(change, context.tenant, clock, input.token))) throw tenancyErrors.linkNotValid();
        const name = link.purpose === 'invitation' ? (input.name ?? null) : null;
        if ((await change.query(accept, [context.tenant.id, member.id, name])).length === 0) throw tenancyErrors.linkNotValid();
        change.target = `member/${member.id}`;
        change.detail = { purpose: link.purpose };
        await change.query(writePassword, [context.tenant.id, member.id, secret, toTimestamp(clock.now())]);
        await sessions.endAll(change, context, member.id);
        return sessions.begin(change, context, member.id);
      });
      await attempts.succeeded(context, emailSubject(link.email), null);
      return grant(services, context.tenant.key, session);
    }),

    implement(requestPasswordReset, async (context, input) => {
      await attempts.begin(context, [addressSubject(context.remoteAddress), emailSubject(`reset:${input.email}`)]);
      if (mailer === null) return null;
      const { rows } = await database.query<{ id: string; name: string; email: string }>(context, findActive, [
        context.tenant.id,
        emailKey(input.email),
      ]);
      const [member] = rows;
      if (member === undefined) return null;
      const link = await changes.run(context, requestPasswordReset.id, (change) => {
        change.target = `member/${member.id}`;
        return issueLink(change, context.tenant, clock, 'password-reset', member.id);
      });
      // Not awaited: how long the mail server takes would tell that the e-mail is known.
      void deliverLink(context, mailer, link, member);
      return null;
    }),
  ];
}
