import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Where people have written expressions, and how they stand there. */
const sources: readonly { readonly files: string; readonly text: RegExp }[] = [
  { files: 'packages/foundation/expression/src/**/*.test.ts', text: /'((?:[^'\\\n]|\\.){1,300})'/g },
  {
    files: 'examples/*/{entities,pages,decisions}/*.yaml',
    text: /(?:computed|filter|rule|visible|title|text): ["']?(.{1,300}?)["']? *[,}]?$/gm,
  },
  { files: '../shared/conformance/dmn-tck/*/*/*.dmn', text: /<text>([^<]{1,300})<\/text>/g },
];

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

/** The expressions of our own tests, of the examples and, where it is there, of the DMN conformance kit; each once. */
export function realExpressions(): readonly string[] {
  const found = new Set<string>();
  for (const { files, text } of sources) {
    if (files.startsWith('..') && !existsSync(join(root, '..', 'shared'))) continue;
    for (const file of globSync(files, { cwd: root }).sort())
      for (const [, written = ''] of readFileSync(join(root, file), 'utf8').matchAll(text))
        found.add(written.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity).replaceAll('\\\\', '\\'));
  }
  return [...found];
}
