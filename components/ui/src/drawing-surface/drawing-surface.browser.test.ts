import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('the menu of a shape opens by the other button and by Enter, and gives the focus back', async () => {
  const { page, told, complaints } = await gallery.open({ only: 'drawing-surface' });
  const circle = page.getByRole('button', { name: 'Circle 1' });
  const entry = page.getByRole('menuitem', { name: 'Make larger' });
  await circle.click({ button: 'right' });
  await entry.click();
  await circle.focus();
  await page.keyboard.press('Enter');
  await entry.waitFor();
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'detached' });
  expect(await circle.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  // The keys belong to the menu once it has the focus.
  await page.locator('[role="menu"]:focus-within').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await told('drawing-surface', 'shapeAction')).length).toBe(2);
  expect(await told('drawing-surface', 'shapeAction')).toEqual([
    expect.objectContaining({ key: 'larger', shape: expect.objectContaining({ id: 'a' }) }),
    expect.objectContaining({ key: 'larger', x: 140, y: 110 }),
  ]);
  expect(complaints).toEqual([]);
});

test('a click that closes the menu draws nothing', async () => {
  const { page } = await gallery.open({ only: 'drawing-surface' });
  const surface = page.getByRole('application', { name: 'Circles' });
  const shapes = () => surface.getByRole('button').count();
  await page.getByRole('button', { name: 'Circle 2' }).click({ button: 'right' });
  await page.getByRole('menuitem').waitFor();
  await surface.click({ position: { x: 20, y: 20 } });
  await page.getByRole('menuitem').waitFor({ state: 'detached' });
  expect(await shapes()).toBe(2);
  await surface.click({ position: { x: 20, y: 20 } });
  await expect.poll(shapes).toBe(3);
});
