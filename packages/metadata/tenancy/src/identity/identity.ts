import { hash } from 'node:crypto';
import {
  anonymousActor,
  type Clock,
  type EnvironmentReference,
  type Proof,
  type RequestContext,
  systemClock,
  type TenantReference,
} from '@plinth/foundation';
import { authorize } from '../authorization.ts';
import { tenancyErrors } from '../errors.ts';
import { platformTenant } from '../platform-tenant.ts';
import { tenantOfToken } from '../secret-token.ts';
import { FreshCache } from './fresh-cache.ts';
import type { IdentityChange } from './identity-change.ts';
import type { IdentitySource, KnownProof, KnownTenant } from './identity-source.ts';

/** What a request shows of itself before anybody has looked at who it is. */
export interface Presented {
  /** From the path; null where the address names no tenant. */
  readonly tenantKey: string | null;
  readonly environmentKey: string | null;
  readonly sessionToken: string | null;
  readonly apiToken: string | null;
  readonly trace: string;
  readonly locale: string;
  readonly remoteAddress?: string;
  readonly signal: AbortSignal;
}

export type SampleEnvironments = (tenant: TenantReference, key: string) => Promise<EnvironmentReference | null>;

export interface IdentityOptions {
  readonly source: IdentitySource;
  readonly clock?: Clock;
  /** An environment of a draft with sample data, by its key, as of the moment of asking; null where there is none. */
  readonly samples?: SampleEnvironments | undefined;
  /** How many tenants and how many sessions and tokens are kept at hand. */
  readonly tenants?: number;
  readonly proofs?: number;
}

interface CachedProof extends KnownProof {
  readonly tenantId: string;
}

// Revocation is promised within five seconds; an answer's way from the database has the fifth.
const staleAfter = 4_000;
const refreshAfter = 2_000;
const tenantKeyPattern = /^[a-z][a-z0-9-]{0,39}$/;
const sampleKeyPattern = /^sample-[0-9a-f]{32}$/;

/** Turns what a request presents into a request context. A cached answer takes microseconds and no promise. */
export class Identity {
  readonly #source: IdentitySource;
  readonly #clock: Clock;
  readonly #tenants: FreshCache<KnownTenant>;
  readonly #proofs: FreshCache<CachedProof>;
  readonly #samples: SampleEnvironments | undefined;

  constructor(options: IdentityOptions) {
    this.#source = options.source;
    this.#clock = options.clock ?? systemClock;
    this.#samples = options.samples;
    const ages = { clock: this.#clock, refreshAfter, staleAfter };
    this.#tenants = new FreshCache({ ...ages, entries: options.tenants ?? 10_000 });
    this.#proofs = new FreshCache({ ...ages, entries: options.proofs ?? 20_000 });
  }

  /**
   * Throws `tenancy.not-found` where tenant or environment do not exist or the token belongs to another tenant, and
   * `tenancy.token-not-valid` for an API token that is not valid. A session that has ended leaves a visitor: who holds
   * an old cookie must still be able to sign in.
   */
  authenticate(presented: Presented): RequestContext | Promise<RequestContext> {
    const token = namedToken(presented);
    const tenantKey = presented.tenantKey ?? token?.tenantKey ?? null;
    if (tenantKey === null) return contextOf(presented, platformTenant, null, null);
    if (token !== null && token.tenantKey !== tenantKey) throw tenancyErrors.notFound();
    const tenant = this.#tenants.get(tenantKey, async () => (tenantKeyPattern.test(tenantKey) ? this.#source.tenant(tenantKey) : null));
    if (tenant instanceof Promise) return tenant.then((known) => this.#inTenant(presented, known, token));
    return this.#inTenant(presented, tenant, token);
  }

  /** Tenants, and sessions and tokens, at hand. */
  usage(): { readonly tenants: number; readonly proofs: number } {
    return { tenants: this.#tenants.size, proofs: this.#proofs.size };
  }

  /** Throws where the actor may not call the operation. */
  readonly authorize = authorize;

  /** Forgets what a change elsewhere made out of date. */
  apply(change: IdentityChange): void {
    const { tenantId, memberId } = change;
    this.#proofs.invalidate((known) => known.actor.id === memberId || (memberId === null && known.tenantId === tenantId));
    if (memberId === null) this.#tenants.invalidate((known) => known.reference.id === tenantId);
  }

  /** Forgets everything; for when changes may have been missed. */
  clear(): void {
    this.#tenants.clear();
    this.#proofs.clear();
  }

  #inTenant(presented: Presented, tenant: KnownTenant | null, token: NamedToken | null): RequestContext | Promise<RequestContext> {
    if (tenant === null) throw tenancyErrors.notFound();
    const { environmentKey } = presented;
    if (environmentKey === null) return this.#inEnvironment(presented, tenant, token, null);
    const environment = tenant.environments.get(environmentKey);
    if (environment !== undefined) return this.#inEnvironment(presented, tenant, token, environment);
    if (this.#samples === undefined || !sampleKeyPattern.test(environmentKey)) throw tenancyErrors.notFound();
    return this.#samples(tenant.reference, environmentKey).then((found) => {
      if (found === null) throw tenancyErrors.notFound();
      return this.#inEnvironment(presented, tenant, token, { ...found, isSample: true });
    });
  }

  #inEnvironment(
    presented: Presented,
    tenant: KnownTenant,
    token: NamedToken | null,
    environment: EnvironmentReference | null,
  ): RequestContext | Promise<RequestContext> {
    if (token === null) return contextOf(presented, tenant.reference, environment, null);
    const { kind } = token;
    const digest = hash('sha256', token.text, 'base64');
    const known = this.#proofs.get(kind + digest, () => this.#load(tenant, kind, digest));
    if (known instanceof Promise) return known.then((loaded) => this.#withProof(presented, tenant.reference, environment, kind, loaded));
    return this.#withProof(presented, tenant.reference, environment, kind, known);
  }

  #withProof(
    presented: Presented,
    tenant: TenantReference,
    environment: EnvironmentReference | null,
    kind: Proof['kind'],
    known: CachedProof | null,
  ): RequestContext {
    const valid = known !== null && known.tenantId === tenant.id && known.expiresAt > this.#clock.now();
    if (!valid && kind === 'token') throw tenancyErrors.tokenNotValid();
    return contextOf(presented, tenant, environment, valid ? known : null);
  }

  async #load(tenant: KnownTenant, kind: Proof['kind'], digest: string): Promise<CachedProof | null> {
    const known = await this.#source.proof(tenant, kind, Buffer.from(digest, 'base64'));
    return known === null ? null : { ...known, tenantId: tenant.reference.id };
  }
}

interface NamedToken {
  readonly kind: Proof['kind'];
  readonly text: string;
  readonly tenantKey: string;
}

/** The token presented, with the tenant it names. A malformed session counts as none, a malformed API token is an error. */
function namedToken(presented: Presented): NamedToken | null {
  const kind = presented.apiToken === null ? 'session' : 'token';
  const text = presented.apiToken ?? presented.sessionToken;
  const tenantKey = text === null ? null : tenantOfToken(kind, text);
  if (text !== null && tenantKey !== null) return { kind, text, tenantKey };
  if (kind === 'token') throw tenancyErrors.tokenNotValid();
  return null;
}

function contextOf(
  presented: Presented,
  tenant: TenantReference,
  environment: EnvironmentReference | null,
  known: KnownProof | null,
): RequestContext {
  const { trace, locale, signal, remoteAddress } = presented;
  return {
    tenant,
    environment,
    actor: known?.actor ?? anonymousActor,
    proof: known?.proof,
    remoteAddress,
    trace,
    locale,
    signal,
  };
}
