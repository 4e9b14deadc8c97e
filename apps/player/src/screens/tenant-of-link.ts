/** The tenant that a one-time link names: `pli_<tenant key>_<secret>`. A key has no underscore, but a secret may have some. */
export function tenantOfLink(token: string): string {
  return /^[a-z]+_([^_]+)_/.exec(token)?.[1] ?? '';
}
