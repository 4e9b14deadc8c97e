import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApplication, getBranch, listActions, pushDefinition } from '@plinth/api-contract';
import { type LogEntry, readSnapshot, signatureOf, snapshotOf, structuralViolations } from '@plinth/app-definition';
import { randomEdit } from '@plinth/app-definition/testing';
import { startEmbeddedServer } from '@plinth/database';
import type { StudioSession } from '@plinth/studio-session';
import { testBrowser } from '@plinth/studio-session/testing';
import { chromium, type Page } from 'playwright-core';
import { freePorts } from './servers/free-ports.ts';
import { seeded } from './servers/random.ts';
import { person, Servers } from './servers/servers.ts';
import { keptInBrowser } from './studio-offline/kept-in-browser.ts';
import { Maker } from './studio-offline/maker.ts';

/**
 * Somebody builds a page in a real browser for ten minutes of the clock without a network, at the pace of somebody who knows what to
 * do, and loads the window again twice, while somebody else edits the same application. On return everything is merged: each action is in
 * the log, once, or told to its author, and browser, colleague and server have the same, sound definition.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261130' },
    minutes: { type: 'string', default: '10' },
    /** Actions in a minute. */
    pace: { type: 'string', default: '20' },
  },
});
const [seed, minutes, pace] = [Number(values.seed), Number(values.minutes), Number(values.pace)];
const steps = Math.round(minutes * pace);
const random = seeded(seed);
const at = { tenant: 'main', application: 'offline' };
const executablePath = process.env.PLINTH_CHROMIUM ?? '';
if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');
const files = {
  'plinth.yaml': 'format: 1\nkey: offline\ntype: application\nlabel: Offline\nhomePage: home\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    task: all\n',
  'entities/task.yaml': 'label: Task\nfields:\n  name: { type: text, required: true }\n  due: date\n',
  'pages/home.yaml': `label: Home
path: ''
components:
  - ui.heading: Begin
  - ui.card:
      title: Box
      children:
        - ui.text: One
        - ui.text: Two
  - ui.button: { text: Go on }
`,
};

const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-offline-'));
chmodSync(folder, 0o755);
const database = await startEmbeddedServer(join(folder, 'database'));
const { host, port, user, password } = database.superuser;
const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`;
const servers = new Servers({ DATABASE_URL: url, PLINTH_DATA: join(folder, 'data') }, await freePorts(1));
const chromiumBrowser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const started = performance.now();
try {
  await servers.start(0);
  const [address = ''] = servers.addresses;
  const { administrator, makers } = await servers.people(1);
  const [colleague] = makers;
  if (colleague === undefined) throw new Error('Nobody else is there.');
  await administrator.call(createApplication, { tenant: 'main' }, { key: 'offline', type: 'application', label: 'Offline' });
  await administrator.call(pushDefinition, at, { files });

  const context = await chromiumBrowser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const signedIn = await context.request.post(`${address}/api/main/session`, { data: person, headers: { 'x-plinth-csrf': '1' } });
  if (!signedIn.ok()) throw new Error(`Signing in was answered ${signedIn.status()}.`);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${address}/studio/main/offline`);
  await isOpen(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // Under its service worker from the next load on.
  await page.reload();
  await isOpen(page);
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();

  const other = await testBrowser({ address, token: colleague.token }).open({ ...at, memberId: colleague.memberId });
  await context.setOffline(true);
  await page.getByRole('status').filter({ hasText: 'Offline' }).waitFor();
  const working = { on: true };
  const colleagues = edits(other, working, random(1_000_000));
  const maker = new Maker(page, random);
  const done: Record<string, number> = {};
  let reloads = 0;
  const cut = performance.now();
  for (let step = 1; step <= steps; step++) {
    const what = await maker.act();
    done[what] = (done[what] ?? 0) + 1;
    await wait(Math.max(0, cut + (step * 60_000) / pace - performance.now()));
    if (step !== Math.round(steps / 3) && step !== Math.round((2 * steps) / 3)) continue;
    const waited = await maker.waiting();
    const kept = await allKept(waited);
    await page.reload();
    await isOpen(page);
    reloads++;
    await page.getByRole('status').filter({ hasText: 'Offline' }).waitFor();
    const waitsNow = await maker.waiting();
    if (waitsNow !== waited) throw new Error(`${waited} changes waited before a load, ${waitsNow} after it.`);
    if ((await allKept(waitsNow)).signature !== kept.signature) throw new Error('The definition is another one after a load.');
    console.log(`loaded again at ${step} of ${steps}, ${waited} changes wait`);
  }
  const minutesOffline = Math.round((performance.now() - cut) / 6000) / 10;
  const waits = await maker.waiting();
  const before = await allKept(waits);
  working.on = false;
  const othersEdits = await colleagues;

  await context.setOffline(false);
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor({ timeout: 120_000 });
  const end = () => administrator.call(getBranch, at, {});
  const after = await until(
    () => keptInBrowser(page),
    async ({ pending, position }) => pending.length === 0 && position === (await end()).position,
  );
  const { snapshot, signature, position } = await end();
  await until(
    async () => other.store.replica.position,
    (heard) => heard === position,
  );
  const log = await wholeLog();
  const inLog = new Set(log.map(({ action }) => action.id));
  const told = new Set(after.refused);
  const broken = [
    ...before.pending.filter(({ id }) => inLog.has(id) === told.has(id)).map(({ id }) => `${id} is lost, or accepted and refused`),
    ...(inLog.size === log.length ? [] : ['an action is in the log twice']),
    ...(after.signature === signature ? [] : ['the browser has another definition']),
    ...(signatureOf(snapshotOf(other.store.definition)) === signature ? [] : ['the colleague has another definition']),
    ...(other.refused.value.length === 0 ? [] : ['something of the colleague was refused']),
    ...complaints,
  ];
  const { definition, violations } = readSnapshot(snapshot);
  broken.push(
    ...violations.map(({ message }) => message),
    ...(definition === null ? [] : structuralViolations(definition).map(({ message }) => message)),
  );
  const shown = await page.locator('.studio-notice[data-tone="bad"]').count();
  if (shown < told.size) broken.push(`${told.size} refused actions are shown by ${shown} notices`);
  await other.close();
  const result = {
    ...{
      seed,
      minutes,
      minutesOffline,
      actionsAMinute: pace,
      actions: steps,
      done,
      reloads,
      changesMadeOffline: before.pending.length,
      othersEdits,
    },
    ...{
      accepted: before.pending.filter(({ id }) => inLog.has(id)).length,
      refusedAndTold: told.size,
      overwrittenAndTold: after.overwritten,
    },
    ...{ broken, seconds: Math.round((performance.now() - started) / 1000) },
  };
  console.log(JSON.stringify(result, null, 2));
  if (broken.length > 0) process.exitCode = 1;
  else writeFileSync(new URL('results/studio-offline.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);

  /** What is shown as waiting is kept on the device within moments. */
  function allKept(count: number) {
    return until(
      () => keptInBrowser(page),
      ({ pending }) => pending.length === count,
    );
  }

  async function wholeLog(): Promise<LogEntry[]> {
    const all: LogEntry[] = [];
    for (;;) {
      const { entries } = await administrator.call(listActions, at, { after: all.length, limit: 1000 });
      if (entries.length === 0) return all;
      all.push(...(entries as LogEntry[]));
    }
  }
} finally {
  await chromiumBrowser.close();
  await servers.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function isOpen(page: Page): Promise<void> {
  await page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem').first().waitFor({ timeout: 60_000 });
}

/** What somebody else does at the same time; pages and entities stay, or nothing of what is built on them could be merged. */
async function edits({ store }: StudioSession, working: { readonly on: boolean }, from: number): Promise<number> {
  const choose = seeded(from);
  let count = 0;
  while (working.on) {
    const choices = [choose(100_000), choose(100_000), choose(100_000)] as const;
    const body = randomEdit(store.definition, `o${count}`, choices);
    const removed = body?.type === 'RECORD_REMOVE' ? store.definition.records.get(body.payload.id)?.kind : undefined;
    if (body !== null && (removed === undefined || removed === 'component') && store.dispatch(body, body.type) === null) count++;
    await wait(2000 + choose(4000));
  }
  await store.flush();
  return count;
}

async function until<Value>(look: () => Promise<Value>, isSo: (value: Value) => boolean | Promise<boolean>): Promise<Value> {
  for (const from = performance.now(); ; await wait(100)) {
    const value = await look();
    if (await isSo(value)) return value;
    if (performance.now() - from > 120_000)
      throw new Error(`It does not come to what it should be: ${JSON.stringify(value).slice(0, 500)}`);
  }
}
