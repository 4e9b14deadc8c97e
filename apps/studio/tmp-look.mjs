import { chromium } from 'playwright-core';
import { findChromium } from '../../tools/setup/system-programs.js';
export const base = 'http://127.0.0.1:4790';
export async function open({ width = 1440, height = 900, scheme = 'light' } = {}) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
  page.on('pageerror', (e) => console.log('PAGEERROR', e.stack));
  await page.goto(`${base}/sign-in/main`);
  await page.getByLabel('E-mail').fill('admin@plinth.example');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/apps/**');
  return { browser, page, context };
}
