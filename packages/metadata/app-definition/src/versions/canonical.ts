import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { DefinitionSnapshot } from '../definition.ts';

/** The one way to write a value as JSON (RFC 8785, JSON Canonicalization Scheme). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}

/** `sha256:` and the hash of a snapshot's canonical JSON, in lower-case hexadecimal: equal definitions have equal signatures. */
export function signatureOf(snapshot: DefinitionSnapshot): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(snapshot))))}`;
}
