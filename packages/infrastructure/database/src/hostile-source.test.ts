import { createServer, Socket } from 'node:net';
import { testContext } from '@plinth/foundation/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type AttachedDatabase, attachDatabase } from './attached-database.ts';
import { readCatalog } from './catalog/read-catalog.ts';
import { statement } from './statement.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A message of PostgreSQL's protocol (protocol-message-formats). */
function message(type: string, body: Buffer = Buffer.alloc(0), length = body.length + 4): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, body]);
}
const ready = message('Z', Buffer.from('I'));
const signedIn = Buffer.concat([message('R', Buffer.alloc(4)), message('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 2])), ready]);
const notice = message('N', Buffer.from(`SNOTICE\0M${'x'.repeat(10_000)}\0\0`));
const emptyRow = message('D', Buffer.from([0, 0]));
const described = message('T', Buffer.from([0, 0]));

/** Sends the same for as long as anybody listens. */
function forEver(socket: Socket, part: Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(part));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}

interface Hostile {
  /** Said when somebody signs in, and to whatever is asked then. */
  readonly greet?: (socket: Socket) => void;
  readonly answer?: (socket: Socket) => void;
}

/** The address of a server that says what a test wants, never ends a connection by itself and has sent so many bytes. */
async function hostile({ greet = (socket) => void socket.write(signedIn), answer = () => {} }: Hostile) {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => {}));
    let greeted = false;
    socket.on('data', () => {
      if (greeted) answer(socket);
      else greet(socket);
      greeted = true;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.unshift(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { address: `postgres://a:planted-password@127.0.0.1:${port}/x`, sockets };
}

const limits = { socket: () => new Socket(), statementTimeoutMilliseconds: 300, answerBytes: 1_000_000 };
const open = (address: string): AttachedDatabase => {
  const database = attachDatabase(address, limits);
  closing.unshift(() => database.close());
  return database;
};
const one = statement('select 1 as one');
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code,
  );
/** What breaks off once somebody has signed in may be back in a moment. */
const told = /^database\.(source-unreachable|unavailable)$/;
/** What came until it was ended, with what is still on its way: far from all that was to be sent. */
const mostBytes = 60_000_000;

const floods: Readonly<Record<string, (socket: Socket) => void>> = {
  'sends notices without an end': (socket) => forEver(socket, notice),
  'sends rows of nothing without an end': (socket) => {
    socket.write(Buffer.concat([message('1'), described, message('2')]));
    forEver(socket, Buffer.concat(Array<Buffer>(2000).fill(emptyRow)));
  },
  'sends one message without an end': (socket) => {
    socket.write(message('D', Buffer.alloc(0), 0x7fff_ffff));
    forEver(socket, Buffer.alloc(65_536));
  },
  'sends noise without an end': (socket) => forEver(socket, Buffer.alloc(65_536, 0xff)),
};

describe('a PostgreSQL of others', () => {
  test.each(Object.entries(floods))('that %s is ended and told, when it answers', async (_, answer) => {
    const { address, sockets } = await hostile({ answer });
    expect(await codeOf(open(address).query(testContext(), one))).toMatch(told);
    expect(Math.max(...[...sockets].map(({ bytesWritten }) => bytesWritten))).toBeLessThan(mostBytes);
    await expect.poll(() => [...sockets].every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true);
  });

  test.each(Object.entries(floods))('that %s is ended and told, when it greets', async (_, greet) => {
    const { address, sockets } = await hostile({ greet });
    expect(await codeOf(open(address).query(testContext(), one))).toMatch(told);
    expect(Math.max(...[...sockets].map(({ bytesWritten }) => bytesWritten))).toBeLessThan(mostBytes);
    await expect.poll(() => [...sockets].every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true);
  });

  test('that never answers is given up, also in a transaction, and the next one is asked anew', async () => {
    const { address, sockets } = await hostile({});
    const database = open(address);
    const both = [database.query(testContext(), one), database.change(testContext(), (there) => there.query(testContext(), one))];
    expect(await Promise.all(both.map(codeOf))).toEqual(Array(2).fill('database.source-unreachable'));
    await expect.poll(() => [...sockets].every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true);
    expect(sockets.size).toBe(2);
  });

  test('that does not stop when it is asked to lets whoever went away go', async () => {
    const { address } = await hostile({});
    const leaving = new AbortController();
    const database = attachDatabase(address, { ...limits, statementTimeoutMilliseconds: 60_000 });
    closing.unshift(() => database.close());
    const asked = codeOf(database.query({ ...testContext(), signal: leaving.signal }, one));
    setTimeout(() => leaving.abort(), 50);
    expect(await asked).toBe('plinth.cancelled');
  });

  test.each<[string, Hostile]>([
    ['is another system', { greet: (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') }],
    ['ends at once', { greet: (socket) => socket.destroy() }],
    ['dies within a message', { answer: (socket) => void socket.end(message('D', Buffer.alloc(2), 100)) }],
    [
      'signs in with what it should not know how to say',
      { greet: (socket) => void socket.write(message('R', Buffer.from([0, 0, 0, 12, 120]))) },
    ],
    ['answers with an error that does not end', { answer: (socket) => void socket.write(message('E', Buffer.from('SERROR'))) }],
    ['answers with messages that there are none of', { answer: (socket) => void socket.write(message('?', Buffer.alloc(9))) }],
    ['counts more columns than it has', { answer: (socket) => void socket.write(message('T', Buffer.from([0x7f, 0xff]))) }],
    [
      'counts more values than it has',
      { answer: (socket) => void socket.write(Buffer.concat([described, message('D', Buffer.from([0x7f, 0xff]))])) },
    ],
    ['has a message that is shorter than its length', { answer: (socket) => void socket.write(message('D', Buffer.alloc(0), 0)) }],
    ['asks for a password in a way that nobody knows', { greet: (socket) => void socket.write(message('R', Buffer.from([0, 0, 0, 99]))) }],
  ])('that %s is told, without the password', async (_, says) => {
    const { address } = await hostile(says);
    const error = (await open(address)
      .query(testContext(), one)
      .catch((thrown: unknown) => thrown)) as Error & { code?: string };
    expect(error.code).toMatch(told);
    expect(JSON.stringify([error, error.message])).not.toContain('planted-password');
  });

  test.each<[string, Hostile]>([
    ['never answers', {}],
    ['sends notices without an end', { answer: (socket) => forEver(socket, notice) }],
  ])('that %s is not looked at without an end, and need not say farewell', async (_, says) => {
    const { address } = await hostile(says);
    const looking = readCatalog(address, { socket: limits.socket, statementTimeoutMilliseconds: 100 });
    expect(await codeOf(looking)).toBe('database.source-unreachable');
  });
});
