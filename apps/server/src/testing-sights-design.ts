import type { FrameLocator, Page } from 'playwright-core';
import type { Looker, Sights } from './testing-sights.ts';
import { middleOf } from './testing-studio.ts';

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 640;
const studio = (page: Page, { address }: Looker, path: string) => page.goto(`${address}/studio/main/${path}`);

/** Opens or closes a panel that stands beside the work, on a phone over it. */
export async function panel(page: Page, { say }: Looker, side: 'left' | 'right', open: boolean): Promise<void> {
  const name = side === 'left' ? say('studio.toggleSide', 'Left panel') : say('studio.toggleProperties', 'Properties panel');
  const toggle = page.getByRole('button', { name, exact: true });
  if ((await toggle.getAttribute('aria-pressed')) !== String(open)) await toggle.click();
}

/** Closes what stands over the work on a phone. */
export async function workAlone(page: Page, at: Looker): Promise<void> {
  if (!isPhone(page)) return;
  await panel(page, at, 'left', false);
  await panel(page, at, 'right', false);
}

async function openPage(page: Page, at: Looker, key = 'loanDesk', heading: string | RegExp = 'Lending'): Promise<FrameLocator> {
  await studio(page, at, `bank/page/page:${key}`);
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: heading }).first().waitFor();
  await workAlone(page, at);
  return canvas;
}

async function selected(page: Page, at: Looker): Promise<void> {
  const canvas = await openPage(page, at);
  const { x, y } = await middleOf(canvas.getByRole('heading', { name: 'Lending' }).first());
  await page.mouse.click(x, y);
  await page.locator('.overlay-selected').first().waitFor();
}

async function entity(page: Page, at: Looker, tab?: string): Promise<void> {
  await studio(page, at, 'bank/entity/entity:loan');
  await page.getByRole('grid').first().waitFor();
  await workAlone(page, at);
  if (tab !== undefined) await page.locator(`[data-tab="${tab}"]`).click();
}

async function decision(page: Page, at: Looker, tab?: string): Promise<void> {
  await studio(page, at, 'bank/decision/decision:loanDecision');
  await page.getByRole('grid').first().waitFor();
  await workAlone(page, at);
  if (tab !== undefined) await page.locator(`[data-tab="${tab}"]`).click();
}

async function process(page: Page, at: Looker, tab?: string): Promise<void> {
  await studio(page, at, 'leave-request/process/process:leaveApproval');
  await page.locator('.bpmn-shape').first().waitFor();
  await workAlone(page, at);
  if (tab !== undefined) await page.locator(`[data-tab="${tab}"]`).click();
}

async function role(page: Page, at: Looker): Promise<void> {
  await studio(page, at, 'bank/role/role:loanOfficer');
  await page.getByRole('table').first().waitFor();
  await workAlone(page, at);
}

async function made(page: Page, at: Looker, kind: string): Promise<void> {
  await studio(page, at, `tried/${kind}`);
  await page.locator('.studio-columns').getByRole('heading').first().waitFor();
  await workAlone(page, at);
}

/** What is made of artefacts, and where there are none yet. */
export const designSights = {
  page: async (page, at) => void (await openPage(page, at)),
  'page/selected': selected,
  'page/properties': async (page, at) => {
    await selected(page, at);
    await panel(page, at, 'right', true);
  },
  'page/outline': async (page, at) => {
    await openPage(page, at);
    await panel(page, at, 'left', true);
    await page.getByRole('tree').first().waitFor();
  },
  'page/expression': async (page, at) => {
    await openPage(page, at);
    await panel(page, at, 'left', true);
    await page
      .getByRole('button', { name: /^loans\b/ })
      .first()
      .click();
    await panel(page, at, 'right', true);
    await page.locator('.studio-properties .cm-content').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' and am');
    await page
      .getByRole('option', { name: /^amount/ })
      .first()
      .waitFor();
  },
  'page/palette': async (page, at) => {
    await openPage(page, at);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
  },
  'page/problems': async (page, at) => {
    await openPage(page, at);
    await page.getByRole('contentinfo').getByRole('button').first().click();
    await page.locator('.studio-problems li').first().waitFor();
  },
  'page/steps': async (page, at) => {
    await openPage(page, at);
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: at.say('studio.history', 'History') })
      .click();
    await page.locator('.studio-drawer-body li').first().waitFor();
  },
  'page/publish': async (page, at) => {
    await openPage(page, at);
    await page.getByRole('button', { name: at.say('studio.publish', 'Publish'), exact: true }).click();
    await page.getByRole('dialog').locator('.studio-publishing[aria-busy]').waitFor({ state: 'detached' });
  },
  'page/language': async (page, at) => {
    await openPage(page, at);
    const choice = page.getByRole('button', { name: at.say('studio.language', 'Language'), exact: true });
    if (await choice.isVisible()) await choice.click();
  },
  'page/none': async (page, at) => {
    await studio(page, at, 'bare');
    await page.locator('.studio-columns').getByRole('heading').first().waitFor();
  },
  'page/gone': async (page, at) => {
    await studio(page, at, 'bank/page/nothing-of-the-kind');
    await page.getByText(at.say('studio.gone', 'This is not there any more')).waitFor();
  },
  entity: (page, at) => entity(page, at),
  'entity/field': async (page, at) => {
    await entity(page, at);
    await page.locator('[data-column="label"][role="gridcell"]').nth(2).click();
    await panel(page, at, 'right', true);
  },
  'entity/relations': (page, at) => entity(page, at, 'relations'),
  'entity/indexes': (page, at) => entity(page, at, 'indexes'),
  'entity/permissions': (page, at) => entity(page, at, 'permissions'),
  'entity/none': (page, at) => made(page, at, 'entity'),
  decision: (page, at) => decision(page, at),
  'decision/graph': async (page, at) => {
    await decision(page, at, 'graph');
    await page.locator('.react-flow__node').first().waitFor();
  },
  'decision/tests': (page, at) => decision(page, at, 'tests'),
  'decision/records': (page, at) => decision(page, at, 'records'),
  'decision/none': (page, at) => made(page, at, 'decision'),
  process: (page, at) => process(page, at),
  'process/element': async (page, at) => {
    await process(page, at);
    await page
      .getByRole('button', { name: at.say('studio.showAll', 'Show everything') })
      .first()
      .click();
    await page.locator('.bpmn-shape', { hasText: 'Answer' }).first().click();
    await panel(page, at, 'right', true);
  },
  'process/simulation': async (page, at) => {
    await process(page, at);
    await page.getByRole('button', { name: at.say('studio.bpmn.simulate', 'Simulate') }).click();
    await panel(page, at, 'right', true);
  },
  'process/tests': (page, at) => process(page, at, 'tests'),
  'process/replay': (page, at) => process(page, at, 'replay'),
  'process/none': (page, at) => made(page, at, 'process'),
  function: async (page, at) => {
    await studio(page, at, 'orders/function/function:total');
    await page.locator('.cm-content, .studio-function-source').first().waitFor();
    await workAlone(page, at);
  },
  'function/none': (page, at) => made(page, at, 'function'),
  'event-type': async (page, at) => {
    await studio(page, at, 'orders/event-type/event-type:placed');
    await page.locator('.studio-columns').getByRole('heading', { level: 1 }).waitFor();
    await workAlone(page, at);
  },
  'event-type/none': (page, at) => made(page, at, 'event-type'),
  role,
  'role/viewed': async (page, at) => {
    await role(page, at);
    await page
      .getByRole('button', { name: at.say('studio.viewAs', 'View as'), exact: true })
      .first()
      .click();
  },
  setting: async (page, at) => {
    await studio(page, at, 'orders/setting');
    await page.locator('.studio-columns').getByRole('heading').first().waitFor();
    await workAlone(page, at);
  },
  'setting/none': (page, at) => made(page, at, 'setting'),
  theme: async (page, at) => {
    await studio(page, at, 'dressed/theme');
    await page.locator('.studio-columns').getByRole('heading').first().waitFor();
    await workAlone(page, at);
  },
  'theme/none': (page, at) => made(page, at, 'theme'),
  translation: async (page, at) => {
    await studio(page, at, 'dressed/translation');
    await page.getByRole('columnheader').first().waitFor();
    await workAlone(page, at);
  },
  'translation/none': (page, at) => made(page, at, 'translation'),
} satisfies Sights;
