import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from './errors.ts';
import { quoteIdentifier, quoteLiteral } from './identifiers.ts';
import { changeLogin } from './login.ts';
import { retryConcurrent } from './retry-concurrent.ts';
import { ownerRole, runtimeLogin, runtimePassword, runtimeRole, type SignIn, trySignIn } from './runtime-login.ts';

const oldestVersion = 150_000;

/** How to connect as each of the two roles. */
export interface RoleConfigs {
  readonly owner: ClientConfig;
  readonly runtime: ClientConfig;
}

/**
 * Makes sure that both roles, the schema `plinth` and the grants between them exist. The owner owns tables and migrates, the
 * runtime does everything else and signs in by itself; neither is superuser, neither bypasses row-level security.
 */
export async function setUpRoles(login: ClientConfig): Promise<RoleConfigs> {
  const client = new Client({ ...login, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect().catch((cause: unknown) => {
      throw databaseErrors.unavailable({}, { cause, retryAfter: 1 });
    });
    return await retryConcurrent(() => setUp(client, login));
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
  const password = runtimePassword(client.password ?? null);
  const mayCreate = me.super || me.create_role;
  try {
    await client.query('begin');
    if (mayCreate) await createRoles(client, me.name, password);
    await requireRoles(client, me.name, me.database, Number(me.version));
    await client.query(`grant create on database ${quoteIdentifier(me.database)} to ${ownerRole}`);
    await client.query(`create schema if not exists plinth authorization ${ownerRole}`);
    await client.query(`grant usage on schema plinth to ${runtimeRole}`);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    if ((cause as { code?: string }).code === '42501') throw missing(me.name, me.database, cause);
    throw cause;
  }
  const runtime = changeLogin(login, { user: runtimeLogin(me.name), password, database: me.database });
  let outcome = await trySignIn(runtime, me.name);
  if (outcome.kind === 'refused' && mayCreate && (await letSignIn(client, me.name, password))) outcome = await trySignIn(runtime, me.name);
  if (outcome.kind !== 'safe') throw unusable(me.name, me.database, password, outcome);
  return { owner: changeLogin(login, { option: `-c role=${ownerRole}` }), runtime };
}

async function createRoles(client: Client, login: string, password: string | null): Promise<void> {
  const attributes = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  const { rows } = await client.query<{ rolname: string }>(`select rolname from pg_roles where rolname = any($1)`, [
    [ownerRole, runtimeRole, runtimeLogin(login)],
  ]);
  const present = new Set(rows.map(({ rolname }) => rolname));
  if (!present.has(ownerRole)) {
    await client.query(`create role ${ownerRole} nologin ${attributes}`);
    await client.query(`grant ${ownerRole} to current_user`);
  }
  if (!present.has(runtimeRole)) await client.query(`create role ${runtimeRole} nologin ${attributes}`);
  if (present.has(runtimeLogin(login))) return;
  await client.query(`create role ${runtimeLogin(login)} login ${attributes} in role ${runtimeRole} ${passwordClause(password)}`);
}

/** Gives the runtime of this login, which exists already, the password of today; false where the login may not. */
async function letSignIn(client: Client, login: string, password: string | null): Promise<boolean> {
  try {
    await client.query(`alter role ${runtimeLogin(login)} login ${passwordClause(password)}`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false;
    throw error;
  }
}

function passwordClause(password: string | null): string {
  return password === null ? '' : `password ${quoteLiteral(password)}`;
}

async function requireRoles(client: Client, login: string, database: string, version: number): Promise<void> {
  const { rows } = await client.query<{ roles: number; unsafe: number; member: boolean }>(
    `select count(*)::int as roles, count(*) filter (where rolsuper or rolbypassrls)::int as unsafe,
       coalesce(bool_and(pg_has_role(current_user, oid, $2)) filter (where rolname = $3), false) as member
     from pg_roles where rolname = any($1)`,
    // Since PostgreSQL 16 a membership may be without the right to become the role.
    [[ownerRole, runtimeRole], version >= 160_000 ? 'set' : 'member', ownerRole],
  );
  const [found] = rows;
  if (found === undefined || found.roles < 2 || found.unsafe > 0 || !found.member) throw missing(login, database, undefined);
}

/** The runtime has no session of its own, or one that a statement could leave: there is no weaker mode to fall back to. */
function unusable(login: string, database: string, password: string | null, outcome: Exclude<SignIn, { kind: 'safe' }>): Error {
  if (outcome.kind === 'refused') {
    const passwordless = `-- and let ${runtimeLogin(login)} sign in without a password in pg_hba.conf, or give DATABASE_URL a password`;
    return missing(login, database, outcome.cause, password === null ? [passwordless] : []);
  }
  const statements = outcome.roles.map(({ role, holder }) =>
    role === runtimeRole || role === runtimeLogin(login)
      ? `alter role ${role} nosuperuser nocreatedb nocreaterole noreplication nobypassrls;`
      : `revoke ${quoteIdentifier(role)} from ${holder};`,
  );
  return missingGrants(login, statements, undefined);
}

/** No statement here carries a password: with CREATEROLE, which it needs for one start, the login makes the runtime's role itself. */
function missing(login: string, database: string, cause: unknown, further: readonly string[] = []): Error {
  const statements = [
    `create role ${ownerRole} nologin nosuperuser nobypassrls;`,
    `create role ${runtimeRole} nologin nosuperuser nobypassrls;`,
    `grant ${ownerRole}, ${runtimeRole} to ${quoteIdentifier(login)} with admin option;`,
    `grant create on database ${quoteIdentifier(database)} to ${quoteIdentifier(login)} with grant option;`,
    `alter role ${quoteIdentifier(login)} createrole;`,
    ...further,
  ];
  return missingGrants(login, statements, cause);
}

function missingGrants(login: string, statements: readonly string[], cause: unknown): Error {
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = statements.map((text) => ` ${text}`);
  return databaseErrors.missingGrants({ login, first, second, third, fourth, fifth, sixth }, { cause, details: { statements } });
}
