import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBundle } from './start-bundle.ts';

/** Bytes after gzip. Whatever does not belong to the frame or to home is fetched with the view that needs it. */
const budget = 350_000;

test('what the Studio needs before it starts stays within its budget', () => {
  const bytes = startBundle(join(import.meta.dirname, '..', '..', 'apps', 'studio', 'dist'), 'index.html');
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(budget);
});
