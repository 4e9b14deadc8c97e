import { createServer, Socket } from 'node:net';
import { statement } from '@plinth/database';
import { testContext } from '@plinth/foundation/testing';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { attachMariadb, isMariadbAddress, MariadbConnection } from './index.ts';
import { patienceMilliseconds, type TestMariadb, testMariadb } from './testing.ts';

const context = testContext();
const socket = () => new Socket();
const closing: (() => Promise<unknown> | unknown)[] = [];
let database: TestMariadb | null;

beforeAll(async () => {
  database = await testMariadb();
  return () => database?.close();
}, patienceMilliseconds);
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Says the same for as long as anybody listens. */
function forEver(other: Socket, part: Uint8Array): void {
  const more = () => {
    while (!other.destroyed && other.write(part));
    if (!other.destroyed) other.once('drain', more);
  };
  more();
}

/** A server that says something to whoever connects, and the address of it. */
async function answering(say: (socket: Socket) => void): Promise<string> {
  const server = createServer((other) => {
    other.on('error', () => {});
    say(other);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  closing.push(() => server.close());
  return `mariadb://a:hunter22222@127.0.0.1:${(server.address() as { port: number }).port}/x`;
}

test.each<[string, (socket: Socket) => void]>([
  ['is no MariaDB', (other) => other.write('HTTP/1.1 400 Bad Request\r\n\r\nhello hello hello hello')],
  ['ends at once', (other) => other.end()],
  ['dies in its greeting', (other) => other.end(Buffer.from([0x4a, 0, 0, 0, 0x0a, 0x31]))],
  ['sends noise', (other) => other.write(Buffer.alloc(300_000, 0xff))],
  ['refuses', (other) => other.write(Buffer.concat([Buffer.from([9, 0, 0, 0, 0xff, 0x10, 0x04]), Buffer.from('Too ma')]))],
])('a server that %s is told as one that cannot be read, without the password', async (name, say) => {
  const connectMilliseconds = name === 'is no MariaDB' ? 300 : 10_000;
  const error = await MariadbConnection.open(await answering(say), { socket, connectMilliseconds }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'database.source-unreachable' });
  expect(JSON.stringify([error, (error as Error).message])).not.toContain('hunter22222');
});

const greeting = (version: string) =>
  Buffer.concat([
    Buffer.from([0x0a]),
    Buffer.from(`${version}\0`),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from('12345678\0'),
    Buffer.from([0xff, 0xf7, 0x2d, 2, 0, 0xff, 0x81, 21]),
    Buffer.alloc(10),
    Buffer.from('123456789012\0mysql_native_password\0'),
  ]);
const packet = (number: number, body: Buffer) => Buffer.concat([Buffer.from([body.length & 255, body.length >> 8, 0, number]), body]);

test.each<[string, (socket: Socket) => void]>([
  ['never answers', () => {}],
  ['answers without an end', (other) => forEver(other, packet(1, Buffer.alloc(60_000, 1)))],
])('a server that signs in and then %s is given up', async (_, answer) => {
  const address = await answering((other) => {
    other.write(packet(0, greeting('11.4.2-MariaDB')));
    other.once('data', () => {
      other.write(packet(2, Buffer.from([0, 0, 0, 2, 0, 0, 0])));
      other.once('data', () => answer(other));
    });
  });
  const opening = MariadbConnection.open(address, { socket, statementTimeoutMilliseconds: 100, answerBytes: 1_000_000 });
  await expect(opening).rejects.toMatchObject({ code: 'database.source-unreachable' });
});

test('a server that is MySQL, or too old, is not spoken to', async () => {
  const address = await answering((other) => {
    other.write(packet(0, greeting('8.0.40')));
    other.once('data', () => {
      other.write(packet(2, Buffer.from([0, 0, 0, 2, 0, 0, 0])));
      // It understands no statement.
      other.on('data', () => other.write(packet(1, Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from('#42000no such thing')]))));
    });
  });
  await expect(MariadbConnection.open(address, { socket })).rejects.toMatchObject({
    code: expect.stringMatching(/^database\.(source-unreachable|not-mariadb)$/),
  });
});

test('what a server answers has an end, and so does its time', async ({ skip }) => {
  if (database === null) return skip();
  const little = attachMariadb(database.url, { socket, answerBytes: 100_000 });
  const many = statement(`select repeat('x', 1000) as x from seq_1_to_1000000`);
  await expect(little.query(context, many)).rejects.toMatchObject({ code: 'database.source-unreachable' });
  // The connection is gone, and the next one works.
  expect((await little.query(context, statement('select 1 as one'))).rows).toEqual([{ one: 1 }]);
  await little.close();
  const hasty = attachMariadb(database.url, { socket, statementTimeoutMilliseconds: 1000 });
  await expect(hasty.query(context, statement('select sleep(30) as x'))).rejects.toMatchObject({ code: 'database.timeout' });
  const aborted = new AbortController();
  const asked = hasty.query({ ...context, signal: aborted.signal }, statement('select benchmark(100000000000, md5(1)) as x'));
  aborted.abort();
  await expect(asked).rejects.toMatchObject({ code: 'plinth.cancelled' });
  await hasty.close();
});

test('values are never part of a statement, and a server gets no file of this machine', async ({ skip }) => {
  if (database === null) return skip();
  await database.ask('create table t (a varchar(100))');
  const there = attachMariadb(database.url, { socket });
  const hostile = `x'); drop table t; -- \\' $1 ? "`;
  await there.change(context, (transaction) => transaction.query(context, statement('insert into t values ($1)'), [hostile]));
  const found = await there.query(context, statement(`select a, '$1 ?' as "as $1 it" from t where a = $1 and $1 = $2`), [hostile, hostile]);
  expect(found.rows).toEqual([{ a: hostile, 'as $1 it': '$1 ?' }]);
  const load = there.change(context, (transaction) =>
    transaction.query(context, statement(`load data local infile '/etc/passwd' into table t`)),
  );
  await expect(load).rejects.toThrow();
  await expect(
    there.change(context, async (transaction) => {
      await transaction.query(context, statement('delete from t'));
      throw new Error('Something else went wrong.');
    }),
  ).rejects.toThrow('Something else');
  expect((await there.query(context, statement('select count(*) as n from t'))).rows).toEqual([{ n: '1' }]);
  await there.close();
});

test('encryption is asked for, and what has none is not spoken to', async ({ skip }) => {
  if (database === null) return skip();
  const checked = MariadbConnection.open(`${database.url}?sslmode=verify-full`, { socket });
  await expect(checked).rejects.toMatchObject({ code: 'database.source-unreachable' });
  expect(['mariadb://x', 'mysql://x', 'postgres://x', 'x'].map(isMariadbAddress)).toEqual([true, true, false, false]);
});
