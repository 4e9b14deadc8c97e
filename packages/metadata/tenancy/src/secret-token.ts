import { hash, randomBytes } from 'node:crypto';

/** What a secret is for, by its first letters: an API token, a session, a one-time link, the first set-up. */
export const tokenPrefixes = { token: 'plt', session: 'pls', link: 'pli', 'set-up': 'plu' } as const;
export type TokenKind = keyof typeof tokenPrefixes;

const secretBytes = 32;
const pattern = /^(plt|pls|pli|plu)_([a-z][a-z0-9-]{0,39})_([A-Za-z0-9_-]{43})$/;

/** A new secret of 256 random bits that names its kind and tenant: `plt_acme_…`, so that scanners and people recognise it. */
export function newToken(kind: TokenKind, tenantKey: string): string {
  return `${tokenPrefixes[kind]}_${tenantKey}_${randomBytes(secretBytes).toString('base64url')}`;
}

/** The tenant a token of this kind names, or null where the text is no such token. */
export function tenantOfToken(kind: TokenKind, text: string): string | null {
  const match = pattern.exec(text);
  return match?.[1] === tokenPrefixes[kind] ? (match[2] ?? null) : null;
}

/** What is stored and compared in place of a token. 256 random bits need no slow hash. */
export function digestOfToken(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
