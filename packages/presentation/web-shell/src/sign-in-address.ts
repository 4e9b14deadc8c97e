/** Where to go after signing in: a path of this origin that the sign-in address names, else the person's applications. */
export function nextAddress(next: string | null, tenant: string): string {
  const fallback = `/apps/${encodeURIComponent(tenant)}`;
  if (next === null || !URL.canParse(next, location.origin)) return fallback;
  const target = new URL(next, location.origin);
  return target.origin === location.origin && next.startsWith('/') ? target.pathname + target.search : fallback;
}

/** The sign-in page that leads back to where the person is. */
export function signInAddress(tenant: string, back: string): string {
  return `/sign-in/${encodeURIComponent(tenant)}?next=${encodeURIComponent(back)}`;
}
