import { isBuiltin } from 'node:module';
import { everyImport, packageOf, type Rule } from '../tree.ts';

/** Code imports only what runs where it runs itself: browser code what is for browsers or anywhere, and never Node. */
export const runs: Rule = (tree) => {
  const violations = [];
  for (const { owner, file, entry } of everyImport(tree)) {
    if (file.development || owner.runs === null || owner.runs === 'node') continue;
    const target = tree.packages.get(packageOf(entry.specifier) ?? '');
    const fits = target === undefined ? !isBuiltin(entry.specifier) : target.runs === 'anywhere' || target.runs === owner.runs;
    if (fits) continue;
    const where = owner.runs === 'browser' ? 'in browsers' : 'anywhere';
    const place = target === undefined || target.runs === 'node' ? 'only in Node' : 'only in browsers';
    violations.push({
      rule: 'runs',
      file: file.path,
      line: entry.line,
      message: `${owner.name} runs ${where}, but ${entry.specifier} ${place}. Take it through a parameter, or move this code to a package that runs there.`,
    });
  }
  return violations;
};
