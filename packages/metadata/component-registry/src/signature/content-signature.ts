import { createHash } from 'node:crypto';
import type { ComponentMetadata } from '@plinth/component-contract';
import canonicalize from 'canonicalize';

/** SHA-256 of the canonical JSON (RFC 8785) of a component's metadata, 64 hexadecimal digits: the name of its content. */
export function contentSignature(metadata: ComponentMetadata): string {
  const text = canonicalize(metadata);
  if (text === undefined) throw new TypeError('Metadata of a component must be a JSON value.');
  return createHash('sha256').update(text).digest('hex');
}
