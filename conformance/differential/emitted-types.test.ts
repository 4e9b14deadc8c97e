import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileTypescript, type TypedExpression } from '@plinth/expression';
import { expect, test } from 'vitest';
import { RandomExpressions } from './random-expressions.ts';

const root = join(import.meta.dirname, '..', '..');

test('the code of random expressions passes the strict settings of the project', () => {
  const expressions = new RandomExpressions(20_261_130);
  const typed: [string, TypedExpression][] = Array.from({ length: 2000 }, (_, index) => [`f${index}`, expressions.next().typed]);
  mkdirSync(join(root, '.plinth'), { recursive: true });
  const folder = mkdtempSync(join(root, '.plinth', 'emitted-'));
  try {
    writeFileSync(join(folder, 'emitted.ts'), compileTypescript(Object.fromEntries(typed)).source);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', include: ['emitted.ts'], exclude: [] }));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })).toMatchObject({
      stdout: '',
      stderr: '',
      status: 0,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
