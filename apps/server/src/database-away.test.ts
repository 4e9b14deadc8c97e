import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Client,
  createApplication,
  createClient,
  createRecord,
  createToken,
  getRecord,
  listRecords,
  publish,
  pushDefinition,
  readSession,
  revokeToken,
  signIn,
} from '@plinth/api-contract';
import { type EmbeddedServer, startEmbeddedServer } from '@plinth/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from './compose.ts';
import { readConfiguration } from './configuration.ts';
import type { Platform } from './platform.ts';
import { administrator } from './testing.ts';

const tenant = { tenant: 'main' };
const target = { tenant: 'main', environment: 'development', application: 'notes' };
const files = {
  'plinth.yaml': 'format: 1\nkey: notes\ntype: application\nlabel: Notes\n',
  'roles.yaml': 'writer:\n  heldBy: members\n  permissions:\n    note: all\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, unique: true }\n',
  'pages/notes.yaml': "label: Notes\npath: ''\ncomponents:\n  - ui.heading: Notes\n",
};

let folder: string;
let server: EmbeddedServer;
let port: number;
let platforms: Platform[];
let clients: Client[];
let addresses: string[];

/** Two platforms over one PostgreSQL that the test may stop. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-away-'));
  // Below a folder closed to others, root's server would keep its data elsewhere.
  await chmod(folder, 0o755);
  server = await startEmbeddedServer(folder, { durable: false });
  port = Number(server.superuser.port);
  const { user, password, host, database } = server.superuser;
  const settings = {
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`,
    PLINTH_PORT: '0',
    PLINTH_LOG_LEVEL: 'fatal',
    PLINTH_EXAMPLES: 'false',
    PLINTH_MASTER_KEYS: `tests:${Buffer.alloc(32, 7).toString('base64')}`,
    PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
    PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
  };
  platforms = [await compose(readConfiguration(settings)), await compose(readConfiguration(settings))];
  addresses = await Promise.all(platforms.map((platform) => platform.listen()));
  const [address = ''] = addresses;
  const visitor = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
  const response = await visitor.fetch(signIn, tenant, administrator);
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const member = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await member.call(createToken, tenant, { name: 'tests', scopes: ['*'] });
  clients = addresses.map((at) => createClient({ address: at, fetch, headers: { authorization: `Bearer ${token}` } }));
  const [client] = clients;
  if (client === undefined) throw new Error('There is no platform.');
  await client.call(createApplication, tenant, { key: 'notes', type: 'application', label: 'Notes' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
}, 120_000);

afterAll(async () => {
  for (const platform of platforms ?? []) await platform.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly at: number;
  readonly milliseconds: number;
  /** Null where it was answered as asked. */
  readonly error: { readonly status?: number; readonly retryAfter?: number; readonly code?: string } | null;
}

test('the database away: requests fail fast with 503 and a retry hint, and everything resumes by itself', {
  timeout: 120_000,
}, async () => {
  const acknowledged: string[] = [];
  const outcomes: Outcome[] = [];
  let stopped = false;

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    const at = performance.now();
    const error = await work().then(
      () => null,
      (thrown: Outcome['error']) => thrown,
    );
    outcomes.push({ at, milliseconds: performance.now() - at, error });
    // Somebody who was refused does not ask again at once.
    if (error !== null) await new Promise((done) => setTimeout(done, 20));
  }
  const users = clients.flatMap((client, server) => [
    ...Array.from({ length: 4 }, async (_, user) => {
      for (let count = 0; !stopped; count++) {
        const text = `${server} ${user} ${count}`;
        await attempt(async () => {
          const { id } = (await client.call(createRecord, target, { entity: 'note', values: { text } })) as { id: string };
          acknowledged.push(id);
        });
      }
    }),
    (async () => {
      while (!stopped) await attempt(() => client.call(listRecords, target, { entity: 'note', limit: 5 }));
    })(),
  ]);
  const patience = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
  const readiness = () => Promise.all(addresses.map(async (address) => (await fetch(`${address}/health/ready`)).status));

  await patience(1000);
  await server.stop();
  const away = performance.now();
  expect(await readiness()).toEqual([503, 503]);
  await patience(6000);
  const refused = outcomes.filter(({ at }) => at > away);
  expect(refused.length).toBeGreaterThan(50);
  expect(refused.filter(({ error }) => error?.status !== 503 || !((error.retryAfter ?? 0) > 0))).toEqual([]);
  expect(Math.max(...refused.map(({ milliseconds }) => milliseconds))).toBeLessThan(3000);
  // Those that were on their way when it went are told the same; nobody is left waiting.
  expect(outcomes.filter(({ error }) => error !== null && error.status !== 503)).toEqual([]);
  expect(Math.max(...outcomes.map(({ milliseconds }) => milliseconds))).toBeLessThan(5000);

  server = await startEmbeddedServer(folder, { durable: false, port });
  await expect.poll(readiness, { timeout: 30_000 }).toEqual([200, 200]);
  const back = performance.now();
  await patience(2000);
  stopped = true;
  await Promise.all(users);
  const resumed = outcomes.filter(({ at }) => at > back + 1000);
  expect(resumed.length).toBeGreaterThan(10);
  expect(resumed.filter(({ error }) => error !== null)).toEqual([]);

  const [first] = clients;
  for (const id of acknowledged) await first?.call(getRecord, target, { entity: 'note', id });

  // What one server changes the other hears at once again, not only when its cache grows old after two seconds.
  const issued = await first?.call(createToken, tenant, { name: 'brief', scopes: ['*'] });
  const brief = createClient({ address: addresses[1] ?? '', fetch, headers: { authorization: `Bearer ${issued?.token}` } });
  await brief.call(readSession, tenant, {});
  await first?.call(revokeToken, tenant, { token: issued?.details.id ?? '' });
  const revoked = performance.now();
  await expect
    .poll(
      () =>
        brief.call(readSession, tenant, {}).then(
          () => 200,
          (error: { status?: number }) => error.status,
        ),
      { timeout: 30_000 },
    )
    .toBe(401);
  expect(performance.now() - revoked).toBeLessThan(1500);
});
