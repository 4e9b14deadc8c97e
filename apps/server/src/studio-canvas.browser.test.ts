import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { middleOf, openStudio } from './testing-studio.ts';
import { type Visit, visit } from './testing-visit.ts';

const target = { tenant: 'main', application: 'canvas' };
const files = {
  'plinth.yaml': 'format: 1\nkey: canvas\ntype: application\nlabel: Canvas\n',
  'pages/home.yaml': `label: Home
path: ''
components:
  - ui.heading: Above
  - ui.card:
      title: Box
      children:
        - ui.text: Inside
`,
};

let running: TestPlatform;
let browser: Browser;
let page: Page;
let context: BrowserContext;
let complaints: readonly string[];
let another: Visit['another'];

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'canvas', type: 'application', label: 'Canvas' });
  await running.client.call(pushDefinition, target, { files });
  ({ page, context, complaints, another } = await visit(browser, running));
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const rowOf = (at: Page, name: string) => at.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name });
const row = (name: string) => rowOf(page, name);
const widthOf = (at: Page) => at.getByRole('complementary', { name: 'Properties' }).getByLabel('Width', { exact: true }).inputValue();

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (box === null) throw new Error('It is not drawn.');
  return box;
}

/** Drags the edge of what is selected by so many pixels of the window. */
async function dragEdge(at: Page, edge: 'left' | 'right', by: number): Promise<void> {
  const { x, y } = await middleOf(at.locator(`.overlay-resize [data-edge="${edge}"]`));
  await at.mouse.move(x, y);
  await at.mouse.down();
  await at.mouse.move(x + by / 2, y);
  await at.mouse.move(x + by, y);
  await at.locator('.overlay-resize output').waitFor();
  await at.mouse.up();
}

test('a component is dragged from the palette onto a page that is looked at larger', async () => {
  const canvas = await openStudio(page, running, 'canvas', 'Above');
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.getByRole('searchbox', { name: 'Find a component' }).fill('divider');
  const from = await middleOf(page.getByRole('button', { name: 'Divider' }));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const to = await middleOf(canvas.getByText('Inside'));
  await page.mouse.move(to.x, to.y - 40, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.locator('.overlay-drop').waitFor();
  await page.mouse.up();
  await canvas.getByRole('separator').waitFor({ state: 'attached' });
  await expect.poll(() => row('Divider').getAttribute('aria-level')).toBe('2');
});

test('what is not shown on a phone is there on a desk alone', async () => {
  const canvas = await openStudio(page, running, 'canvas', 'Above');
  await row('Box').click();
  await page.getByRole('complementary', { name: 'Properties' }).getByLabel('phone').check();
  await page.getByRole('button', { name: '390' }).click();
  await canvas.getByText('Inside').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '1280' }).click();
  await canvas.getByText('Inside').waitFor();
  await page.getByRole('button', { name: 'Fit' }).click();
});

test('an edge is dragged to half of the room within the padding, in another application and from right to left too', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'other', type: 'application', label: 'Other' });
  const home = "label: Home\npath: ''\ncomponents:\n  - ui.heading: Elsewhere\n";
  const plinth = files['plinth.yaml'].replace('key: canvas', 'key: other').replace('Canvas', 'Other');
  await client.call(pushDefinition, { ...target, application: 'other' }, { files: { 'plinth.yaml': plinth, 'pages/home.yaml': home } });
  const { page: there, complaints: complaintsThere } = await another();
  const canvasThere = await openStudio(there, running, 'other', 'Elsewhere');

  await page.bringToFront();
  await row('Inside').click();
  const edges = page.locator('.overlay-resize');
  await edges.waitFor();
  await dragEdge(page, 'right', -(await boxOf(edges)).width / 2);
  await expect.poll(() => widthOf(page)).toBe('half');
  await page.getByRole('button', { name: /^Undo: Resize/ }).click();
  await expect.poll(() => widthOf(page)).toBe('');

  await row('Box').click();
  await page.keyboard.press('Control+c');
  await there.bringToFront();
  await rowOf(there, 'Elsewhere').click();
  await there.keyboard.press('Control+v');
  await canvasThere.getByText('Inside').waitFor();
  await there.getByRole('button', { name: 'Undo: Paste component' }).waitFor();

  await there.getByLabel('Language the page is looked at in').selectOption({ label: 'Right to left' });
  await rowOf(there, 'Inside').click();
  const mirrored = there.locator('.overlay-resize');
  await mirrored.locator('[data-edge="left"]').waitFor();
  const before = await boxOf(mirrored);
  await dragEdge(there, 'left', before.width / 2);
  await expect.poll(() => widthOf(there)).toBe('half');
  // What is narrower stays where one begins to read.
  await expect.poll(async () => Math.round((await boxOf(mirrored)).x - before.x - before.width / 2)).toBe(0);
  const half = await boxOf(mirrored);
  await there.getByRole('tree', { name: 'Outline' }).focus();
  await there.keyboard.press('Alt+Shift+ArrowLeft');
  await expect.poll(async () => (await boxOf(mirrored)).x).toBeLessThan(half.x);
  expect([...complaints, ...complaintsThere]).toEqual([]);
});
