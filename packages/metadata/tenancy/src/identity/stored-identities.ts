import type { TenantTheme } from '@plinth/api-contract';
import { type Database, statement } from '@plinth/database';
import { type Actor, type Clock, type EnvironmentReference, type Proof, systemContext, type TenantRole } from '@plinth/foundation';
import { emailKey } from '../email-key.ts';
import { toTimestamp } from '../timestamp.ts';
import type { IdentitySource, KnownProof, KnownTenant } from './identity-source.ts';

const findTenant = statement(`select tenant_id as id from plinth.tenant where key = $1 and status = 'active'`);

const readTenant = statement(`
select t.key, t.name, t.theme, coalesce(json_agg(json_build_object('id', e.id, 'key', e.key, 'name', e.name) order by e.position)
  filter (where e.id is not null), '[]') as environments
from plinth.tenant t left join plinth.environment e using (tenant_id)
where t.tenant_id = $1 and t.status = 'active'
group by t.tenant_id`);

const actorColumns = `
  m.id as member_id, m.name, m.email, to_json(m.tenant_roles) as tenant_roles, m.platform_administrator,
  to_json(array(select g.group_key from plinth.group_member g where g.tenant_id = m.tenant_id and g.member_id = m.id order by 1)) as groups,
  (select coalesce(json_agg(json_build_array(a.application_key, a.role_key, a.environment_key) order by a.role_key), '[]')
     from plinth.role_assignment a
    where a.tenant_id = m.tenant_id
      and (a.member_id = m.id
        or a.group_key in (select g.group_key from plinth.group_member g where g.tenant_id = m.tenant_id and g.member_id = m.id))) as roles`;

const readSession = statement(`
select s.id, extract(epoch from s.expires_at)::float8 * 1000 as expires_at, null::json as scopes,
  s.last_used_at < $3::timestamptz - interval '1 minute' as touch, ${actorColumns}
from plinth.session s join plinth.member m on m.tenant_id = s.tenant_id and m.id = s.member_id
where s.tenant_id = $1 and s.token_hash = $2 and s.expires_at > $3::timestamptz
  and s.last_used_at > $3::timestamptz - $4::float8 * interval '1 millisecond' and m.status = 'active'`);

const readToken = statement(`
select t.id, extract(epoch from t.expires_at)::float8 * 1000 as expires_at, to_json(t.scopes) as scopes,
  coalesce(t.last_used_at < $3::timestamptz - interval '1 minute', true) as touch, ${actorColumns}
from plinth.api_token t join plinth.member m on m.tenant_id = t.tenant_id and m.id = t.member_id
where t.tenant_id = $1 and t.token_hash = $2 and t.expires_at > $3::timestamptz and t.revoked_at is null and m.status = 'active'`);

const readMember = statement(`
select null::json as scopes, ${actorColumns} from plinth.member m
where m.tenant_id = $1 and (m.id::text = $2 or m.email_key = $3) and m.status = 'active'`);

const touch = {
  session: statement(
    `update plinth.session set last_used_at = $3::timestamptz where tenant_id = $1 and id = $2 and last_used_at < $3::timestamptz`,
  ),
  token: statement(`update plinth.api_token set last_used_at = $3::timestamptz where tenant_id = $1 and id = $2`),
};

type ProofRow = ActorRow & {
  readonly id: string;
  readonly expires_at: number;
  readonly touch: boolean;
};

type ActorRow = {
  readonly scopes: readonly string[] | null;
  readonly member_id: string;
  readonly name: string;
  readonly email: string;
  readonly tenant_roles: readonly TenantRole[];
  readonly platform_administrator: boolean;
  readonly groups: readonly string[];
  readonly roles: readonly (readonly [application: string, role: string, environment: string | null])[];
};

/** Tenants, sessions and tokens as PostgreSQL has them. */
export class StoredIdentities implements IdentitySource {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #idle: number;

  /** `idle`: milliseconds after which a session ends that nobody uses. */
  constructor(database: Database, clock: Clock, idle: number) {
    this.#database = database;
    this.#clock = clock;
    this.#idle = idle;
  }

  async tenant(key: string): Promise<KnownTenant | null> {
    // Only the row of this key is visible to who knows no more than a key.
    const id = await this.#database.value(systemContext({ id: '', key }), findTenant, [key]);
    if (id === null) return null;
    const reference = { id, key };
    const { rows } = await this.#database.query<{
      name: string;
      theme: TenantTheme | null;
      environments: (EnvironmentReference & { name: string })[];
    }>(systemContext(reference), readTenant, [reference.id]);
    const [row] = rows;
    if (row === undefined) return null;
    return {
      reference,
      name: row.name,
      ...(row.theme === null ? {} : { theme: row.theme }),
      environments: new Map(
        row.environments.map(({ id, key: environmentKey, name }) => [environmentKey, { id, key: environmentKey, name }]),
      ),
    };
  }

  async proof(tenant: KnownTenant, kind: Proof['kind'], digest: Buffer): Promise<KnownProof | null> {
    const context = systemContext(tenant.reference);
    const now = toTimestamp(this.#clock.now());
    const { rows } =
      kind === 'session'
        ? await this.#database.query<ProofRow>(context, readSession, [tenant.reference.id, digest, now, this.#idle])
        : await this.#database.query<ProofRow>(context, readToken, [tenant.reference.id, digest, now]);
    const [row] = rows;
    if (row === undefined) return null;
    if (row.touch) await this.#database.query(context, touch[kind], [tenant.reference.id, row.id, now]);
    return { proof: { kind, id: row.id }, actor: toActor(row, [...tenant.environments.keys()]), expiresAt: row.expires_at };
  }

  /** An active member by id or e-mail address, with every right that the member has. */
  async actor(tenant: KnownTenant, member: string): Promise<Actor | null> {
    const values = [tenant.reference.id, member.toLowerCase(), emailKey(member)];
    const { rows } = await this.#database.query<ActorRow>(systemContext(tenant.reference), readMember, values);
    const [row] = rows;
    return row === undefined ? null : toActor(row, [...tenant.environments.keys()]);
  }
}

function toActor(row: ActorRow, environmentKeys: readonly string[]): Actor {
  const applicationRoles: Record<string, string[]> = {};
  for (const [application, role, environment] of row.roles) {
    for (const key of environment === null ? environmentKeys : [environment]) {
      const place = `${application}@${key}`;
      const held = applicationRoles[place] ?? [];
      if (!held.includes(role)) applicationRoles[place] = [...held, role];
    }
  }
  return {
    kind: 'member',
    id: row.member_id,
    name: row.name,
    email: row.email,
    tenantRoles: row.tenant_roles,
    groups: row.groups,
    applicationRoles,
    scopes: row.scopes,
    platformAdministrator: row.platform_administrator,
  };
}
