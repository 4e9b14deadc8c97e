import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlinthError } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionWorld } from './capabilities/capabilities.ts';
import type { FunctionConversation } from './capabilities/conversations.ts';
import { FunctionHost } from './function-host.ts';
import { type Attack, allAttacks } from './testing-attacks/index.ts';

const canary = (place: string) => `canary-${place}-${randomUUID()}`;
const canaries = {
  file: canary('file'),
  variable: canary('variable'),
  own: canary('own'),
  theirs: canary('theirs'),
  listener: canary('listener'),
};
const limits = { cpu: 120, time: 1200, memory: 32 };
const north = testContext({ tenant: { id: randomUUID(), key: 'north' }, environment: { id: randomUUID(), key: 'production' } });
const south = testContext({ tenant: { id: randomUUID(), key: 'south' }, environment: { id: randomUUID(), key: 'production' } });

let host: FunctionHost;
/** What went wrong in the server itself: no attack may bring it about. */
const failures: unknown[] = [];
let folder: string;
let file: string;
let listener: Server;
let port: number;
let visits = 0;

beforeAll(async () => {
  host = new FunctionHost({ onFailure: (error) => failures.push(error) });
  folder = await mkdtemp(join(tmpdir(), 'plinth-canary-'));
  file = join(folder, 'canary.txt');
  await writeFile(file, canaries.file, { mode: 0o644 });
  process.env.PLINTH_CANARY = canaries.variable;
  listener = createServer((_, response) => {
    visits++;
    response.end(canaries.listener);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  ({ port } = listener.address() as AddressInfo);
  await host.start();
}, 60_000);
afterAll(async () => {
  delete process.env.PLINTH_CANARY;
  listener.close();
  await host.close();
  await rm(folder, { recursive: true });
});

/** Names of the tests lead to public places and to this machine; what is reached there is never the machine itself. */
function world(): FunctionWorld {
  return {
    grants: {
      records: { note: ['read'] },
      fetch: ['http://allowed.test/v1/', 'http://rebinding.test', `http://rebinding.test:${port}`, 'http://redirecting.test/'],
      secrets: { own: 'http://allowed.test/' },
      connections: { bank: ['look'] },
      events: ['kept'],
    },
    events: async (_, { type }) => (type === 'kept' ? 'id' : canaries.theirs),
    // Whatever else is called of a connection would bring to light what is another's.
    connection: async (_, connection, action) => (connection === 'bank' && action === 'look' ? { is: 'seen' } : canaries.theirs),
    conversation: async (context, connection, action) =>
      echo(connection === 'bank' && action === 'look' ? '' : canaries.theirs, context.signal),
    secret: async (context, name) => (name === 'own' && context.tenant.key === 'north' ? canaries.own : null),
    sockets: outgoingSockets(readReachableHosts('public, rebinding.test, allowed.test').hosts, {
      resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    }),
  };
}

/** Conversations that are still held. */
let held = 0;

/** Says again what it was told, behind something. */
function echo(behind: string, signal: AbortSignal): FunctionConversation {
  const said: string[] = [];
  held++;
  signal.addEventListener('abort', () => held--, { once: true });
  return {
    send: async (message) => void said.push(JSON.stringify(message)),
    receive: async () => (said.length === 0 ? [] : [`${behind}${said.shift()}`]),
    finish: () => {},
    close: () => {},
  };
}

/** Everything that an attack brought to light, as one text, and how it ended. */
async function attempt({ name, source }: Attack): Promise<{ code: string; seen: string }> {
  const called = { owner: 'attacker', name: name.replace(/[^A-Za-z]+/g, '_'), source, limits };
  try {
    const answer = await host.call(north, called, { file, port, variable: 'PLINTH_CANARY' }, world());
    return { code: 'done', seen: JSON.stringify(answer) };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { code: error.code, seen: `${error.message} ${JSON.stringify(error.details)}` };
  }
}

const neighbour = { owner: 'neighbour', name: 'neighbour', source: 'export default ({ a }) => a + 1;', limits };

test('O7 a function sends on what it received, and no other call has its conversation', async () => {
  const called = (source: string) => ({ owner: 'talker', name: 'talker', source, limits });
  const talks = called(`export default async (_, context) => {
    globalThis.kept = await context.connection('bank').converse('look');
    await kept.send(1);
    const { message } = await kept.receive();
    await kept.send({ after: message });
    return [(await kept.receive()).message, await kept.receive()];
  };`);
  expect((await host.call(north, talks, {}, world())).result).toEqual(['{"after":"1"}', null]);
  expect(held).toBe(0);
  const without = { ...world(), conversation: undefined };
  await expect(host.call(north, talks, {}, without)).rejects.toMatchObject({ details: { thrown: 'functions.not-granted' } });
});

describe('attacks on the isolate', () => {
  test('the catalogue has at least sixty', () => {
    expect(new Set(allAttacks.map(({ name }) => name)).size).toBe(allAttacks.length);
    expect(allAttacks.length).toBeGreaterThanOrEqual(60);
  });

  test.each(allAttacks)('W1-O4 $name', { timeout: 30_000 }, async (attack) => {
    const { code, seen } = await attempt(attack);
    for (const [place, value] of Object.entries(canaries)) expect(seen, place).not.toContain(value);
    expect(seen).not.toContain('escaped');
    expect(code).toMatch(attack.ends ?? /^(done|functions\.(failed|cpu-exceeded|time-exceeded))$/);
    expect(visits).toBe(0);
    expect(failures.splice(0)).toEqual([]);
  });

  test('the neighbour and the attacker answer as before', { timeout: 30_000 }, async () => {
    for (const context of [south, north]) expect((await host.call(context, neighbour, { a: 1 }, world())).result).toBe(2);
  });

  test('I4 while one is attacked with everything that takes its runner along, a neighbour is answered every time', {
    timeout: 60_000,
  }, async () => {
    const heavy = allAttacks.filter(
      ({ name }) => name.includes('giant number') || name.includes('brackets') || name.includes('giant array'),
    );
    let attacking = true;
    const attacked = Promise.all(heavy.map(attempt)).finally(() => {
      attacking = false;
    });
    let answered = 0;
    while (attacking) {
      expect((await host.call(south, neighbour, { a: answered }, world())).result).toBe(answered + 1);
      answered++;
    }
    await attacked;
    expect(answered).toBeGreaterThan(0);
  });
});
