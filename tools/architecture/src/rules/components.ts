import { componentUsers, extensionPoints } from '../layers.ts';
import { everyImport, packageOf, type Rule } from '../tree.ts';

/** Components stand on extension points only, as outsiders' do, and only what starts knows them by name. */
export const components: Rule = (tree) => {
  const violations = [];
  for (const { owner, file, entry } of everyImport(tree)) {
    const target = tree.packages.get(packageOf(entry.specifier) ?? '');
    if (target === undefined || target === owner) continue;
    const at = { rule: 'components', file: file.path, line: entry.line };
    if (owner.layer === 'components' && !file.development && !extensionPoints.has(target.name)) {
      const allowed = [...extensionPoints].join(', ');
      violations.push({
        ...at,
        message: `A component may not import ${target.name}. It stands on ${allowed}; let the contract bring what it needs.`,
      });
    }
    if (target.layer === 'components' && !componentUsers.has(owner.layer)) {
      violations.push({
        ...at,
        message: `${owner.name} may not import ${target.name}. Ask the component registry for components; only apps know them by name.`,
      });
    }
  }
  return violations;
};
