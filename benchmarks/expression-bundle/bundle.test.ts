import { expect, test } from 'vitest';
import { bundleOfEvaluator } from './bundle.ts';

const budget = 40_000;

test('what a page loads of the language is within its budget, and no back end of the server is in it', async () => {
  const { gzipped, sources } = await bundleOfEvaluator();
  expect(gzipped).toBeLessThanOrEqual(budget);
  const files = Object.keys(sources);
  expect(files).toContain('packages/foundation/expression/src/closures/compile-closure.ts');
  expect(files.filter((file) => /\/expression\/src\/(sql|typescript|runtime)\//.test(file))).toEqual([]);
});
