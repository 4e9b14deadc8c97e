import { statement } from '@plinth/database';
import { type RequestContext, systemActor, systemContext, uuidV7 } from '@plinth/foundation';
import { auditPart } from '../audit/audit-entry.ts';
import { Change } from '../change/changes.ts';
import { emailKey } from '../email-key.ts';
import { tenancyErrors } from '../errors.ts';
import { insertMember } from '../members/member-statements.ts';
import { requireGoodPassword } from '../passwords/password-rules.ts';
import { platformTenant } from '../platform-tenant.ts';
import { digestOfToken, newToken, tenantOfToken } from '../secret-token.ts';
import type { NewSession } from '../session/session-store.ts';
import { writePassword } from '../sign-in/password-provider.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { addTenant } from '../tenants/tenant-statements.ts';
import { toTimestamp } from '../timestamp.ts';

const day = 86_400_000;

const anyTenant = statement(`select exists (select from plinth.tenant) as taken`);
const insertToken = statement(`
insert into plinth.one_time_link (tenant_id, token_hash, purpose, expires_at) values ($1, $2, 'set-up', $3::timestamptz)`);
const findToken = statement(
  `select 1 as found from plinth.one_time_link where tenant_id = $1 and token_hash = $2 and expires_at > $3::timestamptz`,
);
const dropTokens = statement(`delete from plinth.one_time_link where tenant_id = $1 and purpose = 'set-up'`);
// Two servers, each with a token of its own, must not both find the platform empty.
const lock = statement(`select pg_advisory_xact_lock(hashtext('plinth set-up'))`);
const firstKeys = statement('select key from plinth.tenant order by key limit $1');
const enterTenant = statement(`select set_config('plinth.tenant', $1, true)`);

/** The first tenant and the person who will administer it and the platform. */
export interface FirstTenant {
  readonly tenantKey: string;
  readonly tenantName: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** The first run: as long as there is no tenant, whoever holds a set-up token may create it. */
export class SetUp {
  readonly #services: TenancyServices;

  constructor(services: TenancyServices) {
    this.#services = services;
  }

  /** Whether there is no tenant yet. */
  async needed(): Promise<boolean> {
    return (await this.#services.database.value<boolean>(systemContext(platformTenant), anyTenant, [])) === false;
  }

  /** Keys of the first tenants, for the words at start. */
  async tenantKeys(most: number): Promise<readonly string[]> {
    const { rows } = await this.#services.database.query<{ key: string }>(systemContext(platformTenant), firstKeys, [most]);
    return rows.map(({ key }) => key);
  }

  /** The path to show to whoever started the server, with a token that works once within a day; null where there is a tenant already. */
  async invite(): Promise<string | null> {
    if (!(await this.needed())) return null;
    const token = newToken('set-up', platformTenant.key);
    const expiresAt = toTimestamp(this.#services.clock.now() + day);
    await this.#services.database.query(systemContext(platformTenant), insertToken, [platformTenant.id, digestOfToken(token), expiresAt]);
    return `/set-up/${token}`;
  }

  /** Creates the first tenant for whoever holds a token, and signs them in. Throws `tenancy.set-up-not-possible`. */
  async complete(context: RequestContext, first: FirstTenant, token: string): Promise<NewSession> {
    if (tenantOfToken('set-up', token) !== platformTenant.key || !(await this.#holds(context, token)))
      throw tenancyErrors.setUpNotPossible();
    const session = await this.#create(context, first);
    if (session === null) throw tenancyErrors.setUpNotPossible();
    return session;
  }

  /** Creates the first tenant from configuration, where nobody can click; false where there is one already. */
  async completeUnattended(first: FirstTenant): Promise<boolean> {
    if (!(await this.needed())) return false;
    return (await this.#create(systemContext(platformTenant), first)) !== null;
  }

  async #holds(context: RequestContext, token: string): Promise<boolean> {
    const values = [platformTenant.id, digestOfToken(token), toTimestamp(this.#services.clock.now())];
    const { count } = await this.#services.database.query({ ...context, tenant: platformTenant }, findToken, values);
    return count > 0;
  }

  async #create(context: RequestContext, first: FirstTenant): Promise<NewSession | null> {
    const { clock, hasher, database, sessions } = this.#services;
    requireGoodPassword(first.password, first);
    const secret = await hasher.hash(first.password);
    const now = toTimestamp(clock.now());
    const tenant = { id: uuidV7(clock.now()), key: first.tenantKey };
    const memberId = uuidV7(clock.now());
    const platform: RequestContext = { ...context, tenant: platformTenant, environment: null };
    const there: RequestContext = { ...platform, tenant, actor: { ...systemActor, kind: 'member', id: memberId, name: first.name } };
    return database.transaction(platform, async (transaction) => {
      await transaction.query(platform, lock);
      if ((await transaction.value<boolean>(platform, anyTenant)) !== false) return null;
      await transaction.query(platform, dropTokens, [platformTenant.id]);
      await transaction.query(platform, enterTenant, [tenant.id]);
      const change = new Change(transaction, there);
      await addTenant(change, { ...tenant, name: first.tenantName });
      const roles = ['administrator', 'maker', 'member'];
      await change.query(insertMember, [
        tenant.id,
        memberId,
        first.email.trim(),
        emailKey(first.email),
        first.name,
        roles,
        'active',
        true,
        now,
      ]);
      await change.query(writePassword, [tenant.id, memberId, secret, now]);
      const session = await sessions.begin(change, there, memberId);
      await transaction.batch(there, [auditPart(there, { operation: 'setUp.complete', target: `tenant/${tenant.key}` })]);
      return session;
    });
  }
}
