import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { PublisherSignature } from '../published-component.ts';
import { contentSignature } from './content-signature.ts';
import type { PublisherKey, TrustStore } from './trust-store.ts';

/** DER head of an Ed25519 public key (RFC 8410): the 32 bytes of the key follow. */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');
const keyBytes = 32;

/** What a publisher signs: the content's signature behind a name of its purpose, so that it can stand for nothing else. */
function signedText(signature: string): string {
  return `plinth component version\n${signature}`;
}

/** Signs a component version. */
export function signComponent(metadata: ComponentMetadata, publisher: string, keyId: string, privateKey: KeyObject): PublisherSignature {
  const value = sign(null, Buffer.from(signedText(contentSignature(metadata))), privateKey).toString('base64');
  return { publisher, keyId, value };
}

/** Why a publisher's signature over this content is not to be relied on now; null where it is. */
export function publisherProblem(signature: string, publisher: PublisherSignature, trust: TrustStore, now: number): string | null {
  const name = `${publisher.publisher} (key ${publisher.keyId})`;
  const key = trust.key(publisher.publisher, publisher.keyId);
  if (key === null) return `${name} is not trusted here`;
  if (key.revoked !== null) return `the key of ${name} was revoked: ${key.revoked}`;
  if (now < key.validFrom) return `the key of ${name} is valid only from ${date(key.validFrom)}`;
  if (now >= key.validUntil) return `the key of ${name} expired on ${date(key.validUntil)}`;
  const publicKey = publicKeyOf(key);
  if (publicKey === null) return `the trust store holds no valid Ed25519 key for ${name}`;
  const valid = verify(null, Buffer.from(signedText(signature)), publicKey, Buffer.from(publisher.value, 'base64'));
  return valid ? null : `the signature is not one of ${name} over this content`;
}

function publicKeyOf(key: PublisherKey): KeyObject | null {
  const bytes = Buffer.from(key.publicKey, 'base64');
  if (bytes.length !== keyBytes) return null;
  return createPublicKey({ key: Buffer.concat([ed25519Prefix, bytes]), format: 'der', type: 'spki' });
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
