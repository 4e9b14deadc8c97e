import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importedBy, startBundle } from './start-bundle.ts';

const built = (application: string) => join(import.meta.dirname, '..', '..', 'apps', application, 'dist');
const namesOf = (files: readonly string[]) => files.map((file) => file.replace(/-[\w-]{8}(\.\w+)$/, '$1')).sort();

/** Bytes after gzip. Whatever does not belong to the frame or to home is fetched with the view that needs it. */
const budget = 350_000;

test('what the Studio needs before it starts stays within its budget', () => {
  const { bytes } = startBundle(built('studio'), 'index.html');
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(budget);
});

test('a page starts with few files, and what is not its own is not among them', () => {
  const runtime = 'rolldown-runtime.js';
  expect(namesOf(startBundle(built('studio'), 'index.html').files)).toEqual(
    ['base.css', 'base.js', 'index.js', runtime, 'studio.css', 'studio.js'].sort(),
  );
  // Most components come with the canvas's document.
  expect(namesOf(startBundle(built('studio'), 'canvas.html').files)).toEqual(
    ['base.css', 'base.js', 'canvas.js', 'components.css', 'components.js', 'controls.js', 'pages.css', 'pages.js', runtime].sort(),
  );
  expect(namesOf(startBundle(built('player'), 'index.html').files)).toEqual(
    ['index.css', 'index.js', runtime, 'start.css', 'start.js'].sort(),
  );
});

// Of two scripts that import each other one runs before what it needs is there.
test.each(['studio', 'player'])('no script of the %s imports itself by way of others', (application) => {
  const folder = built(application);
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const left = new Map(scripts.map((name) => [name, importedBy(readFileSync(join(folder, name), 'utf8'))]));
  expect(Math.max(...[...left.values()].map((imported) => imported.length))).toBeGreaterThan(2);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [name, imported] of left) if (!imported.some((each) => left.has(each))) left.delete(name);
  }
  expect([...left.keys()]).toEqual([]);
});
