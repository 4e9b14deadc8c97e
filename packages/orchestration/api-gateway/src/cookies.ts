/** The session cookie of a tenant; one browser may hold one for each tenant it is signed in to. */
export function sessionCookieName(tenantKey: string): string {
  return `plinth_session_${tenantKey}`;
}

/** The value of one cookie in a `Cookie` header (RFC 6265 §5.4), or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  if (header === undefined) return null;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

export interface CookieOptions {
  readonly secure: boolean;
  /** When it ends; in the past to delete it. */
  readonly expires: Date;
}

/** A `Set-Cookie` value that scripts cannot read and other sites' requests do not carry. */
export function writeSessionCookie(tenantKey: string, token: string, options: CookieOptions): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Expires=${options.expires.toUTCString()}`];
  if (options.secure) attributes.push('Secure');
  return `${sessionCookieName(tenantKey)}=${token}; ${attributes.join('; ')}`;
}
