import { appendActions, type Client, createApplication, getBranch, pushDefinition } from '@plinth/api-contract';
import { currentSchemaVersion, pagesOf, readSnapshot, withDefaults } from '@plinth/app-definition';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, looks, type Sights } from './testing-look.ts';
import { newMember } from './testing-member.ts';
import { createEmptyApplication, middleOf, openStudio, stockTasks } from './testing-studio.ts';

const hostile = '\u202E<script>alert(1)</script>\u200B🙂'.repeat(6);

/** An application that nobody would make on purpose. */
const strange = {
  'plinth.yaml': `format: 1\nkey: strange\ntype: application\nlabel: ${JSON.stringify(hostile)}\n`,
  'pages/one.yaml': `label: ${JSON.stringify(hostile)}
path: ''
components:
  - ui.heading: Still here
  - ui.text: ${JSON.stringify(hostile)}
  - ui.button: ${JSON.stringify('very long words '.repeat(30))}
`,
  'roles.yaml': 'member:\n  heldBy: members\n',
};

let running: TestPlatform;
let browser: Browser;
let colleague: Client;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'strange', type: 'application', label: 'Strange' });
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'bare', type: 'application', label: 'Bare' });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'strange' }, { files: strange });
  await createEmptyApplication(running, 'pair');
  colleague = await (await newMember(running, 'Grete', ['maker'])).withToken('*');
  await breakStrange();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** Adds what files are refused for, but what a colleague's unfinished work may hold: an unknown name and an unknown component. */
async function breakStrange(): Promise<void> {
  const at = { tenant: 'main', application: 'strange' };
  const { snapshot, position } = await running.client.call(getBranch, at, {});
  const { definition } = readSnapshot(snapshot);
  const page = definition === null ? '' : (pagesOf(definition)[0]?.id ?? '');
  const place = { kind: 'component', parent: page } as const;
  const records = [
    withDefaults({ ...place, id: 'unknownName', index: 'z1', component: 'ui.text', properties: { text: '= nobody.knows + 1' } }),
    withDefaults({ ...place, id: 'unknownComponent', index: 'z2', component: 'ui.gone', version: '^9.0.0' }),
  ];
  const actions = records.map((record) => ({
    id: `break-${record.id}`,
    type: 'RECORD_INSERT',
    actor: 'colleague',
    intent: 'Break it',
    schemaVersion: currentSchemaVersion,
    seen: position,
    payload: { record },
  }));
  await running.client.call(appendActions, at, { expectedPosition: position, actions });
}

/** A colleague gives the page of the pair another title, without having seen what stands there. */
async function overwriteTitle(value: string): Promise<void> {
  const at = { tenant: 'main', application: 'pair' };
  const { snapshot, position } = await colleague.call(getBranch, at, {});
  const { definition } = readSnapshot(snapshot);
  const [page] = definition === null ? [] : pagesOf(definition);
  const action = {
    id: `overwrite-${position}`,
    type: 'RECORD_UPDATE',
    actor: 'x',
    intent: 'Rename page',
    schemaVersion: currentSchemaVersion,
    seen: position - 1,
    payload: { id: page?.id ?? '', path: ['label'], value },
  };
  await colleague.call(appendActions, at, { expectedPosition: position, actions: [action] });
}

/** What there is to see, by how one comes there. */
const sights: Sights = {
  selected: async (page) => {
    const canvas = await openStudio(page, running, 'tasks', 'All tasks');
    const { x, y } = await middleOf(canvas.getByRole('button', { name: 'New task' }));
    await page.mouse.click(x, y);
    await page.locator('.overlay-selected').waitFor();
  },
  several: async (page) => {
    const canvas = await openStudio(page, running, 'tasks', 'All tasks');
    for (const part of [canvas.getByRole('button', { name: 'New task' }), canvas.getByRole('heading', { name: 'What is to do' })]) {
      const { x, y } = await middleOf(part);
      await page.keyboard.down('Shift');
      await page.mouse.click(x, y);
      await page.keyboard.up('Shift');
    }
    await expect.poll(() => page.locator('.overlay-selected').count()).toBe(2);
  },
  overwritten: async (page) => {
    await openStudio(page, running, 'pair', 'Home');
    const title = page.getByRole('textbox', { name: 'Title', exact: true });
    const panel = page.getByRole('button', { name: 'Properties panel', exact: true });
    const isClosed = !(await title.isVisible());
    if (isClosed) await panel.click();
    await title.fill('Mine, which nobody had seen');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await overwriteTitle('Home');
    await page.getByRole('button', { name: 'Put mine back' }).waitFor();
    // As the next one expects it.
    if (isClosed) await panel.click();
  },
  bare: async (page) => {
    await page.goto(`${running.address}/studio/main/bare`);
    await page.getByText('Begin with a page').waitFor();
  },
  strange: async (page) => {
    const canvas = await openStudio(page, running, 'strange', 'Still here');
    await canvas.getByText('The component ui.gone is not installed here.').waitFor();
    await canvas.getByText('Text cannot be shown.').waitFor();
    await page.getByRole('button', { name: '2 problems' }).waitFor();
  },
};

lookAt('studio', sights, () => ({ browser, running }), {
  mayComplain: true,
  // What other views are not looked at in, unless pictures are kept.
  all: process.env.PLINTH_PICTURES ? [...looks, [900, 'dark']] : [[900, 'dark']],
});
