import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, createClient, listApplications, publish, pushDefinition } from '@plinth/api-contract';
import { chromium, type Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';

/**
 * Much in the Studio, over the real platform: the list of 1,000 applications beside that of 10, as the server answers it and as it is
 * drawn; and a file of 100,000 rows from its choice to the end of its import: how long, in how much memory, and for how long the page
 * could not answer anybody.
 */
const { values: options } = parseArgs({
  options: { applications: { type: 'string', default: '1000' }, rows: { type: 'string', default: '100000' } },
});
const [applications, rows] = [Number(options.applications), Number(options.rows)];
const few = 10;
const asked = 20;
const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const at = { tenant: 'main', environment: 'development', application: 'crm' };
const executablePath = process.env.PLINTH_CHROMIUM ?? '';
if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');
const files = {
  'plinth.yaml': 'format: 1\nkey: crm\ntype: application\nlabel: CRM\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    customer: all\n',
  'entities/customer.yaml': `label: Customer
fields:
  number: { type: integer, required: true, unique: true }
  name: { type: text, required: true }
  city: text
  revenue: { type: decimal, scale: 2 }
  since: date
  active: boolean
`,
};

const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-volume-'));
chmodSync(folder, 0o755);
const platform = fork(join(import.meta.dirname, 'record-platform.ts'), {
  env: {
    PATH: process.env.PATH,
    PLINTH_DATA: folder,
    PLINTH_PORT: '0',
    PLINTH_EXAMPLES: 'false',
    PLINTH_LOG_LEVEL: 'fatal',
    PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
    PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
  },
});
const [address] = await once(platform, 'message');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
  const signedIn = await context.request.post(`${address}/api/main/session`, { data: administrator, headers: { 'x-plinth-csrf': '1' } });
  if (!signedIn.ok()) throw new Error(`Signing in was answered ${signedIn.status()}.`);
  const { cookies } = await context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const client = createClient({ address: String(address), fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const page = await context.newPage();

  const make = async (from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const key = `application-${number}`;
      await client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: `Application ${number}` });
    }
  };
  const home = async () => {
    const answers: Record<'label' | 'changed', number[]> = { label: [], changed: [] };
    for (let time = 0; time <= asked; time++) {
      for (const sort of ['label', 'changed'] as const) {
        const began = performance.now();
        await client.call(listApplications, { tenant: 'main' }, { sort });
        if (time > 0) answers[sort].push(performance.now() - began);
      }
    }
    await page.goto(`${address}/studio/main`);
    await page.getByRole('link', { name: 'Application 0' }).waitFor();
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    return { answers: { label: figures(answers.label), changed: figures(answers.changed) }, nodes };
  };
  await make(0, few);
  const small = await home();
  await make(few, applications);
  const large = await home();

  await client.call(createApplication, at, { key: 'crm', type: 'application', label: 'CRM' });
  await client.call(pushDefinition, at, { files });
  await publish(client, at, { version: '1.0.0' });
  const imported = await importFile(page, await writtenRows());

  keepResult(
    'studio-volume',
    [
      {
        name: `first page of ${applications} applications from the server, against that of ${few}`,
        value: large.answers.label.median / small.answers.label.median,
        goal: 5,
        unit: '×',
        better: 'lower',
      },
      { name: `elements on the screen of ${applications} applications`, value: large.nodes, goal: 3000, unit: '', better: 'lower' },
      {
        name: `longest time in which the page answers nobody while ${rows} rows are imported`,
        value: imported.longestTask,
        goal: 200,
        unit: 'ms',
        better: 'lower',
      },
      { name: 'memory of the page while it imports', value: imported.heap, goal: 60, unit: 'MB', better: 'lower' },
    ],
    { setting: { applications, few, rows, browser: `Chromium ${browser.version()}` }, home: { small, large }, import: imported },
  );
} finally {
  await browser.close();
  platform.disconnect();
  await once(platform, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

/** A file of so many customers; its path. */
async function writtenRows(): Promise<string> {
  const path = join(folder, 'customers.csv');
  const file = createWriteStream(path);
  file.write('number,name,city,revenue,since,active\n');
  for (let row = 1; row <= rows; row++) {
    const line = `${row},"Customer ${row}, the one",City ${row % 97},${row % 1000}.${10 + (row % 90)},20${10 + (row % 15)}-0${1 + (row % 9)}-1${row % 10},${row % 2 === 0}\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return path;
}

async function importFile(page: Page, path: string) {
  await page.goto(`${address}/studio/main/crm/-/import/customer`);
  await page.getByText('Drop a file here').waitFor();
  await page.evaluate(() => {
    const longest = { task: 0 };
    Reflect.set(globalThis, 'longest', longest);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.task = Math.max(longest.task, duration);
    }).observe({ type: 'longtask' });
  });
  const session = await page.context().newCDPSession(page);
  let heap = 0;
  const watch = setInterval(() => {
    session.send('Runtime.getHeapUsage').then(
      ({ usedSize }) => {
        heap = Math.max(heap, usedSize);
      },
      () => undefined,
    );
  }, 250);
  const count = rows.toLocaleString('en');
  const seconds: Record<string, number> = {};
  const step = async (name: string, act: () => Promise<void>) => {
    const began = performance.now();
    await act();
    seconds[name] = (performance.now() - began) / 1000;
  };
  page.setDefaultTimeout(600_000);
  await step('read', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByText(`${count} rows`, { exact: true }).waitFor();
  });
  await step('checked', async () => {
    await page.getByRole('button', { name: `Check ${count} rows` }).click();
    await page.getByRole('button', { name: `Import ${count} rows` }).waitFor();
  });
  await step('imported', async () => {
    await page.getByRole('button', { name: `Import ${count} rows` }).click();
    await page.getByText('The import is finished.').waitFor();
  });
  clearInterval(watch);
  const longestTask = await page.evaluate(() => (Reflect.get(globalThis, 'longest') as { task: number }).task);
  const [, most = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${platform.pid}/status`, 'utf8')) ?? [];
  return { seconds, longestTask, heap: heap / 1e6, serverAtMost: Number(most) / 1024 };
}
