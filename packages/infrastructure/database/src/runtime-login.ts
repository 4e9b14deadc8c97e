import { createHmac } from 'node:crypto';
import { Client, type ClientConfig, DatabaseError } from 'pg';
import { databaseErrors } from './errors.ts';

export const ownerRole = 'plinth_owner';
export const runtimeRole = 'plinth_runtime';

/** Derived from the login's own password, so that nothing more has to be kept and every server of a cluster finds the same. */
export function runtimePassword(loginPassword: string | null): string | null {
  return loginPassword === null || loginPassword === ''
    ? null
    : createHmac('sha256', loginPassword).update(runtimeRole).digest('base64url');
}

export type SignIn =
  | { readonly kind: 'safe' }
  | { readonly kind: 'refused'; readonly cause: unknown }
  /** Roles that a statement could turn the runtime into, or the runtime itself where its attributes are too many. */
  | { readonly kind: 'unsafe'; readonly roles: readonly string[] };

/**
 * Signs in as the runtime and looks at what it is. Statements of the runtime can be hostile, so its session must have begun
 * as the role and have nothing to go back to: a role that was only set is left with `reset role`.
 */
export async function trySignIn(runtime: ClientConfig, login: string): Promise<SignIn> {
  const client = new Client({ ...runtime, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ session: string; role: string; unsafe: string[] }>(
      `select session_user::text as session, current_user::text as role,
         (select coalesce(array_agg(rolname::text order by rolname), '{}') from pg_roles where pg_has_role(session_user, oid, 'member')
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolname in ($1, $2) or rolname like 'pg\\_%')) as unsafe`,
      [ownerRole, login],
    );
    const [me] = rows;
    if (me?.session !== runtimeRole || me.role !== runtimeRole) return { kind: 'unsafe', roles: [me?.session ?? login] };
    return me.unsafe.length === 0 ? { kind: 'safe' } : { kind: 'unsafe', roles: me.unsafe };
  } catch (cause) {
    if (cause instanceof DatabaseError && cause.code?.startsWith('28') === true) return { kind: 'refused', cause };
    throw databaseErrors.unavailable({}, { cause, retryAfter: 1 });
  } finally {
    await client.end().catch(() => {});
  }
}
