import { createHash } from 'node:crypto';

/** A host key as `ssh-keygen -l` shows it: `SHA256:` and the digest of the key in base64. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The fingerprints that an address allows; a `+`, which stands for a space in addresses, is one of base64. */
export function pinnedKeys(address: URL): readonly string[] {
  return address.searchParams.getAll('hostkey').map((pin) => pin.replaceAll(' ', '+').replace(/=+$/, ''));
}
