import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from './read-tree.ts';

test('what stands in a workspace below another one is that one’s', () => {
  const root = mkdtempSync(join(tmpdir(), 'plinth-tree-'));
  const write = (path: string, content: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write('package.json', JSON.stringify({ workspaces: ['examples/*', 'examples/bank/core'] }));
  write('examples/bank/package.json', JSON.stringify({ name: 'bank' }));
  write('examples/bank/outer.ts', '');
  write('examples/bank/corset.ts', '');
  write('examples/bank/core/package.json', JSON.stringify({ name: 'core' }));
  write('examples/bank/core/inner.ts', '');
  const files = [...readTree(root).packages.values()].map((each) => [each.name, each.files.map(({ path }) => path)]);
  rmSync(root, { recursive: true });
  expect(files).toEqual([
    ['bank', ['examples/bank/corset.ts', 'examples/bank/outer.ts']],
    ['core', ['examples/bank/core/inner.ts']],
  ]);
});
