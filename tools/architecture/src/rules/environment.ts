import { packageOf, type Rule, type Violation } from '../tree.ts';

/** Only what starts reads the process's environment; packages take options. */
export const environment: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { folder, files } of tree.packages.values()) {
    if (!folder.startsWith('packages/') && !folder.startsWith('components/')) continue;
    for (const { path, environmentReads, imports, development } of files) {
      if (development) continue;
      const imported = imports.filter(({ specifier }) => packageOf(specifier) === 'node:process').map(({ line }) => line);
      for (const line of [...environmentReads, ...imported]) {
        violations.push({
          rule: 'environment',
          file: path,
          line,
          message: 'A package may not read the environment. Take an option; apps/server/src/configuration.ts reads it.',
        });
      }
    }
  }
  return violations;
};
