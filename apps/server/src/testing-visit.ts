import type { Browser, BrowserContext, Page } from 'playwright-core';
import { administrator, type TestPlatform } from './testing.ts';

/** A window that the first administrator is signed in with. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught errors and what the console called an error, broken policies among them. */
  readonly complaints: readonly string[];
  /** One more page of the same window, with what only it complains of. */
  another(): Promise<Pick<Visit, 'page' | 'complaints'>>;
}

/** Platforms at which somebody has signed in by the screen for it. */
const seen = new WeakSet<TestPlatform>();

/**
 * A window of its own, signed in: the first time as people do, which leads to the list of applications; then without the screen, for
 * loading it takes longer than what is to be seen, and the page is still empty. `width` in CSS pixels. Only who tests it lets the
 * Studio's service worker in: it fetches and compiles all of the Studio, in each window anew.
 */
export async function visit(
  browser: Browser,
  running: TestPlatform,
  width = 1440,
  scheme: 'light' | 'dark' = 'light',
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    serviceWorkers,
  });
  const { page, complaints } = await newPage(context);
  if (seen.has(running)) {
    const data = { email: administrator.email, password: administrator.password };
    const signedIn = await context.request.post(`${running.address}/api/main/session`, { data, headers: { 'x-plinth-csrf': '1' } });
    if (!signedIn.ok()) throw new Error(`The administrator could not sign in: ${await signedIn.text()}`);
  } else {
    seen.add(running);
    await page.goto(`${running.address}/sign-in/main`);
    await page.getByLabel('E-mail').fill(administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/apps/**');
  }
  return { page, context, complaints, another: () => newPage(context) };
}

async function newPage(context: BrowserContext): Promise<Pick<Visit, 'page' | 'complaints'>> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints };
}
