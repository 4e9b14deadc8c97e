import { order } from '../layers.ts';
import { everyImport, packageOf, type Rule } from '../tree.ts';

/** Imports point down: a package imports from its own layer and those below. */
export const direction: Rule = (tree) => {
  const violations = [];
  for (const { owner, file, entry } of everyImport(tree)) {
    const target = tree.packages.get(packageOf(entry.specifier) ?? '');
    if (target === undefined || order.indexOf(target.layer) <= order.indexOf(owner.layer)) continue;
    violations.push({
      rule: 'direction',
      file: file.path,
      line: entry.line,
      message: `${owner.layer} may not import ${target.name}, which is in ${target.layer}, further up. Declare a port here and let apps/server/src/compose.ts fill it, or move what both need further down.`,
    });
  }
  return violations;
};
