import {
  createMemberLink,
  implement,
  inviteMember,
  listMembers,
  type Member,
  type Operation,
  readMember,
  signOutMember,
  updateMember,
} from '@plinth/api-contract';
import { type RequestContext, type TenantRole, uuidV7 } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';
import { emailKey } from '../email-key.ts';
import { tenancyErrors } from '../errors.ts';
import { deliverLink } from '../links/deliver-link.ts';
import { dropLinks, issueLink, type LinkPurpose, type NewLink } from '../links/one-time-links.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { toTimestamp } from '../timestamp.ts';
import { revokeTokensOf } from '../tokens/token-statements.ts';
import { holdMember, insertMember, requireOtherAdministrator, selectMember, selectMembers, updateMemberRow } from './member-statements.ts';

/** What administrators do with the members of their tenant. */
export function memberOperations(services: TenancyServices): Operation[] {
  const { changes, sessions, clock, database, mailer } = services;

  async function read(context: RequestContext, memberId: string): Promise<Member> {
    const { rows } = await database.query<Member>(context, selectMember, [context.tenant.id, memberId]);
    const [member] = rows;
    if (member === undefined) throw tenancyErrors.notFound();
    return member;
  }

  return [
    implement(listMembers, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      const { rows } = await database.query<Member & { email_key: string }>(context, selectMembers, [
        context.tenant.id,
        readCursor(input.cursor),
        input.status ?? null,
        input.search ?? null,
        limit + 1,
      ]);
      return toPage(
        rows,
        limit,
        (row) => row.email_key,
        ({ email_key: _, ...member }) => member,
      );
    }),

    implement(readMember, (context, input) => read(context, input.member)),

    implement(inviteMember, async (context, input) => {
      const id = uuidV7(clock.now());
      const link = await changes.run(context, inviteMember.id, (change) =>
        addInvited(services, change, context, { id, email: input.email, name: input.name, tenantRoles: input.tenantRoles ?? [] }),
      );
      const member = await read(context, id);
      return { member, invitation: await deliverLink(context, mailer, link, member) };
    }),

    implement(updateMember, async (context, input) => {
      const { member: memberId, name, status } = input;
      const tenantRoles = input.tenantRoles === undefined ? null : withMember(input.tenantRoles);
      await changes.run(context, updateMember.id, async (change) => {
        const losesRights = status === 'deactivated' || (tenantRoles !== null && !tenantRoles.includes('administrator'));
        if (losesRights) await requireOtherAdministrator(change, context, memberId);
        const held = await holdMember(change, context, memberId);
        if (held.platformAdministrator && losesRights) requirePlatform(context);
        if (status === 'active' && held.status === 'invited') throw tenancyErrors.notAcceptedYet();
        await change.query(updateMemberRow, [context.tenant.id, memberId, name ?? null, tenantRoles, status ?? null]);
        if (status === 'deactivated') {
          await sessions.endAll(change, context, memberId);
          await revokeTokensOf(change, context, memberId, toTimestamp(clock.now()));
          await dropLinks(change, context.tenant, memberId);
        }
        change.affects(memberId);
        change.target = `member/${memberId}`;
        change.detail = {
          ...(name === undefined ? {} : { name }),
          ...(status === undefined ? {} : { status }),
          ...(tenantRoles === null ? {} : { tenantRoles }),
        };
      });
      return read(context, memberId);
    }),

    implement(createMemberLink, async (context, input) => {
      const link = await changes.run(context, createMemberLink.id, async (change) => {
        const held = await holdMember(change, context, input.member);
        if (held.status === 'deactivated') throw tenancyErrors.memberDeactivated();
        if (held.platformAdministrator) requirePlatform(context);
        const purpose: LinkPurpose = held.status === 'invited' ? 'invitation' : 'password-reset';
        change.target = `member/${input.member}`;
        change.detail = { purpose };
        return issueLink(change, context.tenant, clock, purpose, input.member);
      });
      return deliverLink(context, mailer, link, await read(context, input.member));
    }),

    implement(signOutMember, async (context, input) => {
      await changes.run(context, signOutMember.id, async (change) => {
        await holdMember(change, context, input.member);
        await sessions.endAll(change, context, input.member);
        change.target = `member/${input.member}`;
      });
      return null;
    }),
  ];
}

export interface Invited {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly tenantRoles: readonly TenantRole[];
}

/** Adds somebody who still has to choose a password, with the link to do so. */
export async function addInvited({ clock }: TenancyServices, change: Change, context: RequestContext, invited: Invited): Promise<NewLink> {
  const { id, email, name, tenantRoles } = invited;
  const values = [
    context.tenant.id,
    id,
    email.trim(),
    emailKey(email),
    name,
    withMember(tenantRoles),
    'invited',
    false,
    toTimestamp(clock.now()),
  ];
  if ((await change.query(insertMember, values)).length === 0) throw tenancyErrors.emailTaken();
  change.target = `member/${id}`;
  change.detail = { ...change.detail, tenantRoles: withMember(tenantRoles) };
  return issueLink(change, context.tenant, clock, 'invitation', id);
}

/** Everybody is at least a member. */
function withMember(roles: readonly TenantRole[]): TenantRole[] {
  return [...new Set<TenantRole>([...roles, 'member'])];
}

/** Who administers a tenant must not come by the platform's rights through a reset link. */
function requirePlatform(context: RequestContext): void {
  if (!context.actor.platformAdministrator) throw tenancyErrors.forbidden({ permission: 'platform' });
}
