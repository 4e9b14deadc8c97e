import { randomBytes } from 'node:crypto';

/** A Content Security Policy for our own pages: no inline scripts, no eval, styles only with the page's nonce; `frames`: it shows pages of its own origin in frames. */
export function pagePolicy(nonce: string, frameAncestors: readonly string[], frames = false): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    ...(frames ? ["frame-src 'self'"] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
  ].join('; ');
}

/** The policy of everything that is not a page: nothing may run, even when a browser is talked into showing it. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** A service worker runs under the policy of its own script: it fetches what this origin has, and loads nothing else. */
export const workerPolicy = "default-src 'none'; connect-src 'self'";

export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** Headers every answer carries. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
