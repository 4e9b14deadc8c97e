import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, followLongOperation, listRecords, publish, pushDefinition, resultOf, startImport } from '@plinth/api-contract';
import type { Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest, heapOf } from './studio/page-time.ts';

/**
 * 100,000 rows of a CSV file brought in by the Studio's wizard: read, checked and imported, each from the press to its words, with the
 * longest time for which the page did nothing else meanwhile. Beside it the floor: the same rows sent by a program over the API.
 */
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '2' } },
});
const [count, rounds] = [Number(options.rows), Number(options.rounds)];
const target = { tenant: 'main', environment: 'development', application: 'stock' };
const files = {
  'plinth.yaml': 'format: 1\nkey: stock\ntype: application\nlabel: Stock\n',
  'pages/home.yaml': "label: Home\npath: ''\ncomponents:\n  - ui.heading: Stock\n",
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    item: all\n    sent: all\n',
  'entities/item.yaml': itemEntity('Item'),
  'entities/sent.yaml': itemEntity('Sent'),
};
const kinds = ['screw', 'nut', 'washer', 'bolt'];
/** The rows as people have them, and as the API takes them. */
const written = (number: number) => `${number};"Part, number ${number}";${(number % 1000) / 10};${day(number)}.3.2024;${kinds[number % 4]}`;
const plain = (number: number) =>
  `${number},"Part, number ${number}",${(number % 1000) / 10},2024-03-${String(day(number)).padStart(2, '0')},${kinds[number % 4]}`;
const day = (number: number) => (number % 28) + 1;
const table = (head: string, round: number, row: (number: number) => string) =>
  `${head}\n${Array.from({ length: count }, (_, at) => row(round * count + at)).join('\n')}\n`;

const folder = mkdtempSync(join(tmpdir(), 'plinth-import-measured-'));
await measureStudio(async ({ address, browser, client, signedIn }) => {
  await client.call(createApplication, target, { key: 'stock', type: 'application', label: 'Stock' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
  const sides = { read: [] as number[], checked: [] as number[], imported: [] as number[], blocked: [] as number[], sent: [] as number[] };
  let growth = Number.NaN;
  for (let round = 0; round < rounds; round++) {
    // Chosen from the disk, as people do: a file that is handed over as bytes is put together by the page's own thread.
    const file = join(folder, 'items.csv');
    writeFileSync(file, table('Number;Name;Price;Since;Kind', round, written));
    await signedIn(async (page) => {
      await page.goto(`${address}/studio/main/stock/-/import/item`);
      await page.getByRole('heading', { name: 'Import data' }).waitFor();
      await atRest(page);
      const heap = await heapOf(page);
      const before = await heap();
      const longest = await watchTasks(page);
      sides.read.push(
        await timed(async () => {
          await page.getByLabel('File', { exact: true }).setInputFiles(file);
          await page.getByRole('button', { name: /^Check [\d,]+ rows$/ }).waitFor({ timeout: 120_000 });
        }),
      );
      sides.checked.push(
        await timed(async () => {
          await page.getByRole('button', { name: /^Check/ }).click();
          await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).waitFor({ timeout: 300_000 });
        }),
      );
      sides.imported.push(
        await timed(async () => {
          await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click();
          await page.getByText('The import is finished.').waitFor({ timeout: 300_000 });
        }),
      );
      sides.blocked.push(await longest());
      growth = (await heap()) - before;
    });
    const content = Buffer.from(table('number,name,price,since,kind', round, plain));
    sides.sent.push(
      await timed(async () => {
        const input = {
          entity: 'sent',
          encoding: 'utf-8',
          delimiter: ',',
          content: (async function* () {
            yield content;
          })(),
        };
        const report = resultOf(await followLongOperation(client, target, await client.call(startImport, target, input)));
        if (report.imported !== count) throw new Error(`A program imported ${report.imported} of ${count}.`);
      }),
    );
    for (const entity of ['item', 'sent']) {
      const { count: stored } = await client.call(listRecords, target, { entity, count: true, limit: 1 });
      if (stored !== (round + 1) * count) throw new Error(`${stored} records of ${entity} are there after round ${round + 1}.`);
    }
  }
  const imported = figures(sides.imported).median;
  keepResult(
    'studio-import',
    [
      {
        name: `${count} rows imported by the wizard, against the same file sent by a program`,
        value: imported / figures(sides.sent).median,
        goal: 1.25,
        unit: '×',
        better: 'lower',
      },
      { name: `${count} rows read from a file`, value: figures(sides.read).median, goal: 5000, unit: 'ms', better: 'lower' },
      { name: 'longest task of the page meanwhile', value: Math.max(...sides.blocked), goal: 100, unit: 'ms', better: 'lower' },
    ],
    {
      setting: { rows: count, rounds, browser: `Chromium ${browser.version()}`, what: 'milliseconds' },
      ...Object.fromEntries(Object.entries(sides).map(([name, values]) => [name, figures(values)])),
      bytesHeldByThePageAfterwards: growth,
    },
  );
}).finally(() => rmSync(folder, { recursive: true }));

function itemEntity(label: string): string {
  return `label: ${label}\nlabelPlural: ${label}s\ntitle: name\nfields:\n  number: { type: integer, required: true, unique: true }\n  name: { type: text, required: true }\n  price: { type: decimal, scale: 2 }\n  since: date\n  kind: { type: choice, options: { screw: Screw, nut: Nut, washer: Washer, bolt: Bolt } }\n`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Watches for how long the page does one thing and nothing else; gives the longest time until then. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const kept = { longest: 0 };
    Reflect.set(globalThis, 'tasks', kept);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.longest = Math.max(kept.longest, duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (Reflect.get(globalThis, 'tasks') as { longest: number }).longest);
}
