import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type FakePlatform, startFakePlatform } from './testing/fake-platform.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const application = '/apps/acme/test/bank';

let browser: Browser;
let platform: FakePlatform;
let dist: string;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'plinth-player-'));
  await build({ root, logLevel: 'error', build: { outDir: dist, minify: false } });
  platform = await startFakePlatform(dist);
  browser = await chromium.connect(inject('chromium') ?? '');
});

afterAll(async () => {
  await browser?.close();
  await platform?.close();
  if (dist) await rm(dist, { recursive: true, force: true });
});

interface View {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
}

/** Opens a page, lets a test use it, and fails on any violation of the policy or uncaught error. */
async function visit(path: string, use: (page: Page) => Promise<void>, { width = 1440, scheme = 'light', locale = 'en' }: View = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|unsafe-eval/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(platform.address + path);
  try {
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    const picture = process.env.PLINTH_PICTURES;
    if (picture) await page.screenshot({ path: join(picture, `${path.replace(/\W+/g, '-')}-${width}-${scheme}-${locale}.png`) });
    await context.close();
  }
}

async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  // By the debugger, not by a script element: the page's own policy stays in force.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe') as {
      run(of: Document, options: object): Promise<{ violations: { id: string; nodes: { target: unknown; html: string }[] }[] }>;
    };
    // What passes is not put down, and no selector is looked for: that takes longer than to find what is wrong.
    const { violations } = await axe.run(document, { resultTypes: ['violations'], selectors: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

const loanDeskReady = (page: Page) => page.getByText('Novák, Petr').first().waitFor();

describe('every screen', () => {
  const screens: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
    ['sign-in', '/sign-in/beta', (page) => page.getByRole('button', { name: 'Sign in' }).waitFor()],
    ['set-up', '/set-up/pls_1', (page) => page.getByRole('button', { name: 'Create the organisation' }).waitFor()],
    ['invitation', '/invitation/pli_acme_x', (page) => page.getByRole('button', { name: 'Join' }).waitFor()],
    ['start', '/', (page) => page.getByRole('button', { name: 'Continue' }).waitFor()],
    ['launcher', '/apps/acme', (page) => page.getByRole('link', { name: /Leave requests/ }).waitFor()],
    ['nothing', '/nowhere/at/all', (page) => page.getByRole('heading').waitFor()],
    ['list page', application, loanDeskReady],
    ['form page', `${application}/loanDesk/l3`, (page) => page.getByLabel('Months').waitFor()],
    ['page with failures', `${application}/trouble`, (page) => page.getByText('The rest of the page goes on.').waitFor()],
    ['unknown page', `${application}/nowhere`, (page) => page.getByRole('heading').waitFor()],
  ];
  const looks = [
    { width: 1440, scheme: 'light' },
    { width: 390, scheme: 'dark' },
    { width: 1440, scheme: 'dark' },
    { width: 390, scheme: 'light' },
  ] as const;
  // All of them where pictures are kept, for that takes minutes; else the first two by turns.
  const cases = screens.flatMap(([name, path, ready], at) =>
    (process.env.PLINTH_PICTURES ? looks : looks.slice(at % 2, (at % 2) + 1)).map((view) => ({ name, path, ready, ...view })),
  );

  test.each(cases)('$name at $width px in $scheme: nothing for axe, no overflow', async ({ path, ready, width, scheme }) => {
    await visit(
      path,
      async (page) => {
        await ready(page);
        await page.waitForTimeout(250);
        expect(await accessibilityFindings(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
          'sideways overflow',
        ).toBe(0);
      },
      { width, scheme },
    );
  });
});

describe('an application', () => {
  test('filters, pages and follows a row to its record and back', async () => {
    await visit(application, async (page) => {
      await loanDeskReady(page);
      await page.getByRole('searchbox', { name: 'Search loans' }).fill('Horák');
      await page.getByText('Novák, Petr').first().waitFor({ state: 'detached' });
      expect(await page.getByText('Horáková, Anna').count()).toBeGreaterThan(3);
      await page.getByText('Horáková, Anna').first().click();
      await page.getByLabel('Months').waitFor();
      expect(await page.title()).toBe('Loan · Bank');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      await page.getByLabel('Client').fill('Horáková, Anna Marie');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Horáková, Anna Marie').first().waitFor();
    });
    expect(platform.calls).toContain('PATCH /data/acme/test/bank/loan/l7');
  });

  test('asks before deleting, and tells why the platform refused', async () => {
    await visit(`${application}/loanDesk/l3`, async (page) => {
      await page.getByRole('button', { name: 'Delete' }).click();
      const question = page.getByRole('dialog');
      await question.getByText('It cannot be brought back.').waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      expect(platform.calls.filter((call) => call.startsWith('DELETE /data'))).toEqual([]);
      await page.getByRole('button', { name: 'Delete' }).click();
      await question.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('The loan has payments.').waitFor();
    });
  });

  test('a component that fails or is unknown leaves the rest alone, and rich text stays inert', async () => {
    await visit(`${application}/trouble`, async (page) => {
      await page.getByText('The rest of the page goes on.').waitFor();
      expect(await page.getByText(/ui\.acme\/gauge/).count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
      expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
      expect(await page.locator('b', { hasText: 'text' }).count()).toBe(1);
      expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    });
  });

  test('speaks Arabic from right to left', async () => {
    await visit(
      application,
      async (page) => {
        await loanDeskReady(page);
        expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
        await page.getByRole('link', { name: 'الانتقال إلى المحتوى' }).waitFor({ state: 'attached' });
        const rail = await page.locator('.player-rail').boundingBox();
        expect(rail?.x).toBeGreaterThan(1000);
      },
      { locale: 'ar' },
    );
  });

  test('the colour scheme is chosen and remembered', async () => {
    await visit(application, async (page) => {
      await loanDeskReady(page);
      await page.getByRole('button', { name: /You:/ }).click();
      await page.getByRole('menuitem', { name: 'Dark' }).click();
      await page.reload();
      await loanDeskReady(page);
      expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark');
    });
  });

  test('says that the device is offline', async () => {
    await visit(application, async (page) => {
      await loanDeskReady(page);
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await page.context().setOffline(false);
      await page.getByText('You are offline.').waitFor({ state: 'detached' });
    });
  });
});

test('signing out leads to sign-in once it is done, a wrong password is told, the right one leads back', async () => {
  await visit(application, async (page) => {
    await loanDeskReady(page);
    await page.getByRole('button', { name: /You:/ }).click();
    await page.context().setOffline(true);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('menuitem', { name: 'Still signed in' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(application);
    await page.context().setOffline(false);
    await page.getByRole('menuitem', { name: 'Still signed in' }).click();
    await page.getByLabel('E-mail').fill('mara@acme.example');
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail and password do not match.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await loanDeskReady(page);
    expect(new URL(page.url()).pathname).toBe(application);
  });
});
