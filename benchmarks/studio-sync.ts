import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, readSession } from '@plinth/api-contract';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { figures, keepResult } from './measurement.ts';
import { type MeasuredStudio, measureStudio } from './studio/measured-studio.ts';
import type { EditParts, Measured } from './studio-sync/page.ts';

declare const measured: Measured;

/**
 * From one browser's edit to the other's notice, over the platform with its durable database, beside a bare WebSocket relay
 * between the same pages. The sides in turn; with two browsers, and with ten of which eight only listen.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, turns: { type: 'string', default: '5' } } });
const [rounds, turns] = [Number(options.rounds), Number(options.turns)];
const relay = fork(join(import.meta.dirname, 'studio-sync', 'relay.ts'));
const [relayAddress] = await once(relay, 'message');
try {
  const bundle = await bundled();
  await measureStudio(async (studio) => {
    const results = [];
    for (const clients of [2, 10]) results.push(await measure(studio, String(relayAddress), clients, bundle));
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
        setting: { rounds, turns, browser: `Chromium ${studio.browser.version()}`, what: 'milliseconds one way' },
        results: results.map(({ clients, edits, echoes, parts }) => ({
          ...{ clients, edits: figures(edits), echoes: figures(echoes) },
          // Of the page that edits: until it is sent, from what arrives until it is noticed, until it is in the log.
          ...{ out: figures(parts.map(({ out }) => out)), in: figures(parts.map((part) => part.in)) },
          committed: figures(parts.map(({ committed }) => committed)),
        })),
      },
    );
  });
} finally {
  relay.disconnect();
}

async function measure({ address, client, stay }: MeasuredStudio, relayAddress: string, clients: number, bundle: string) {
  const pages: Page[] = [];
  const contexts: BrowserContext[] = [];
  const application = `with-${clients}`;
  await client.call(createApplication, { tenant: 'main' }, { key: application, type: 'application', label: application });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  const target = { tenant: 'main', application, memberId: member?.id ?? '' };
  for (let number = 0; number < clients; number++) {
    // The floor is another origin, which the policy of the platform's pages forbids.
    const { page, context } = await stay({ bypassCSP: true });
    await page.goto(`${address}/sign-in/main`);
    await page.evaluate(bundle);
    await page.evaluate((at) => measured.open(at), target);
    await page.evaluate((at) => measured.openEcho(at), relayAddress);
    contexts.push(context);
    pages.push(page);
  }
  const [asking, answering] = pages;
  if (asking === undefined || answering === undefined) throw new Error('Nobody takes part.');
  await answering.evaluate(() => measured.answer());
  const edits: number[] = [];
  const echoes: number[] = [];
  const parts: EditParts[] = [];
  // The first turn warms up.
  for (let turn = 0; turn <= turns; turn++) {
    const name = `${turn}`;
    const both = [
      await asking.evaluate(([count, of]) => measured.edits(Number(count), String(of)), [rounds, name]),
      await asking.evaluate(([count, of]) => measured.echoes(Number(count), String(of)), [rounds, name]),
    ] as const;
    if (turn > 0) edits.push(...both[0].times);
    if (turn > 0) parts.push(...both[0].parts);
    if (turn > 0) echoes.push(...both[1]);
  }
  await Promise.all(contexts.map((context) => context.close()));
  return { clients, edits, echoes, parts };
}

async function bundled(): Promise<string> {
  const lib = { entry: join(import.meta.dirname, 'studio-sync', 'page.ts'), formats: ['iife' as const], name: 'page' };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}
