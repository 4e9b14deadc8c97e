import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from './open-gallery.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

/** All four where pictures are kept; else each width and each scheme once. */
const looks = [
  [390, 'dark'],
  [1440, 'light'],
  [390, 'light'],
  [1440, 'dark'],
] as const;

describe.each(process.env.PLINTH_PICTURES ? looks : looks.slice(0, 2))('%i px wide, in %s', (width, scheme) => {
  test('axe finds nothing, nothing overflows, the browser does not complain', async () => {
    const { page, complaints } = await gallery.open({ scheme, width });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const engine: {
        run(root: Document, options: object): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
      } = Reflect.get(globalThis, 'axe');
      const { violations } = await engine.run(document, { resultTypes: ['violations'], selectors: false });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' ')}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('hostile rich text stays inert', async () => {
  const { page } = await gallery.open({ only: 'rich-text/hostile' });
  const html = await page.locator('[data-story="rich-text/hostile"]').innerHTML();
  expect(html).not.toMatch(/<script|onerror|javascript:|<iframe|<form|<input|style=|<svg|<math/i);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'hacked'))).toBeUndefined();
});
