import type { Rule, Tree } from '../tree.ts';

/** Packages depend on each other in one direction only. */
export const noCycles: Rule = (tree) => {
  const finished = new Set<string>();
  const violations = [];
  for (const start of tree.packages.keys()) {
    const cycle = findCycle(tree, start, [], finished);
    if (cycle === null) continue;
    const [first = ''] = cycle;
    violations.push({
      rule: 'no-cycles',
      file: `${tree.packages.get(first)?.folder}/package.json`,
      line: 1,
      message: `These packages depend on each other in a circle: ${[...cycle, first].join(' → ')}. Move what they share into one that both may import.`,
    });
  }
  return violations;
};

function findCycle(tree: Tree, name: string, path: readonly string[], finished: Set<string>): readonly string[] | null {
  if (path.includes(name)) return path.slice(path.indexOf(name));
  const dependencies = tree.packages.get(name)?.dependencies;
  if (dependencies === undefined || finished.has(name)) return null;
  for (const dependency of [...dependencies].sort()) {
    const cycle = findCycle(tree, dependency, [...path, name], finished);
    if (cycle !== null) {
      for (const member of cycle) finished.add(member);
      return cycle;
    }
  }
  finished.add(name);
  return null;
}
