import { constants, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { uuidV7 } from '@plinth/foundation';
import { connectorErrors } from '../errors.ts';

/** Seconds that an assertion is good for. */
const lasts = 60;

export interface AssertedClient {
  readonly clientId: string;
  /** In PEM. */
  readonly key: string;
  readonly keyId?: string | undefined;
  /** Address that gives tokens. */
  readonly audience: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What a client signs to prove who it is (RFC 7523 §3), once for each request: by PS256, ES256 or EdDSA, as FAPI 2.0 (Security Profile
 * §5.4.1) has it. Throws `connectors.no-credential` where the key is none of these.
 */
export function clientAssertion({ clientId, key, keyId, audience, now }: AssertedClient): string {
  const read = readKey(key);
  const alg = read === null ? null : algorithmOf(read);
  if (read === null || alg === null)
    throw connectorErrors.noCredential({
      action: 'signing in',
      credential: 'a key of RSA, P-256 or Ed25519 that can be read, to sign with',
    });
  const at = Math.floor(now / 1000);
  const head = { alg, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: uuidV7(), iat: at, nbf: at, exp: at + lasts };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${signature(alg, read, Buffer.from(signed)).toString('base64url')}`;
}

type Algorithm = 'PS256' | 'ES256' | 'EdDSA';

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | null {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'PS256';
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  return asymmetricKeyType === 'ed25519' ? 'EdDSA' : null;
}

function signature(algorithm: Algorithm, key: KeyObject, data: Uint8Array): Buffer {
  if (algorithm === 'EdDSA') return sign(null, data, key);
  if (algorithm === 'ES256') return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
  return sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}

/** What is wrong with a key would be told with parts of it. */
function readKey(key: string): KeyObject | null {
  try {
    return createPrivateKey(key);
  } catch {
    return null;
  }
}
