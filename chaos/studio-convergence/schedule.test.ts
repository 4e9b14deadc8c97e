import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../servers/free-ports.ts';
import { Servers } from '../servers/servers.ts';
import { runSchedule } from './schedule.ts';

let database: EmptyTestDatabase;
let servers: Servers;
let folder: string;
beforeAll(async () => {
  database = await emptyTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'plinth-studio-chaos-'));
  servers = new Servers({ DATABASE_URL: database.url, PLINTH_DATA: folder }, await freePorts(2));
  await servers.start(0);
  await servers.start(1);
}, 120_000);
afterAll(async () => {
  await servers?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('windows on two servers, one of which is killed, end with one definition, and nothing is lost without a word', async () => {
  const { administrator, makers } = await servers.people(3);
  const people = makers.map((maker, at) => ({ ...maker, address: servers.addresses[at % 2] ?? '' }));
  const seeds = [4711];
  const [outcomes] = await Promise.all([
    Promise.all(seeds.map((seed) => runSchedule(administrator, people, seed, 40))),
    new Promise((resolve) => setTimeout(resolve, 500)).then(() => servers.kill(1)),
  ]);
  expect(outcomes.map(({ seed, broken }) => ({ seed, broken }))).toEqual(seeds.map((seed) => ({ seed, broken: null })));
  expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBeGreaterThan(15);
}, 180_000);
