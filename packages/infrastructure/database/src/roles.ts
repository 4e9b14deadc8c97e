import { createHmac } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from './errors.ts';
import { quoteIdentifier, quoteLiteral } from './identifiers.ts';

export const ownerRole = 'plinth_owner';
export const runtimeRole = 'plinth_runtime';

const oldestVersion = 150_000;

/** How to connect as each of the two roles. */
export interface RoleConfigs {
  readonly owner: ClientConfig;
  readonly runtime: ClientConfig;
}

/**
 * Makes sure that both roles, the schema `plinth` and the grants between them exist. The owner owns tables and migrates, the
 * runtime does everything else; neither is superuser, neither bypasses row-level security.
 */
export async function setUpRoles(login: ClientConfig): Promise<RoleConfigs> {
  const client = new Client({ ...login, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect().catch((cause: unknown) => {
      throw databaseErrors.unavailable({}, { cause, retryAfter: 1 });
    });
    return await setUp(client, login);
  } finally {
    await client.end().catch(() => {});
  }
}

async function setUp(client: Client, login: ClientConfig): Promise<RoleConfigs> {
  const { rows } = await client.query<{ version: string; super: boolean; create_role: boolean; name: string; database: string }>(
    `select current_setting('server_version_num') as version, rolsuper as super, rolcreaterole as create_role, current_user as name, current_database() as database
     from pg_roles where rolname = current_user`,
  );
  const [me] = rows;
  if (me === undefined) throw databaseErrors.unavailable();
  if (Number(me.version) < oldestVersion) throw databaseErrors.tooOld({ version: String(Math.floor(Number(me.version) / 10_000)) });
  const password = runtimePassword(login);
  const mayCreate = me.super || me.create_role;
  try {
    await client.query('begin');
    // Two servers that start at once would otherwise both find the roles missing.
    await client.query(`select pg_advisory_xact_lock(hashtext('plinth roles'))`);
    if (mayCreate) await createRoles(client, me.super ? password : null);
    await requireRoles(client, me.name, me.database);
    await client.query(`grant create on database ${quoteIdentifier(me.database)} to ${ownerRole}`);
    await client.query(`create schema if not exists plinth authorization ${ownerRole}`);
    await client.query(`grant usage on schema plinth to ${runtimeRole}`);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    if ((cause as { code?: string }).code === '42501') throw missing(me.name, me.database, cause);
    throw cause;
  }
  const owner = { ...login, options: `-c role=${ownerRole}` };
  // A superuser's session could step back out of a role it only set, so there the runtime signs in as itself.
  const runtime =
    me.super && password !== null
      ? { ...withoutUrl(login, client), user: runtimeRole, password }
      : { ...login, options: `-c role=${runtimeRole}` };
  return { owner, runtime };
}

async function createRoles(client: Client, password: string | null): Promise<void> {
  const attributes = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  for (const role of [ownerRole, runtimeRole]) {
    const { rows } = await client.query(`select 1 from pg_roles where rolname = $1`, [role]);
    if (rows.length === 0) {
      await client.query(`create role ${role} nologin ${attributes}`);
      await client.query(`grant ${role} to current_user`);
    }
  }
  if (password !== null) await client.query(`alter role ${runtimeRole} login password ${quoteLiteral(password)}`);
}

async function requireRoles(client: Client, login: string, database: string): Promise<void> {
  const { rows } = await client.query<{ roles: number; unsafe: number; member: boolean }>(
    `select count(*)::int as roles, count(*) filter (where rolsuper or rolbypassrls)::int as unsafe,
       coalesce(bool_and(pg_has_role(current_user, oid, 'member')), false) as member
     from pg_roles where rolname = any($1)`,
    [[ownerRole, runtimeRole]],
  );
  const [found] = rows;
  if (found === undefined || found.roles < 2 || found.unsafe > 0 || !found.member) throw missing(login, database, undefined);
}

function missing(login: string, database: string, cause: unknown): Error {
  const statements = [
    `create role ${ownerRole} nologin nosuperuser nobypassrls;`,
    `create role ${runtimeRole} nologin nosuperuser nobypassrls;`,
    `grant ${ownerRole}, ${runtimeRole} to ${quoteIdentifier(login)};`,
    `grant create on database ${quoteIdentifier(database)} to ${quoteIdentifier(login)} with grant option;`,
  ].join(' ');
  return databaseErrors.missingGrants({ login, statements }, { cause });
}

/** Derived from the login's own password, so that nothing more has to be kept and every server of a cluster finds the same. */
function runtimePassword(login: ClientConfig): string | null {
  const password =
    typeof login.password === 'string'
      ? login.password
      : login.connectionString === undefined
        ? ''
        : new URL(login.connectionString).password;
  return password === '' ? null : createHmac('sha256', decodeURIComponent(password)).update(runtimeRole).digest('base64url');
}

function withoutUrl(login: ClientConfig, client: Client): ClientConfig {
  const { connectionString: _url, ...rest } = login;
  return { ...rest, host: client.host, port: client.port, ...(client.database === undefined ? {} : { database: client.database }) };
}
