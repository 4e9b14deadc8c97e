import type { TlsIdentity } from '@plinth/outgoing';
import type { Connector } from './connector.ts';

/** A configured, authorised use of a connector. Whoever calls an action gives it; it is never looked up. */
export interface OpenConnection {
  /** Another text for each connection and each time that it is set: what is remembered of one is found by it. */
  readonly id: string;
  readonly connector: Connector;
  /** Where the system answers, whole. */
  readonly address: string;
  /** By the name of the credential. */
  readonly secrets: Readonly<Record<string, CredentialSecret>>;
  readonly limits: CallLimits;
}

/** What one signs in with. */
export type CredentialSecret =
  | { readonly kind: 'key'; readonly value: string }
  | { readonly kind: 'basic'; readonly login: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | {
      readonly kind: 'oauth2';
      readonly clientId: string;
      /** Absent where the client proves who it is by its key, or by the certificate of the connection alone (RFC 8705). */
      readonly clientSecret?: string | undefined;
      /** A private key in PEM, by which the client signs who it is (RFC 7523 §2.2), and what the other side calls it. */
      readonly clientKey?: string | undefined;
      readonly keyId?: string | undefined;
      /** The flow's own where absent. */
      readonly tokenAddress?: string | undefined;
      readonly scopes?: readonly string[] | undefined;
      /** Where it was given once by a person; else the client signs in as itself. */
      readonly refreshToken?: string | undefined;
    }
  | { readonly kind: 'private-key'; readonly login: string; readonly key: string; readonly passphrase?: string | undefined }
  /** Without certificate and key, only whom we trust. */
  | ({ readonly kind: 'mutual-tls' } & TlsIdentity);

export interface CallLimits {
  /** For one action with all of its attempts. */
  readonly milliseconds: number;
  /** Of one answer. */
  readonly bytes: number;
  readonly attempts: number;
  /** How many requests may begin within a second. */
  readonly perSecond: number;
}

export const usualLimits: CallLimits = { milliseconds: 30_000, bytes: 10_000_000, attempts: 4, perSecond: 50 };

/** The texts of secrets, which nothing that is told may hold. */
export function secretTexts(secrets: OpenConnection['secrets']): readonly string[] {
  return Object.values(secrets).flatMap(textsOf);
}

function textsOf(secret: CredentialSecret): readonly string[] {
  switch (secret.kind) {
    case 'key':
      return [secret.value];
    case 'basic':
      return [secret.password, Buffer.from(`${secret.login}:${secret.password}`).toString('base64')];
    case 'bearer':
      return [secret.token];
    case 'oauth2':
      return [secret.clientSecret, secret.clientKey, secret.refreshToken].filter((text) => text !== undefined);
    case 'private-key':
      return [secret.key, ...(secret.passphrase === undefined ? [] : [secret.passphrase])];
    case 'mutual-tls':
      return secret.key === undefined ? [] : [secret.key];
  }
}
