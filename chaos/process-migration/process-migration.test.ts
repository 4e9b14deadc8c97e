import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePorts } from '../servers/free-ports.ts';
import { seeded } from '../servers/random.ts';
import { Servers } from '../servers/servers.ts';
import { placeNames } from './model.ts';
import { runMigration } from './run-migration.ts';

let database: EmptyTestDatabase;
let servers: Servers;
let folder: string;
beforeAll(async () => {
  database = await emptyTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'plinth-migration-'));
  const settings = {
    DATABASE_URL: database.url,
    PLINTH_DATA: folder,
    PLINTH_MASTER_KEYS: `chaos:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  servers = new Servers(settings, await freePorts(1), ['gateway,worker']);
  await servers.start(0);
}, 300_000);
afterAll(async () => {
  await servers?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a new version comes while instances stand everywhere: each goes on by it or stays, as was written down, and ends', async () => {
  const superuser = { ...inject('postgres').embedded, database: new URL(database.url).pathname.slice(1) };
  // The last place is left out: its instances stand there only as long as their time runs.
  const instances = placeNames.length - 1;
  const outcome = await runMigration(
    { servers, gateway: 0, superuser, killDatabase: null },
    { instances, times: 0, random: seeded(20_261_130), seconds: 200, waitSeconds: 60 },
  );
  expect(outcome.wrong).toEqual([]);
  expect(outcome.replay?.histories).toBe(instances);
}, 260_000);
