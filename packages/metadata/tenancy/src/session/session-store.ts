import { statement } from '@plinth/database';
import { type Clock, type RequestContext, uuidV7 } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';
import { digestOfToken, newToken } from '../secret-token.ts';
import { toTimestamp } from '../timestamp.ts';

const insertSession = statement(`
insert into plinth.session (tenant_id, id, member_id, token_hash, created_at, last_used_at, expires_at, remote_address)
values ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz, $7)`);

const deleteExpired = statement(`delete from plinth.session where tenant_id = $1 and member_id = $2 and expires_at <= $3::timestamptz`);
const markSignIn = statement(`update plinth.member set last_sign_in_at = $3::timestamptz where tenant_id = $1 and id = $2`);
const deleteSession = statement(`delete from plinth.session where tenant_id = $1 and id = $2`);
const deleteSessions = statement(`delete from plinth.session where tenant_id = $1 and member_id = $2 and id is distinct from $3::uuid`);

/** A session at its birth; the token is kept nowhere else. */
export interface NewSession {
  readonly id: string;
  readonly token: string;
  readonly expires: Date;
}

/** Begins and ends sessions, always as part of a {@link Change}. */
export class SessionStore {
  readonly #clock: Clock;
  readonly #longest: number;

  /** `longest`: milliseconds after which a session ends however much it is used. */
  constructor(clock: Clock, longest: number) {
    this.#clock = clock;
    this.#longest = longest;
  }

  async begin(change: Change, context: RequestContext, memberId: string): Promise<NewSession> {
    const { id: tenantId, key } = context.tenant;
    const now = this.#clock.now();
    const session = { id: uuidV7(now), token: newToken('session', key), expires: new Date(now + this.#longest) };
    await change.query(deleteExpired, [tenantId, memberId, toTimestamp(now)]);
    await change.query(insertSession, [
      tenantId,
      session.id,
      memberId,
      digestOfToken(session.token),
      toTimestamp(now),
      session.expires.toISOString(),
      context.remoteAddress ?? null,
    ]);
    await change.query(markSignIn, [tenantId, memberId, toTimestamp(now)]);
    return session;
  }

  async end(change: Change, context: RequestContext, sessionId: string): Promise<void> {
    await change.query(deleteSession, [context.tenant.id, sessionId]);
    change.affects(context.actor.id);
  }

  /** Ends a member's sessions, apart from one if it is named. */
  async endAll(change: Change, context: RequestContext, memberId: string, except: string | null = null): Promise<void> {
    await change.query(deleteSessions, [context.tenant.id, memberId, except]);
    change.affects(memberId);
  }
}
