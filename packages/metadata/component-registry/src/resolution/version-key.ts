/** A version without build metadata, which has no part in precedence (SemVer 2.0.0 §10): `1.0.0+a` and `1.0.0+b` are one. */
export function versionKey(version: string): string {
  const plus = version.indexOf('+');
  return plus === -1 ? version : version.slice(0, plus);
}
