import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { stockGuide } from './testing-guide.ts';
import { startOtherSystem, stockOrders } from './testing-guide-orders.ts';
import { stockLeave } from './testing-leave.ts';
import { settled } from './testing-look.ts';
import { lookerIn, type SightName, sights } from './testing-sights.ts';
import { type Visit, visit } from './testing-visit.ts';

const docs = join(import.meta.dirname, '..', '..', '..', 'docs');
const pictures = join(docs, 'pictures');
/** Pictures are taken anew by `npm run pictures`; otherwise it is checked that they are there. */
const taking = process.env.PLINTH_GUIDE_PICTURES === 'take';
const looks = [
  ['wide', 1440, 'light'],
  ['wide', 1440, 'dark'],
  ['narrow', 390, 'light'],
  ['narrow', 390, 'dark'],
] as const;
const mostBytes = 7_000_000;

let running: TestPlatform;
let browser: Browser;
let other: Awaited<ReturnType<typeof startOtherSystem>>;
const studio = (path: string) => `${running.address}/studio/main${path}`;
const bank = (path: string) => studio(`/bank${path}`);
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 640;

/** Opens or closes a panel that stands beside the work, on a phone over it. */
async function panel(page: Page, called: 'Left panel' | 'Properties panel', open: boolean): Promise<void> {
  const toggle = page.getByRole('button', { name: called, exact: true });
  if ((await toggle.getAttribute('aria-pressed')) !== String(open)) await toggle.click();
}
async function workAlone(page: Page): Promise<void> {
  if (!isPhone(page)) return;
  await panel(page, 'Left panel', false);
  await panel(page, 'Properties panel', false);
}
async function openPage(page: Page, key: string, heading: string | RegExp): Promise<void> {
  await page.goto(bank(`/page/page:${key}`));
  await page.frameLocator('iframe').getByRole('heading', { name: heading }).first().waitFor();
}

/** What is also looked at without the guide. */
const sight = (name: SightName) => (page: Page) => sights[name](page, lookerIn('en', running.address));

/** Every view that the guide shows, by how one comes there. */
const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  home: sight('home'),
  page: async (page) => {
    await openPage(page, 'loanDesk', 'Lending');
    if (isPhone(page)) return workAlone(page);
    await page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name: /table/i }).first().click();
    await page.locator('.overlay-selected').first().waitFor();
  },
  expressions: async (page) => {
    await openPage(page, 'loanDesk', 'Lending');
    if (isPhone(page)) await panel(page, 'Left panel', true);
    await page
      .getByRole('button', { name: /^loans\b/ })
      .first()
      .click();
    if (isPhone(page)) {
      await panel(page, 'Left panel', false);
      await panel(page, 'Properties panel', true);
    }
    const filter = page.getByRole('complementary', { name: 'Properties' }).locator('.cm-content').first();
    await filter.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' and am');
    await page
      .getByRole('option', { name: /^amount/ })
      .first()
      .waitFor();
  },
  entity: async (page) => {
    await page.goto(bank('/entity/entity:loan'));
    await page.getByRole('grid').first().waitFor();
    await page.getByText('Looking at what this would change').waitFor({ state: 'detached' });
    await workAlone(page);
  },
  diagram: sight('diagram'),
  roles: sight('role'),
  records: sight('records'),
  decision: async (page) => {
    await page.goto(bank('/decision/decision:loanDecision'));
    await page.getByRole('region', { name: 'What the table lacks' }).waitFor();
    await workAlone(page);
  },
  'decision-graph': sight('decision/graph'),
  process: async (page) => {
    await page.goto(studio('/leave-request/process/process:leaveApproval'));
    await page.locator('.bpmn-shape').first().waitFor();
    await workAlone(page);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.locator('.bpmn-shape', { hasText: 'Answer' }).first().click();
  },
  monitor: sight('instances'),
  'heat-map': sight('instances/heat'),
  instance: sight('instances/one'),
  function: async (page) => {
    await page.goto(studio('/orders/function/function:total'));
    await page.getByRole('textbox', { name: 'Source of the function' }).waitFor();
    await workAlone(page);
    await page.getByLabel('Input as JSON').fill('{ "prices": [800, 400, 99.5] }');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('It gives', { exact: true }).waitFor();
  },
  debugger: async (page) => {
    await page.goto(studio('/orders/function/function:total'));
    const source = page.getByRole('textbox', { name: 'Source of the function' });
    await source.waitFor();
    await workAlone(page);
    await page.getByLabel('Input as JSON').fill('{ "prices": [800, 400, 99.5] }');
    await source.press('Control+End');
    for (let line = 0; line < 3; line++) await source.press('ArrowUp');
    await source.press('F9');
    await source.press('F5');
    await page.getByText(/^Stands at the breakpoint/).waitFor();
    await page.getByText('[800, 400, 99.5]').first().waitFor();
  },
  'event-type': sight('event-type'),
  events: sight('events'),
  'dead-letters': sight('events/letters'),
  receiver: sight('events/receiver'),
  connect: sight('connections'),
  connection: sight('connections/one'),
  'connection-action': sight('connections/action'),
  'changes-page': sight('history/compared'),
  'changes-data': sight('history/drawn'),
  setting: async (page) => {
    await page.goto(bank('/setting'));
    await page.getByText('coreBanking').first().waitFor();
    await workAlone(page);
  },
  theme: async (page) => {
    await page.goto(bank('/theme/theme:savings'));
    await page.frameLocator('iframe.themes-preview').getByRole('heading', { name: 'Loans to decide' }).waitFor();
    await workAlone(page);
  },
  language: async (page) => {
    await page.goto(bank('/translation'));
    await page.getByRole('columnheader', { name: 'Translation' }).waitFor();
    await workAlone(page);
  },
  import: async (page) => {
    await page.goto(bank('/-/import/district'));
    await page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'districts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Nr;Name;Region;Inhabitants\n78;Harbour;Coast;41 200\n79;New Quay;Coast;18 950\n80;Saltmarsh;Coast;many\n'),
    });
    await page.getByText('3 rows', { exact: true }).waitFor();
    await workAlone(page);
  },
  sources: sight('sources'),
  usages: sight('usages'),
  text: sight('text'),
  versions: sight('versions'),
  merge: sight('branches/merge'),
  problems: sight('page/problems'),
  publish: sight('page/publish'),
  comments: sight('comments'),
  members: sight('members'),
  inbox: async (page) => {
    await page.goto(`${running.address}/apps/main/production/leave-request/-/inbox`);
    await page.getByRole('button', { name: /^To claim/ }).click();
    const tasks = page.getByRole('button', { name: /^Answer/ });
    await tasks.first().waitFor();
    if (!isPhone(page)) await tasks.first().click();
  },
  player: sight('player'),
};

/** How what was only written for the picture is taken back. */
const leaving: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  expressions: async (page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await page.getByRole('complementary', { name: 'Properties' }).getByText('and am', { exact: false }).waitFor({ state: 'detached' });
  },
  problems: (page) => page.getByRole('button', { name: 'Close', exact: true }).click(),
};

/** A picture as WebP, which Chromium makes by itself: a third of what PNG needs. */
async function take(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 74 });
  await session.detach();
  await writeFile(join(pictures, `${name}.webp`), Buffer.from(data, 'base64'));
}

describe.runIf(taking)('taking them', () => {
  beforeAll(async () => {
    [running, browser] = await Promise.all([startTestPlatform({ PLINTH_EXAMPLES: 'true' }), chromium.connect(inject('chromium') ?? '')]);
    await mkdir(pictures, { recursive: true });
    other = await startOtherSystem();
    await stockGuide(running);
    await stockLeave(running);
    await stockOrders(running, other.address);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await other?.close();
  });

  describe.each(looks)('%s, %i pixels, %s', (width, pixels, scheme) => {
    let visitor: Visit;
    beforeAll(async () => {
      visitor = await visit(browser, running, pixels, scheme);
    });
    afterAll(() => visitor.context.close());

    test.each(Object.keys(views))('%s', async (name) => {
      const { page } = visitor;
      await views[name]?.(page);
      await settled(page);
      await take(page, `studio-${name}-${width}-${scheme}`);
      await leaving[name]?.(page);
    });
  });
});

describe.runIf(!taking)('what the guide shows', () => {
  test('each view has its picture, wide and narrow, light and dark', () => {
    const missing = Object.keys(views).flatMap((name) =>
      looks.map(([width, , scheme]) => `studio-${name}-${width}-${scheme}.webp`).filter((file) => !existsSync(join(pictures, file))),
    );
    expect(missing).toEqual([]);
  });

  test('every picture is shown somewhere, and what is shown is there', () => {
    const pages = [join(docs, 'studio.md'), join(pictures, 'README.md'), join(docs, '..', 'README.md')];
    const shown = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/[\w-]+\.(?:webp|png)/g)].map(([file]) => file));
    const there = readdirSync(pictures).filter((file) => file !== 'README.md');
    expect([...new Set(shown)].sort()).toEqual(there.sort());
  });

  test('all of them together stay small', () => {
    const bytes = readdirSync(pictures).reduce((sum, file) => sum + statSync(join(pictures, file)).size, 0);
    expect(bytes).toBeLessThan(mostBytes);
  });
});
