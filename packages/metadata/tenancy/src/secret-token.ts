import { hash, randomBytes } from 'node:crypto';

/** What a secret is for, by its first letters: an API token, a session, a one-time link, the first set-up. */
const tokenPrefixes = { token: 'plt', session: 'pls', link: 'pli', 'set-up': 'plu' } as const;
export type TokenKind = keyof typeof tokenPrefixes;

const secretBytes = 32;
// Base64url without padding.
const secretLength = Math.ceil((secretBytes * 4) / 3);

/** A new secret of 256 random bits that names its kind and tenant: `plt_acme_…`, so that scanners and people recognise it. */
export function newToken(kind: TokenKind, tenantKey: string): string {
  return `${tokenPrefixes[kind]}_${tenantKey}_${randomBytes(secretBytes).toString('base64url')}`;
}

/** The tenant a token of this kind names, or null where the text has not the form of one. On the way of every request, hence no pattern. */
export function tenantOfToken(kind: TokenKind, text: string): string | null {
  const prefix = tokenPrefixes[kind];
  const start = prefix.length + 1;
  const end = text.indexOf('_', start);
  const formed = end > start && text.length === end + 1 + secretLength && text.startsWith(prefix) && text[start - 1] === '_';
  return formed ? text.slice(start, end) : null;
}

/** What is stored and compared in place of a token. 256 random bits need no slow hash. */
export function digestOfToken(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
