import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type GalleryPage, type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
let opened: GalleryPage;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());
beforeEach(async () => {
  opened = await gallery.open({ only: 'editable-text' });
  page = opened.page;
});

const words = () => page.getByRole('button', { name: 'Call the notary', exact: true });
const input = () => page.getByRole('textbox', { name: 'Task' });
const told = (event: string) => opened.told('editable-text', event);

test('a double click opens it with the focus at the end, Enter keeps what was typed without blanks around', async () => {
  await words().click();
  expect(await input().count()).toBe(0);
  await words().dblclick();
  await page.keyboard.type(' today  ');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Call the notary today', exact: true }).waitFor();
  expect(await told('save')).toEqual([{ value: 'Call the notary today' }]);
  expect([await told('opened'), await told('closed')].map((each) => each.length)).toEqual([1, 1]);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Call the notary today');
});

test('keys open it, Escape gives up, and the focus comes back to the words', async () => {
  for (const key of ['Enter', 'F2', 'Space']) {
    await words().focus();
    await page.keyboard.press(key);
    await input().fill('something else');
    await page.keyboard.press('Escape');
    expect(await words().evaluate((element) => element === document.activeElement), key).toBe(true);
  }
  expect(await told('save')).toEqual([]);
  expect(await told('cancel')).toHaveLength(3);
});

test('leaving keeps it; what is unchanged is not told; what was emptied is', async () => {
  await words().dblclick();
  await page.mouse.click(5, 400);
  expect(await told('save')).toEqual([]);
  await words().dblclick();
  await input().fill('   ');
  await page.keyboard.press('Tab');
  expect(await told('save')).toEqual([{ value: '' }]);
});
