import { traceId } from './ids.ts';
import type { SpanRecorder } from './spans.ts';

/** An organisation on the platform; the unit of isolation. `key` stands in addresses, `id` in tables. */
export interface TenantReference {
  readonly id: string;
  readonly key: string;
}

/** Development, test, production … of a tenant, with its own data. */
export interface EnvironmentReference {
  readonly id: string;
  readonly key: string;
  /** Whether it is that of a draft with sample data: it has records of its own, leads nowhere else, and ends with its link. */
  readonly isSample?: true;
}

/** Rights in the tenant itself, apart from the roles that applications define. */
export type TenantRole = 'administrator' | 'maker' | 'member';

/** Who acts. `anonymous` is a visitor of a public page, `system` is Plinth itself (start-up, jobs). */
export interface Actor {
  readonly kind: 'member' | 'anonymous' | 'system';
  /** The member's id; `anonymous` and `system` name themselves. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly tenantRoles: readonly TenantRole[];
  /** Keys of the member's groups. */
  readonly groups: readonly string[];
  /** Keys of the roles held, by application key and environment key: `roles['bank@production']`. */
  readonly applicationRoles: Readonly<Record<string, readonly string[]>>;
  /** What a personal API token narrows the member's rights to; null: everything the member may do. */
  readonly scopes: readonly string[] | null;
  /** Whether the actor administers the platform: may create tenants. */
  readonly platformAdministrator: boolean;
}

/** What proved who the actor is: a session, which a person holds in a browser, or a personal API token. */
export interface Proof {
  readonly kind: 'session' | 'token';
  /** Id of the session or token; no secret. */
  readonly id: string;
}

/** Who, which tenant and environment, which request: the explicit first argument of everything that does something. */
export interface RequestContext {
  readonly tenant: TenantReference;
  /** Null for what concerns the tenant as a whole. */
  readonly environment: EnvironmentReference | null;
  readonly actor: Actor;
  /** Absent where nobody signed in and for `system`. */
  readonly proof?: Proof | undefined;
  /** IP address the request came from; absent where there was none. */
  readonly remoteAddress?: string | undefined;
  /** W3C trace id, 32 hexadecimal digits; names the request in logs and problem documents. */
  readonly trace: string;
  /** How many processes led to this one after the other, each by what the one before did; absent where none did. */
  readonly chain?: number | undefined;
  /** BCP 47 language tag of the answer's texts. */
  readonly locale: string;
  /** Measures the steps of the request; absent where nobody looks. */
  readonly spans?: SpanRecorder | undefined;
  /** Aborted when the caller went away or time is up. */
  readonly signal: AbortSignal;
}

/** The roles the actor holds in an application in the context's environment. */
export function rolesInApplication(context: RequestContext, applicationKey: string): readonly string[] {
  if (context.environment === null) return [];
  return context.actor.applicationRoles[`${applicationKey}@${context.environment.key}`] ?? [];
}

export const anonymousActor: Actor = {
  kind: 'anonymous',
  id: 'anonymous',
  name: 'Anonymous',
  email: null,
  tenantRoles: [],
  groups: [],
  applicationRoles: {},
  scopes: null,
  platformAdministrator: false,
};

export const systemActor: Actor = {
  ...anonymousActor,
  kind: 'system',
  id: 'system',
  name: 'Plinth',
  tenantRoles: ['administrator', 'maker', 'member'],
};

/** What Plinth itself does in a tenant, in none of its environments: with a trace of its own, and nobody who waits for it. */
export function systemContext(tenant: TenantReference): RequestContext {
  return { tenant, environment: null, actor: systemActor, trace: traceId(), locale: 'en', signal: new AbortController().signal };
}

/** An environment as the platform's tables name it. */
export interface EnvironmentPlace {
  readonly tenantId: string;
  readonly tenantKey: string;
  readonly environmentId: string;
}

/** What Plinth itself does in an environment; null where its tenant no longer has it. */
export async function systemContextAt(
  { tenantId, tenantKey, environmentId }: EnvironmentPlace,
  environmentsOf: (context: RequestContext) => Promise<readonly EnvironmentReference[]>,
): Promise<(RequestContext & { readonly environment: EnvironmentReference }) | null> {
  const context = systemContext({ id: tenantId, key: tenantKey });
  const environment = (await environmentsOf(context)).find(({ id }) => id === environmentId);
  return environment === undefined ? null : { ...context, environment };
}
