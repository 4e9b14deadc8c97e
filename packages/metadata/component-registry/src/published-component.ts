import type { ComponentMetadata } from '@plinth/component-contract';

/** An Ed25519 (RFC 8032) signature by which a publisher stands for a component version. */
export interface PublisherSignature {
  /** Name of the publisher in the trust store. */
  readonly publisher: string;
  /** Which of the publisher's keys signed. */
  readonly keyId: string;
  /** 64 bytes in base64 over {@link signedText}. */
  readonly value: string;
}

/** A known weakness of a version, in the words of whoever found it. */
export interface Advisory {
  /** As its source names it: `CVE-2026-1234`, `GHSA-…`. */
  readonly id: string;
  readonly severity: 'low' | 'moderate' | 'high' | 'critical';
  readonly summary: string;
}

/** What is said of a version after it was published; no part of its content, so no part of its signature. */
export interface ComponentFlags {
  /** Why the version should not be used any more and what to use instead; null: it may be used. */
  readonly deprecated: string | null;
  readonly advisories: readonly Advisory[];
}

export const noFlags: ComponentFlags = { deprecated: null, advisories: [] };

/** One immutable version of a component as the registry keeps it. */
export interface PublishedComponent {
  readonly metadata: ComponentMetadata;
  /** SHA-256 of the metadata's canonical JSON (RFC 8785), 64 hexadecimal digits. */
  readonly signature: string;
  readonly publisher: PublisherSignature | null;
  readonly flags: ComponentFlags;
}
