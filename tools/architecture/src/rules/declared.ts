import { isBuiltin } from 'node:module';
import { layers } from '../layers.ts';
import { everyImport, type Package, packageOf, type Rule, type Violation } from '../tree.ts';

/** Layers that reach users; what measures and builds them may use what the root manifest brings. */
const shipped: ReadonlySet<string> = new Set([...layers.map(({ name }) => name), 'components', 'apps']);

/** What is imported is declared in the manifest, and what is declared is imported. */
export const declared: Rule = (tree) => {
  const violations: Violation[] = [];
  const used = new Map<Package, Set<string>>();
  for (const { owner, file, entry } of everyImport(tree)) {
    const name = packageOf(entry.specifier);
    if (name === null || isBuiltin(entry.specifier) || isVirtual(name)) continue;
    used.set(owner, (used.get(owner) ?? new Set()).add(name));
    const forDevelopers = file.development || !shipped.has(owner.layer);
    const inTests = forDevelopers && (owner.developmentDependencies.has(name) || tree.rootDependencies.has(name));
    if (name === owner.name || owner.dependencies.has(name) || owner.optionalDependencies.has(name) || inTests) continue;
    const where = file.development ? 'devDependencies' : 'dependencies';
    violations.push({
      rule: 'declared',
      file: file.path,
      line: entry.line,
      message: `${name} is not declared. Add it to the ${where} of ${owner.folder}/package.json, or do without it.`,
    });
  }
  for (const owner of tree.packages.values()) {
    for (const name of owner.dependencies) {
      // Styles and fonts are imported by their paths in style sheets, and are no code.
      if (used.get(owner)?.has(name) || owner.peers.has(name) || name.startsWith('@fontsource')) continue;
      violations.push({
        rule: 'declared',
        file: `${owner.folder}/package.json`,
        line: 1,
        message: `${name} is declared but nothing imports it. Remove it from the dependencies.`,
      });
    }
  }
  return violations;
};

/** What a bundler makes up: `virtual:…`. */
function isVirtual(name: string): boolean {
  return name.startsWith('virtual:');
}
