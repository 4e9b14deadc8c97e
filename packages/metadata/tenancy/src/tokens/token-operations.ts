import { type ApiToken, createToken, implement, listTokens, type Operation, revokeToken } from '@plinth/api-contract';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { allows, holds } from '../authorization.ts';
import { tenancyErrors } from '../errors.ts';
import { holdMember } from '../members/member-statements.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import { digestOfToken, newToken } from '../secret-token.ts';
import { requireMember } from '../session/session-operations.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { toTimestamp } from '../timestamp.ts';
import { countValidTokens, insertToken, revokeTokenRow, selectToken, selectTokens } from './token-statements.ts';

const mostValidTokens = 50;
const defaultDays = 90;
const day = 86_400_000;
const shownOfSecret = 4;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Personal API tokens: made and revoked by their owner, seen and revoked by administrators too. */
export function tokenOperations({ changes, clock, database }: TenancyServices): Operation[] {
  return [
    implement(listTokens, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      if (input.everybody === true) requireAdministrator(context);
      const after = readCursor(input.cursor);
      if (after !== null && !uuid.test(after)) throw tenancyErrors.cursorNotValid();
      const { rows } = await database.query<ApiToken>(context, selectTokens, [
        context.tenant.id,
        input.everybody === true ? null : requireMember(context),
        after,
        limit + 1,
      ]);
      return toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => row,
      );
    }),

    implement(createToken, async (context, input) => {
      const memberId = requireMember(context);
      const tooWide = input.scopes.find((scope) => !allows(context.actor.scopes, scope));
      if (tooWide !== undefined) throw tenancyErrors.scopeTooWide({ scope: tooWide });
      const made = clock.now();
      const id = uuidV7(made);
      const token = newToken('token', context.tenant.key);
      const now = toTimestamp(made);
      await changes.run(context, createToken.id, async (change) => {
        // Held, so that two at once do not both find room for the last one.
        await holdMember(change, context, memberId);
        const [count] = await change.query<{ valid: number }>(countValidTokens, [context.tenant.id, memberId, now]);
        if ((count?.valid ?? 0) >= mostValidTokens) throw tenancyErrors.tooManyTokens({ limit: mostValidTokens });
        const prefix = token.slice(0, `plt_${context.tenant.key}_`.length + shownOfSecret);
        const expiresAt = toTimestamp(made + (input.days ?? defaultDays) * day);
        const { name, scopes } = input;
        await change.query(insertToken, [context.tenant.id, id, memberId, name, prefix, digestOfToken(token), scopes, now, expiresAt]);
        change.target = `token/${id}`;
        change.detail = { name, scopes, expiresAt };
      });
      const { rows } = await database.query<ApiToken>(context, selectToken, [context.tenant.id, id]);
      const [details] = rows;
      if (details === undefined) throw tenancyErrors.notFound();
      return { token, details };
    }),

    implement(revokeToken, async (context, input) => {
      const owner = holds(context.actor, 'administrator') ? null : requireMember(context);
      await changes.run(context, revokeToken.id, async (change) => {
        const [revoked] = await change.query<{ member_id: string }>(revokeTokenRow, [
          context.tenant.id,
          input.token,
          owner,
          toTimestamp(clock.now()),
        ]);
        if (revoked === undefined) throw tenancyErrors.notFound();
        change.affects(revoked.member_id);
        change.target = `token/${input.token}`;
      });
      return null;
    }),
  ];
}

function requireAdministrator(context: RequestContext): void {
  if (!holds(context.actor, 'administrator')) throw tenancyErrors.forbidden({ permission: 'administrator' });
}
