import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, createClient, readSession } from '@plinth/api-contract';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { figures, keepResult } from './measurement.ts';
import type { Measured } from './studio-sync/page.ts';

declare const measured: Measured;

/**
 * From one browser's edit to the other's notice, over the platform with its durable database, beside a bare WebSocket relay
 * between the same pages. The sides in turn; with two browsers, and with ten of which eight only listen.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, turns: { type: 'string', default: '5' } } });
const [rounds, turns] = [Number(options.rounds), Number(options.turns)];
const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const executablePath = process.env.PLINTH_CHROMIUM ?? '';
if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');

const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-sync-'));
chmodSync(folder, 0o755);
const platform = fork(join(import.meta.dirname, 'record-platform.ts'), {
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
const relay = fork(join(import.meta.dirname, 'studio-sync', 'relay.ts'));
const [[address], [relayAddress]] = await Promise.all([once(platform, 'message'), once(relay, 'message')]);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const bundle = await bundled();
  const storageState = await signIn();
  const results = [];
  for (const clients of [2, 10]) results.push(await measure(clients, bundle, storageState));
  keepResult(
    'studio-sync',
    results.map(({ clients, edits, echoes }) => ({
      name: `an edit in one browser noticed in another, ${clients} browsers, median against a bare WebSocket relay`,
      value: figures(edits).median / figures(echoes).median,
      goal: 3,
      better: 'lower' as const,
      unit: '×',
    })),
    {
      setting: { rounds, turns, browser: `Chromium ${browser.version()}`, what: 'milliseconds one way' },
      results: results.map(({ clients, edits, echoes }) => ({ clients, edits: figures(edits), echoes: figures(echoes) })),
    },
  );
} finally {
  await browser.close();
  relay.disconnect();
  platform.disconnect();
  await once(platform, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

async function measure(clients: number, bundle: string, storageState: Awaited<ReturnType<typeof signIn>>) {
  const pages: Page[] = [];
  const contexts: BrowserContext[] = [];
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const client = createClient({ address: String(address), fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const application = `with-${clients}`;
  await client.call(createApplication, { tenant: 'main' }, { key: application, type: 'application', label: application });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  const target = { tenant: 'main', application, memberId: member?.id ?? '' };
  for (let number = 0; number < clients; number++) {
    // The floor is another origin, which the policy of the platform's pages forbids.
    const context = await browser.newContext({ bypassCSP: true, storageState });
    const page = await context.newPage();
    await page.goto(`${address}/sign-in/main`);
    await page.evaluate(bundle);
    await page.evaluate((at) => measured.open(at), target);
    await page.evaluate((at) => measured.openEcho(at), String(relayAddress));
    contexts.push(context);
    pages.push(page);
  }
  const [asking, answering] = pages;
  if (asking === undefined || answering === undefined) throw new Error('Nobody takes part.');
  await answering.evaluate(() => measured.answer());
  const edits: number[] = [];
  const echoes: number[] = [];
  // The first turn warms up.
  for (let turn = 0; turn <= turns; turn++) {
    const name = `${turn}`;
    const both = [
      await asking.evaluate(([count, of]) => measured.edits(Number(count), String(of)), [rounds, name]),
      await asking.evaluate(([count, of]) => measured.echoes(Number(count), String(of)), [rounds, name]),
    ] as const;
    if (turn > 0) edits.push(...both[0]);
    if (turn > 0) echoes.push(...both[1]);
  }
  await Promise.all(contexts.map((context) => context.close()));
  return { clients, edits, echoes };
}

/** The cookies of one person who is signed in, for every context. */
async function signIn() {
  const context = await browser.newContext();
  const answer = await context.request.post(`${address}/api/main/session`, { data: administrator, headers: { 'x-plinth-csrf': '1' } });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function bundled(): Promise<string> {
  const lib = { entry: join(import.meta.dirname, 'studio-sync', 'page.ts'), formats: ['iife' as const], name: 'page' };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}
