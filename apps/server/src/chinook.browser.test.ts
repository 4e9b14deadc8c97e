import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assignRole,
  createApplication,
  createRecord,
  introspectSource,
  listMembers,
  planRelease,
  publish,
  pushDefinition,
  setConnection,
} from '@plinth/api-contract';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const script = join(import.meta.dirname, '../../../../shared/data/chinook/chinook-postgresql.sql');
const tenant = { tenant: 'main' };
const production = { ...tenant, environment: 'production' };
const place = { ...production, application: 'shop' };

describe.skipIf(!existsSync(script))('a record shop in a database of its own (skipped where ../shared/data/chinook is missing)', () => {
  let shop: EmptyTestDatabase;
  let running: TestPlatform;
  let browser: Browser;

  beforeAll(async () => {
    [running, browser, shop] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? ''), emptyTestDatabase()]);
    const sql = await readFile(script, 'utf8');
    await shop.ask(`set role test_platform; ${sql.slice(sql.indexOf('CREATE TABLE'))}`);
    const { client } = running;
    await client.call(setConnection, production, { connection: 'chinook', address: shop.url });
    const application = { key: 'shop', label: 'Record shop' };
    const { files } = await client.call(introspectSource, production, { connection: 'chinook', ...application, attach: true });
    await client.call(createApplication, tenant, { ...application, type: 'application' });
    await client.call(pushDefinition, { ...tenant, application: 'shop' }, { files });
    await publish(client, place, { version: '1.0.0' });
    const [administrator] = (await client.call(listMembers, tenant, {})).items;
    await client.call(assignRole, tenant, { applicationKey: 'shop', roleKey: 'reader', memberId: administrator?.id ?? '' });
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await shop?.close();
  });

  test('somebody looks for an album, opens it, and goes on to its tracks and artist', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page
      .getByRole('link', { name: /Record shop/ })
      .first()
      .click();
    const albums = page.getByRole('grid', { name: 'Albums' });
    await expect.poll(() => albums.getAttribute('aria-rowcount')).toBe('348');
    expect(await flawsOf(page, 'chinook-albums')).toEqual([]);
    await page.getByRole('searchbox', { name: 'Search' }).fill('rock');
    await albums.getByRole('link', { name: 'Let There Be Rock' }).click();
    await page.getByRole('heading', { level: 1, name: 'Let There Be Rock' }).waitFor();
    const tracks = page.getByRole('grid', { name: 'Tracks' });
    await tracks.getByRole('link', { name: 'Overdose' }).waitFor();
    expect(
      await tracks
        .getByRole('link')
        .filter({ hasText: /^(?:Go Down|Whole Lotta Rosie)$/ })
        .count(),
    ).toBe(2);
    expect(await flawsOf(page, 'chinook-album')).toEqual([]);
    await tracks.getByRole('link', { name: 'Overdose' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overdose' }).waitFor();
    // What is only read is not offered to be changed.
    expect(await page.getByRole('button', { name: /New|Edit|Delete/ }).count()).toBe(0);
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('it is at home on a phone in the dark', async () => {
    const { page, context } = await visit(browser, running, 390, 'dark');
    await page.goto(`${running.address}/apps/main/production/shop/albums`);
    await page.getByText('...And Justice For All').first().waitFor();
    expect(await flawsOf(page, 'chinook-albums-phone-dark')).toEqual([]);
    await page.goto(`${running.address}/apps/main/production/shop/customers/1`);
    await page.getByRole('heading', { level: 1, name: 'Luís Gonçalves' }).waitFor();
    expect(await flawsOf(page, 'chinook-customer-phone-dark')).toEqual([]);
    await context.close();
  });

  test('a plan says what an environment lacks', async () => {
    const { client } = running;
    const elsewhere = { ...tenant, environment: 'development', application: 'shop' };
    expect((await client.call(planRelease, elsewhere, {})).warnings).toEqual([
      'The environment development has no connection chinook: Album, Artist and 9 others cannot be read until an administrator sets it.',
    ]);
    expect((await client.call(planRelease, place, {})).warnings).toEqual([]);
  });

  test('nobody changes it from here', async () => {
    const { client } = running;
    const input = { entity: 'album', values: { title: 'x' } };
    await expect(client.call(createRecord, place, input)).rejects.toMatchObject({ code: 'records.denied' });
  });

  test('where an administrator lets people, an album is made, changed and deleted on its own pages', async () => {
    const { client } = running;
    const writing = { ...production, application: 'editing' };
    await client.call(setConnection, production, { connection: 'chinook', address: shop.url, writable: true });
    const application = { key: 'editing', label: 'Record desk' };
    const { files } = await client.call(introspectSource, production, { connection: 'chinook', ...application, attach: true });
    await client.call(createApplication, tenant, { ...application, type: 'application' });
    await client.call(pushDefinition, { ...tenant, application: 'editing' }, { files });
    await publish(client, writing, { version: '1.0.0' });
    const [administrator] = (await client.call(listMembers, tenant, {})).items;
    await client.call(assignRole, tenant, { applicationKey: 'editing', roleKey: 'editor', memberId: administrator?.id ?? '' });
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/apps/main/production/editing/albums/4`);
    await page.getByRole('heading', { level: 1, name: 'Let There Be Rock' }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Title').fill('Let There Be Light');
    expect(await flawsOf(page, 'chinook-edit-album')).toEqual([]);
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Let There Be Light' }).waitFor();
    expect(await shop.ask('select title, artist_id as artist from album where album_id = 4')).toEqual([
      { title: 'Let There Be Light', artist: 1 },
    ]);

    await page.goto(`${running.address}/apps/main/production/editing/albums`);
    await page.getByRole('button', { name: 'New' }).click();
    await drawer.getByLabel('Album ID').fill('4');
    await drawer.getByLabel('Title').fill('Back in Black');
    await drawer.getByRole('combobox', { name: 'Artist' }).fill('AC/DC');
    await page.getByRole('option', { name: 'AC/DC' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText('is taken by another record').first().waitFor();
    await drawer.getByLabel('Album ID').fill('400');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'hidden' });
    expect(await shop.ask('select title from album where album_id = 400')).toEqual([{ title: 'Back in Black' }]);
    await page.goto(`${running.address}/apps/main/production/editing/albums/400`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await shop.ask('select 1 as found from album where album_id = 400')).length).toBe(0);

    // A text that is needed here and empty there keeps nobody from changing the rest.
    await shop.ask(`update album set title = '' where album_id = 5`);
    await page.goto(`${running.address}/apps/main/production/editing/albums/5`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await drawer.getByRole('combobox', { name: 'Artist' }).fill('AC/DC');
    await page.getByRole('option', { name: 'AC/DC' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'hidden' });
    expect(await shop.ask('select title, artist_id as artist from album where album_id = 5')).toEqual([{ title: '', artist: 1 }]);
    await context.close();
    // A value that is refused is no mistake of the page, but the browser tells of the answer.
    expect(complaints.filter((each) => !each.includes('409'))).toEqual([]);
  });
});
