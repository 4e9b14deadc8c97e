import { randomBytes } from 'node:crypto';
import {
  type Client,
  createClient,
  createToken,
  inviteMember,
  type OperationContract,
  readSession,
  revokeToken,
  signIn,
  signOutMember,
  updateMember,
  useLink,
} from '@plinth/api-contract';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrator } from './testing.ts';
import { type ServerProcess, startServerProcess } from './testing-server-process.ts';

const promised = 5000;
const tenant = { tenant: 'main' };
const password = 'a long enough password';

let database: EmptyTestDatabase;
let servers: ServerProcess[];
let admin: Client;

const startServer = () =>
  startServerProcess({ DATABASE_URL: database.url, PLINTH_MASTER_KEYS: `tests:${randomBytes(32).toString('base64')}` });

beforeAll(async () => {
  database = await emptyTestDatabase();
  servers = [await startServer(), await startServer()];
  const [here] = servers;
  admin = await member(here?.address ?? '', administrator);
}, 60_000);

afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.end('SIGTERM')));
  await database?.close();
});

const visitor = (address: string) => createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });

async function sessionOf(address: string, who: { readonly email: string; readonly password: string }): Promise<string> {
  const response = await visitor(address).fetch(signIn, tenant, who);
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}
const withSession = (address: string, cookie: string) => createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
const member = async (address: string, who: Parameters<typeof sessionOf>[1]) => withSession(address, await sessionOf(address, who));

let invited = 0;
/** Somebody with a session and a token, both made on the first server and used on the second. */
async function newPerson() {
  const [here, there] = servers.map(({ address }) => address) as [string, string];
  const email = `person-${++invited}@plinth.example`;
  const { member: person, invitation } = await admin.call(inviteMember, tenant, { email, name: 'Person' });
  await visitor(here).call(useLink, tenant, { token: /pli_[\w-]+/.exec(invitation.path ?? '')?.[0] ?? '', password });
  const cookie = await sessionOf(here, { email, password });
  const { token, details } = await withSession(here, cookie).call(createToken, tenant, { name: 'mine', scopes: ['*'] });
  const bySession = withSession(there, cookie);
  const byToken = createClient({ address: there, fetch, headers: { authorization: `Bearer ${token}` } });
  const known = async (client: Client) =>
    client.call(readSession as OperationContract, tenant, {}).then(
      (session) => (session as { member: unknown }).member !== null,
      (error: { status?: number }) => {
        if (error.status === 401) return false;
        throw error;
      },
    );
  expect([await known(bySession), await known(byToken)]).toEqual([true, true]);
  return {
    id: person.id,
    token: details.id,
    here: withSession(here, cookie),
    knownBySession: () => known(bySession),
    knownByToken: () => known(byToken),
  };
}

/** Asks all the time, as a busy caller does, until the answer is no; gives how long that took. */
async function timeUntilUnknown(known: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (await known()) {
    expect(performance.now() - started).toBeLessThan(promised);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - started;
}

const deafen = () =>
  database.ask(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %'`,
  );

describe.each([
  ['that hear of each other', async () => [{}]],
  ['whose listening connections are cut at that moment', deafen],
] as const)('two servers %s', (_, before) => {
  test('a token revoked on one is unknown on the other within five seconds, the session stays', async () => {
    const person = await newPerson();
    expect((await before()).length).toBeGreaterThan(0);
    await person.here.call(revokeToken, tenant, { token: person.token });
    expect(await timeUntilUnknown(person.knownByToken)).toBeLessThan(promised);
    expect(await person.knownBySession()).toBe(true);
  });

  test('sessions that an administrator ends on one are unknown on the other', async () => {
    const person = await newPerson();
    await before();
    await admin.call(signOutMember, tenant, { member: person.id });
    expect(await timeUntilUnknown(person.knownBySession)).toBeLessThan(promised);
  });

  test('a member deactivated on one is nobody on the other, by session and by token', async () => {
    const person = await newPerson();
    await before();
    await admin.call(updateMember, tenant, { member: person.id, status: 'deactivated' });
    const times = await Promise.all([timeUntilUnknown(person.knownBySession), timeUntilUnknown(person.knownByToken)]);
    expect(Math.max(...times)).toBeLessThan(promised);
  });
});
