/** A publisher's public key and when it may be relied on. */
export interface PublisherKey {
  /** Ed25519 public key, 32 bytes in base64. */
  readonly publicKey: string;
  /** Milliseconds since 1970; before it nothing signed is accepted. */
  readonly validFrom: number;
  /** Milliseconds since 1970; from then on nothing signed is accepted. */
  readonly validUntil: number;
  /** Why the key is not relied on any more; null: it is. */
  readonly revoked: string | null;
}

/** Which publishers an installation trusts. Asked at each install and each load, so taking trust away works at once. */
export interface TrustStore {
  /** The key of a publisher; null where the publisher or the key is unknown. */
  key(publisher: string, keyId: string): PublisherKey | null;
}

/** Trusts nobody: the default, under which every publisher's signature is refused. */
export const emptyTrustStore: TrustStore = { key: () => null };

/** A trust store over a record of publishers, each with its keys by id. */
export function trustStore(publishers: Readonly<Record<string, Readonly<Record<string, PublisherKey>>>>): TrustStore {
  return {
    key(publisher, keyId) {
      const keys = Object.hasOwn(publishers, publisher) ? publishers[publisher] : undefined;
      return keys !== undefined && Object.hasOwn(keys, keyId) ? (keys[keyId] ?? null) : null;
    },
  };
}
