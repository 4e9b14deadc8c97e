import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.ts';
import { dependencyDiagram } from './diagram/dependency-diagram.ts';
import { readTree } from './read-tree.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const diagram = join(root, 'docs', 'architecture', 'dependencies.svg');

const tree = readTree(root);
const problems = check(tree).map(({ rule, file, line, message }) => `${file}:${line} [${rule}] ${message}`);
const drawn = dependencyDiagram(tree);
if (process.argv.includes('--write')) writeFileSync(diagram, drawn);
else if (!existsSync(diagram) || readFileSync(diagram, 'utf8') !== drawn) {
  problems.push('docs/architecture/dependencies.svg is not what the manifests say; run `npm run generate`.');
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
