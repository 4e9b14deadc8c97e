import { order } from '../layers.ts';
import type { Package, Rule } from '../tree.ts';

/** A manifest says in which layer its package is, which is its folder's, and where it runs; a README says what for. */
export const manifests: Rule = (tree) =>
  [...tree.packages.values()].flatMap((each) =>
    problemsOf(each).map((message) => ({ rule: 'manifests', file: `${each.folder}/package.json`, line: 1, message })),
  );

function problemsOf({ folder, layer, declaredLayer, runs, hasReadme, exports }: Package): string[] {
  const problems = [];
  if (!order.includes(layer)) problems.push(`${folder} is in no layer. The layers are ${order.join(', ')}.`);
  else if (declaredLayer !== layer)
    problems.push(`"plinth.layer" says ${declaredLayer ?? 'nothing'}. Write "${layer}", as the folder says.`);
  if (runs === null) problems.push('"plinth.runs" says nothing known. Write "anywhere", "node" or "browser".');
  if (folder.startsWith('packages/') && !exports.includes('.')) problems.push('The package has no door. Export "." as ./src/index.ts.');
  if (!hasReadme) problems.push('README.md is missing. Say in three sentences what the package is for and what it may not know.');
  return problems;
}
