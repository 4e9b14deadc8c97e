/**
 * Licences under which Plinth may use a package, by SPDX identifier, each with the reason. None asks that the source of
 * what uses it is opened; MPL-2.0 asks it of changed files of the package itself, and we change none.
 */
export const allowedLicences: Readonly<Record<string, string>> = {
  'Apache-2.0': 'our own',
  MIT: 'permissive',
  'MIT-0': 'permissive',
  ISC: 'permissive',
  '0BSD': 'permissive',
  'BSD-2-Clause': 'permissive',
  'BSD-3-Clause': 'permissive',
  'BlueOak-1.0.0': 'permissive',
  'CC0-1.0': 'public domain',
  Unlicense: 'public domain',
  Zlib: 'permissive',
  'PSF-2.0': 'permissive',
  'Python-2.0': 'permissive',
  PostgreSQL: 'permissive',
  'OFL-1.1': 'fonts, shipped unchanged and not sold by themselves',
  'MPL-2.0': 'per file; used unchanged',
};

/**
 * What packages say in npm's old form, `licenses`, which a lock does not keep, read in their manifests and licence files. By version, so
 * that a later one is read again.
 */
export const licencesByHand: Readonly<Record<string, string>> = {
  'ssh2@1.17.0': 'MIT',
  'cpu-features@0.0.10': 'MIT',
  'buildcheck@0.0.7': 'MIT',
};

/** Whether an SPDX expression can be met with allowed licences: one of an OR, all of an AND, which binds closer. */
export function isAllowed(expression: string, allowed: Readonly<Record<string, string>> = allowedLicences): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let position = 0;
  const either = (): boolean => {
    let met = all();
    while (tokens[position] === 'OR') {
      position++;
      const other = all();
      met = met || other;
    }
    return met;
  };
  const all = (): boolean => {
    let met = one();
    while (tokens[position] === 'AND') {
      position++;
      const other = one();
      met = met && other;
    }
    return met;
  };
  const one = (): boolean => {
    const token = tokens[position++];
    if (token !== '(') return token !== undefined && Object.hasOwn(allowed, token);
    const met = either();
    return tokens[position++] === ')' && met;
  };
  return either() && position === tokens.length;
}
