import { createHash, createHmac } from 'node:crypto';
import { Client, type ClientConfig, DatabaseError } from 'pg';
import { databaseErrors } from './errors.ts';

export const ownerRole = 'plinth_owner';
/** Has the rights of the runtime and signs in nowhere. */
export const runtimeRole = 'plinth_runtime';

/**
 * The role that the runtime of one login signs in as, with the rights of `plinth_runtime`. Each login has its own, because a
 * role has one password in the whole cluster, and two platforms there must not take it from each other.
 */
export function runtimeLogin(login: string): string {
  return `${runtimeRole}_${createHash('sha256').update(login).digest('hex').slice(0, 12)}`;
}

/** Derived from the login's own password, so that nothing more has to be kept and every server of a platform finds the same. */
export function runtimePassword(loginPassword: string | null): string | null {
  return loginPassword === null || loginPassword === ''
    ? null
    : createHmac('sha256', loginPassword).update(runtimeRole).digest('base64url');
}

/** A role that a statement could turn the runtime into, and who of the runtime's two roles has it. */
export interface UnsafeRole {
  readonly role: string;
  readonly holder: string;
}

export type SignIn =
  | { readonly kind: 'safe' }
  | { readonly kind: 'refused'; readonly cause: unknown }
  /** Roles that a statement could turn the runtime into, or its own where their attributes are too many. */
  | { readonly kind: 'unsafe'; readonly roles: readonly UnsafeRole[] };

/**
 * Signs in as the runtime and looks at what it is. Statements of the runtime can be hostile, so its session must have begun
 * as the role and have nothing to go back to: a role that was only set is left with `reset role`.
 */
export async function trySignIn(runtime: ClientConfig, login: string): Promise<SignIn> {
  const own = runtimeLogin(login);
  const client = new Client({ ...runtime, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ session: string; role: string; unsafe: UnsafeRole[] }>(
      `select session_user::text as session, current_user::text as role,
         (select coalesce(json_agg(json_build_object('role', rolname, 'holder', case when exists (
             select from pg_auth_members m where m.roleid = r.oid and m.member = session_user::regrole) then session_user else $3 end) order by rolname), '[]')
           from pg_roles r where pg_has_role(session_user, oid, 'member')
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolname in ($1, $2) or rolname like 'pg\\_%')) as unsafe`,
      [ownerRole, login, runtimeRole],
    );
    const [me] = rows;
    if (me?.session !== own || me.role !== own) return { kind: 'unsafe', roles: [{ role: me?.session ?? login, holder: own }] };
    return me.unsafe.length === 0 ? { kind: 'safe' } : { kind: 'unsafe', roles: me.unsafe };
  } catch (cause) {
    if (cause instanceof DatabaseError && cause.code?.startsWith('28') === true) return { kind: 'refused', cause };
    throw databaseErrors.unavailable({}, { cause, retryAfter: 1 });
  } finally {
    await client.end().catch(() => {});
  }
}
