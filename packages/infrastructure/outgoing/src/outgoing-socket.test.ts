import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outgoingSockets, type Resolve } from './outgoing-socket.ts';
import { readReachableHosts } from './reachable-hosts.ts';

let server: Server;
let port: number;
let reached = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    reached++;
    socket.end('here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  port = address !== null && typeof address === 'object' ? address.port : 0;
});
afterAll(() => new Promise((done) => server.close(done)));

/** What a server says, or the code of the error. */
function hear(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    socket.on('data', (part) => (said += String(part)));
    socket.once('close', () => resolve(said));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

const connect = (list: string, host: string, resolve?: Resolve) =>
  hear(outgoingSockets(readReachableHosts(list).hosts, resolve === undefined ? {} : { resolve })().connect(port, host));
const leadsTo =
  (...addresses: string[]): Resolve =>
  (_, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

test('what is listed is reached, by address and by name', async () => {
  expect(await connect('127.0.0.1', '127.0.0.1')).toBe('here');
  expect(await connect(`127.0.0.1:${port}`, 'localhost')).toBe('here');
  expect(await connect('127.0.0.0/8', 'db.example', leadsTo('127.0.0.1'))).toBe('here');
});

test('every spelling of what is not listed is refused before anything is sent', async () => {
  const before = reached;
  const spellings = [
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::',
    '::1%lo',
    '',
  ];
  for (const host of spellings) {
    const code = await connect('public, 10.0.0.0/8, localhost', host);
    // Not every resolver knows every spelling.
    expect([host, code]).toEqual([host, code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? code : 'outgoing.refused']);
  }
  expect(reached).toBe(before);
});

test('a name is resolved once, and only what was judged is connected to', async () => {
  let asked = 0;
  // First a public address, then the machine itself: what a rebinding name server says.
  const rebinding: Resolve = (name, done) => leadsTo(asked++ === 0 ? '10.255.255.1' : '127.0.0.1')(name, done);
  const socket = outgoingSockets(readReachableHosts('10.0.0.0/8, db.example').hosts, { resolve: rebinding })();
  const tried = new Promise<string>((resolve) => socket.once('connectionAttempt', resolve));
  socket.on('error', () => {});
  socket.connect(port, 'db.example');
  expect(await tried).toBe('10.255.255.1');
  socket.destroy();
  expect(asked).toBe(1);
});

test('of several addresses only those that may be reached are tried', async () => {
  expect(await connect('127.0.0.1', 'db.example', leadsTo('::1', '169.254.169.254', '127.0.0.1'))).toBe('here');
  expect(await connect('public, db.example', 'db.example', leadsTo('127.0.0.1', '169.254.169.254', '::1'))).toBe('outgoing.refused');
  expect(await connect('public', 'db.example', leadsTo())).toBe('outgoing.refused');
});

test('neither a path nor options lead around the list', async () => {
  const socket = () => outgoingSockets(readReachableHosts('public').hosts)();
  expect(await hear(socket().connect('/var/run/postgresql/.s.PGSQL.5432'))).toBe('outgoing.refused');
  expect(await hear(socket().connect({ port, host: '127.0.0.1' }))).toBe('outgoing.refused');
  expect(await hear(socket().connect(port))).toBe('outgoing.refused');
});

test('a name that nobody knows is that, not a refusal', async () => {
  const unknown: Resolve = (_, done) => done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
  expect(await connect('public', 'nowhere.example', unknown)).toBe('ENOTFOUND');
});
