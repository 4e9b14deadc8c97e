import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@plinth/api-contract';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** The Studio of a real platform with its durable database, and a browser. */
export interface MeasuredStudio {
  readonly address: string;
  readonly browser: Browser;
  /** The administrator, over the API. */
  readonly client: Client;
  /** A window of its own, in which the administrator is signed in, for as long as the work takes. */
  signedIn<Result>(work: (page: Page) => Promise<Result>, options?: BrowserContextOptions): Promise<Result>;
  /** The same with nobody signed in. */
  within<Result>(work: (page: Page) => Promise<Result>, options?: BrowserContextOptions): Promise<Result>;
  /** A window that stays open until the browser is closed, signed in. */
  stay(options?: BrowserContextOptions): Promise<{ readonly page: Page; readonly context: BrowserContext }>;
}

/** Starts a platform and a browser for a measurement, and stops them when it is over. Needs Chromium in PLINTH_CHROMIUM. */
export async function measureStudio(measure: (studio: MeasuredStudio) => Promise<void>): Promise<void> {
  const executablePath = process.env.PLINTH_CHROMIUM ?? '';
  if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');
  const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-measured-'));
  chmodSync(folder, 0o755);
  const platform = fork(join(import.meta.dirname, '..', 'record-platform.ts'), {
    env: {
      PATH: process.env.PATH,
      PLINTH_DATA: folder,
      PLINTH_PORT: '0',
      PLINTH_EXAMPLES: 'false',
      PLINTH_LOG_LEVEL: 'error',
      PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
      PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
    },
  });
  try {
    const address = String((await once(platform, 'message'))[0]);
    const browser = await chromium.launch({ executablePath, args: flags });
    try {
      await measure(await signedInStudio(address, browser));
    } finally {
      await browser.close();
    }
  } finally {
    platform.disconnect();
    await once(platform, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signedInStudio(address: string, browser: Browser): Promise<MeasuredStudio> {
  const signing = await browser.newContext();
  const answer = await signing.request.post(`${address}/api/main/session`, { data: administrator, headers: { 'x-plinth-csrf': '1' } });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
  const storageState = await signing.storageState();
  await signing.close();
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const open = async (options: BrowserContextOptions) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
    return { context, page: await context.newPage() };
  };
  const within: MeasuredStudio['within'] = async (work, options = {}) => {
    const { context, page } = await open(options);
    try {
      return await work(page);
    } finally {
      await context.close();
    }
  };
  return {
    ...{ address, browser, within },
    client: createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } }),
    signedIn: (work, options = {}) => within(work, { storageState, ...options }),
    stay: (options = {}) => open({ storageState, ...options }),
  };
}
