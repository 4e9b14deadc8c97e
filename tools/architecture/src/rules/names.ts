import { posix } from 'node:path';
import type { Rule, Violation } from '../tree.ts';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const drawers = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared'];
const drawerFolders = new Set(drawers);
/** A folder may well be about types, say those of a language; a file of that name collects what belongs to other things. */
const drawerFiles = new Set([...drawers, 'types', 'interfaces', 'constants']);

/** Files and folders are named in kebab-case after the one thing in them. */
export const names: Rule = (tree) => {
  const violations = new Map<string, Violation>();
  for (const { folder, files } of tree.packages.values()) {
    for (const { path } of files) {
      for (const part of posix.relative(folder, path).split('/')) {
        const name = part.replace(/\.[jt]sx?$/, '');
        const isDrawer = part === name ? drawerFolders.has(name) : drawerFiles.has(name.replace(/\.test$/, ''));
        const message = isDrawer
          ? `"${name}" names a drawer, not a thing. Name each thing in it, a file for each.`
          : kebabCase.test(name)
            ? null
            : `"${name}" is not kebab-case. Rename it, for instance to "${kebab(name)}".`;
        if (message !== null) violations.set(`${path} ${part}`, { rule: 'names', file: path, line: 1, message });
      }
    }
  }
  return [...violations.values()];
};

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}
