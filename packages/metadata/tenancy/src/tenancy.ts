import { type Operation, removeApplication, type TenantTheme } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import {
  type Actor,
  type Clock,
  type EnvironmentReference,
  type RequestContext,
  systemClock,
  type TenantReference,
} from '@plinth/foundation';
import { AuditLog } from './audit/audit-log.ts';
import { auditOperations } from './audit/audit-operations.ts';
import { type AuditedRequest, auditRequests } from './audit/request-audit.ts';
import { Changes } from './change/changes.ts';
import { tenancyErrors } from './errors.ts';
import { groupOperations } from './groups/group-operations.ts';
import { Identity, type SampleEnvironments } from './identity/identity.ts';
import { identityChannel, readIdentityChange } from './identity/identity-change.ts';
import { StoredIdentities } from './identity/stored-identities.ts';
import { linkOperations } from './links/link-operations.ts';
import type { Mailer } from './links/mailer.ts';
import { memberOperations } from './members/member-operations.ts';
import { memberHolders, memberNames, selectMakers, type WantedMembers } from './members/member-statements.ts';
import { createPasswordHasher, type PasswordHasherOptions } from './passwords/password-hasher.ts';
import { forgetApplication } from './roles/forget-application.ts';
import { roleOperations } from './roles/role-operations.ts';
import { sessionOperations } from './session/session-operations.ts';
import { SessionStore } from './session/session-store.ts';
import { SetUp } from './set-up/set-up.ts';
import { setUpOperations } from './set-up/set-up-operations.ts';
import { AttemptLimiter } from './sign-in/attempt-limiter.ts';
import { PasswordProvider } from './sign-in/password-provider.ts';
import type { TenancyServices } from './tenancy-services.ts';
import { tenantOperations } from './tenants/tenant-operations.ts';
import { tokenOperations } from './tokens/token-operations.ts';

const hour = 3_600_000;

export interface TenancyOptions {
  readonly database: Database;
  readonly clock?: Clock;
  /** Null or absent where no mail server is configured: links are then shown to administrators. */
  readonly mailer?: Mailer | null;
  /** Milliseconds after which a session ends that nobody uses; 12 hours where absent. */
  readonly sessionIdle?: number;
  /** Milliseconds after which a session ends however much it is used; 7 days where absent. */
  readonly sessionLongest?: number;
  readonly passwordHashing?: PasswordHasherOptions;
  /** Finds the environments of drafts with sample data; without, there are none. */
  readonly samples?: SampleEnvironments;
  /** Called where the entry of a request that is over could not be stored; the audit then lacks it. */
  readonly onAuditFailure: (error: unknown) => void;
}

/** Tenants, identity and audit, put together. */
export interface Tenancy {
  /** Turns requests into contexts; the gateway's authenticator. */
  readonly identity: Identity;
  readonly audit: AuditLog;
  readonly setUp: SetUp;
  readonly operations: readonly Operation[];
  /** The environments of a context's tenant, in the order in which people go through them. */
  environments(context: RequestContext): Promise<readonly EnvironmentReference[]>;
  /** What applications of the context's tenant wear that have no theme of their own; null where that is the platform's look. */
  theme(context: RequestContext): Promise<TenantTheme | null>;
  /** A tenant by its key; throws `tenancy.not-found`. */
  tenant(key: string): Promise<TenantReference>;
  /** An active member of the context's tenant by id or e-mail address, as requests of the member would be made; null where there is none. */
  actor(context: RequestContext, member: string): Promise<Actor | null>;
  /** The active members of the context's tenant who make applications, by name. */
  makers(context: RequestContext): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** What members of the context's tenant are called, by id, deactivated ones too; of others nothing. */
  names(context: RequestContext, members: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Ids of active members who hold roles of an application in the context's environment, are in groups, or are named by id or e-mail address. */
  holders(context: RequestContext, application: string, wanted: WantedMembers, most: number): Promise<readonly string[]>;
  /** Takes from everybody the roles of an application that is removed for good. */
  forgetApplication(context: RequestContext, application: string): Promise<void>;
  /** Keys of the tenants, as many as asked for; for the words at start. */
  tenantKeys(most: number): Promise<readonly string[]>;
  /** What the gateway calls when a request is over. */
  readonly auditRequest: (request: AuditedRequest) => void;
  /** Begins to hear of changes made by other servers. Without it they take effect within four seconds. */
  start(): Promise<void>;
  /** Stops listening and waits for the audit. */
  close(): Promise<void>;
}

/** Puts this package together over a database that has its migrations. */
export function createTenancy(options: TenancyOptions): Tenancy {
  const { database, clock = systemClock, mailer = null } = options;
  const identities = new StoredIdentities(database, clock, options.sessionIdle ?? 12 * hour);
  const identity = new Identity({ source: identities, clock, samples: options.samples });
  const hasher = createPasswordHasher(options.passwordHashing);
  const audit = new AuditLog(database);
  const services: TenancyServices = {
    database,
    clock,
    identities,
    changes: new Changes(database, identity),
    audit,
    sessions: new SessionStore(clock, options.sessionLongest ?? 7 * 24 * hour),
    attempts: new AttemptLimiter(database, clock),
    hasher,
    passwords: new PasswordProvider(database, hasher),
    mailer,
  };
  const setUp = new SetUp(services);
  let stopListening: (() => Promise<void>) | null = null;
  const operations = [
    ...setUpOperations(services, setUp),
    ...sessionOperations(services),
    ...linkOperations(services),
    ...tenantOperations(services),
    ...memberOperations(services),
    ...groupOperations(services),
    ...roleOperations(services),
    ...tokenOperations(services),
    ...auditOperations(services),
  ];
  // What is removed for good is told with its key, by whoever removes it.
  const own = new Set([...operations.map(({ contract }) => contract.id), removeApplication.id]);
  return {
    identity,
    audit,
    setUp,
    operations,
    environments: async (context) => [...((await identities.tenant(context.tenant.key))?.environments.values() ?? [])],
    theme: async (context) => (await identities.tenant(context.tenant.key))?.theme ?? null,
    async tenant(key) {
      const known = await identities.tenant(key);
      if (known === null) throw tenancyErrors.notFound();
      return known.reference;
    },
    async actor(context, member) {
      const known = await identities.tenant(context.tenant.key);
      return known === null ? null : identities.actor(known, member);
    },
    async makers(context) {
      return (await database.query<{ id: string; name: string }>(context, selectMakers, [context.tenant.id])).rows;
    },
    names: (context, members) => memberNames(context, database, members),
    holders: (context, application, wanted, most) => memberHolders(context, database, application, wanted, most),
    forgetApplication: (context, application) => forgetApplication(context, services, application),
    tenantKeys: (most) => setUp.tenantKeys(most),
    auditRequest: auditRequests(audit, own, options.onAuditFailure),
    async start() {
      stopListening ??= await database.listen(identityChannel, (text) => identity.apply(readIdentityChange(text)));
    },
    async close() {
      await stopListening?.();
      stopListening = null;
      await audit.settled();
    },
  };
}
