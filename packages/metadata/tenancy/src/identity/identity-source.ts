import type { TenantTheme } from '@plinth/api-contract';
import type { Actor, EnvironmentReference, Proof, TenantReference } from '@plinth/foundation';

/** A tenant with its environments, as requests need it. */
export interface KnownTenant {
  readonly reference: TenantReference;
  readonly name: string;
  /** What applications wear that have no theme of their own. */
  readonly theme?: TenantTheme;
  /** By key, in the order in which people go through them. */
  readonly environments: ReadonlyMap<string, EnvironmentReference & { readonly name: string }>;
}

/** Whom a session or token proves, and until when. */
export interface KnownProof {
  readonly proof: Proof;
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Port: where identities are stored. Every answer is as of the moment of asking; null where there is none that is valid. */
export interface IdentitySource {
  tenant(key: string): Promise<KnownTenant | null>;
  proof(tenant: KnownTenant, kind: Proof['kind'], digest: Buffer): Promise<KnownProof | null>;
}
