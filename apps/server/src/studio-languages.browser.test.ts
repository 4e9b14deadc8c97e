import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { stockTasks } from './testing-studio.ts';
import { type Visit, visit } from './testing-visit.ts';

/** The main views, by what stands in them whatever the language. */
const sights: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  home: async (page) => {
    await page.goto(`${running.address}/studio/main`);
    await page.getByRole('link', { name: 'Tasks' }).waitFor();
  },
  page: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks`);
    await page.frameLocator('iframe').getByRole('heading', { name: 'All tasks' }).waitFor();
  },
  entity: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks/entity`);
    await page.locator('.studio-frame, .studio-work').first().waitFor();
    await page.locator('.studio-properties .studio-panel-group').first().waitFor();
  },
  decision: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks/decision`);
    await page.locator('.studio-frame, .studio-work').first().waitFor();
    await page.getByRole('banner').getByText('Tasks').waitFor();
  },
};

/** What is the same in every language: the application's own words, names of keys, icons and formats. */
const own = new Set([
  ...['Tasks', 'Task', 'All tasks', 'New task', 'What is to do', 'main', 'Plinth', 'Studio', 'Ctrl K', '1.0.0', '1280', '768', '390'],
  ...['tasks', 'task', 'search', 'development', 'Version 1.0.0 in development', 'fx', 'table'],
  ...['string', 'number', 'boolean', 'date', 'time', 'date and time', 'list<string>', 'any'],
  ...['name', 'due', 'Name', 'Member · Task'],
  // Languages are called as their speakers call them.
  'English',
]);

/** Where somebody is invited, and what is said of an address that is taken and of a platform that is away. */
const refusals = {
  de: {
    invite: 'Jemanden einladen',
    name: 'Name',
    email: 'E-Mail',
    send: 'Einladen',
    taken: 'Jemand im Mandanten hat diese E-Mail-Adresse schon. Suchen Sie das Mitglied; dort lässt sich ein neuer Link machen.',
    unreachable: 'ist nicht zu erreichen. Prüfen Sie, ob sie läuft, und das Netz dazwischen.',
  },
  ar: {
    invite: 'دعوة شخص',
    name: 'الاسم',
    email: 'البريد الإلكتروني',
    send: 'دعوة',
    taken: 'لشخص في المؤسسة هذا البريد الإلكتروني بالفعل. ابحث عن العضو؛ يمكن هناك إنشاء رابط جديد.',
    unreachable: 'تأكد من أنها تعمل ومن الشبكة بينكما.',
  },
} as const;

let running: TestPlatform;
let browser: Browser;
const english = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
  const { page, context } = await visit(browser, running);
  for (const [name, go] of Object.entries(sights)) {
    await go(page);
    english.set(name, await wordsOf(page));
  }
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** Texts and names that a person sees or hears, the canvas's aside, with at least two letters in a row. */
async function wordsOf(page: Page): Promise<ReadonlySet<string>> {
  const words = await page.evaluate(() => {
    const seen: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (['SCRIPT', 'STYLE', 'BDI'].includes(element.tagName) || element.closest('bdi, svg') !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) seen.push(element.getAttribute(name) ?? '');
      for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) seen.push(child.textContent ?? '');
    }
    return seen;
  });
  return new Set(words.map((word) => word.trim()).filter((word) => /\p{L}{2}/u.test(word)));
}

/** Chooses a language as people do, at home. */
async function choose(page: Page, language: string, label: string): Promise<void> {
  await sights.home?.(page);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: language }).click();
  await page.getByRole('button', { name: label }).waitFor();
}

/** English texts that another language writes the same. */
function sameIn(locale: string): ReadonlySet<string> {
  const areas = ['data', 'decisions', 'frame', 'home', 'lifecycle', 'members', 'pages', 'records', 'themes', 'translations'];
  const folder = '../../../packages/presentation/studio-frame/src/messages';
  const read = (area: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(new URL(`${folder}/${locale}/${area}.json`, import.meta.url), 'utf8'));
  const components = JSON.parse(
    readFileSync(new URL(`../../../packages/presentation/studio-pages/src/words/${locale}.json`, import.meta.url), 'utf8'),
  ) as Readonly<Record<string, string>>;
  return new Set([...areas.flatMap((area) => Object.values(read(area))), ...Object.values(components)]);
}

describe.each([
  ['de', 'Deutsch', 'Sprache', 'ltr'],
  ['ar', 'العربية', 'اللغة', 'rtl'],
] as const)('the Studio in %s', (locale, language, label, direction) => {
  let visitor: Visit;
  beforeAll(async () => {
    visitor = await visit(browser, running);
    await choose(visitor.page, language, label);
  });
  afterAll(() => visitor?.context.close());

  const seen = [
    ['home', 1440],
    ['entity', 1440],
    ['page', 390],
    ['page', 1440],
    ['decision', 1440],
  ] as const;
  // All of them where pictures are kept, for that takes minutes.
  test.each(process.env.PLINTH_PICTURES ? seen : seen.slice(0, 2))(
    '%s at %i pixels is in the language, has its direction and no flaw',
    async (name, width) => {
      const { page, complaints } = await visitor.another();
      await page.setViewportSize({ width, height: 900 });
      await sights[name]?.(page);
      await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await page.locator('html').getAttribute('dir')).toBe(direction);
      const kept = sameIn(locale);
      // The texts of a language come a moment after the view itself.
      const left = async () =>
        [...(await wordsOf(page))].filter((word) => english.get(name)?.has(word) && !own.has(word) && !kept.has(word));
      await expect.poll(left).toEqual([]);
      expect(await flawsOf(page, `studio-${locale}-${name}-${width}`)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('what the server refuses, and what the browser itself cannot do, is told in the language', async () => {
    const { page } = await visitor.another();
    const said = refusals[locale];
    await page.goto(`${running.address}/studio/main/-/members`);
    await page.getByRole('button', { name: said.invite }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(said.name).fill('Somebody');
    await dialog.getByLabel(said.email).fill(administrator.email);
    const refused = page.waitForResponse((response) => response.request().method() === 'POST' && response.status() === 409);
    await dialog.getByRole('button', { name: said.send, exact: true }).click();
    const answer = await refused;
    expect(await answer.headerValue('content-language')).toBe(locale);
    await dialog.getByText(said.taken).waitFor();
    await page.context().setOffline(true);
    await dialog.getByRole('button', { name: said.send, exact: true }).click();
    await dialog.getByText(said.unreachable).waitFor();
    await page.context().setOffline(false);
    await page.close();
  });
});
