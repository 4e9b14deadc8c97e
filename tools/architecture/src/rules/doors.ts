import { posix } from 'node:path';
import { everyImport, packageOf, type Rule } from '../tree.ts';

/** Another package is entered only through what it exports; its `/testing` only from tests. */
export const doors: Rule = (tree) => {
  const violations = [];
  for (const { owner, file, entry } of everyImport(tree)) {
    const name = packageOf(entry.specifier);
    const message = name === null ? leaving(owner.folder, file.path, entry.specifier) : entering(name, entry.specifier, file.development);
    if (message !== null) violations.push({ rule: 'doors', file: file.path, line: entry.line, message });
  }
  return violations;

  function entering(name: string, specifier: string, fromTest: boolean): string | null {
    const target = tree.packages.get(name);
    if (target === undefined) return null;
    const door = `.${specifier.slice(name.length)}`;
    if (!target.exports.includes(door)) {
      return `${specifier} is no door of ${name}. Import from ${target.exports.map((each) => name + each.slice(1)).join(' or ') || 'elsewhere; it has none'}, and export there what is missing.`;
    }
    if (door === './testing' && !fromTest) return `${specifier} is for tests. Import from ${name}, and export there what is missing.`;
    return null;
  }

  function leaving(folder: string, path: string, specifier: string): string | null {
    const target = posix.join(posix.dirname(path), specifier);
    if (target.startsWith(`${folder}/`)) return null;
    const other = [...tree.packages.values()].find((each) => target.startsWith(`${each.folder}/`));
    return other === undefined ? null : `${specifier} leaves the package. Import from ${other.name}, and export there what is missing.`;
  }
};
