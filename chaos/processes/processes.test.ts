import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePorts } from '../servers/free-ports.ts';
import { seeded } from '../servers/random.ts';
import { Servers } from '../servers/servers.ts';
import { runOrders } from './run-orders.ts';

let database: EmptyTestDatabase;
let servers: Servers;
let folder: string;
beforeAll(async () => {
  database = await emptyTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'plinth-processes-'));
  const settings = {
    DATABASE_URL: database.url,
    PLINTH_DATA: folder,
    PLINTH_MASTER_KEYS: `chaos:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  servers = new Servers(settings, await freePorts(3), ['gateway', 'worker', 'worker']);
  await servers.start(0);
  await Promise.all([servers.start(1), servers.start(2)]);
}, 300_000);
afterAll(async () => {
  await servers?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('orders go through once each while workers are killed and frozen and connections are cut', async () => {
  const superuser = { ...inject('postgres').embedded, database: new URL(database.url).pathname.slice(1) };
  const outcome = await runOrders(
    { servers, gateway: 0, superuser, killDatabase: null },
    { orders: 30, times: 3, random: seeded(20_261_129), seconds: 400 },
  );
  expect(outcome.wrong).toEqual([]);
  expect(Object.values(outcome.done).reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0);
}, 460_000);
