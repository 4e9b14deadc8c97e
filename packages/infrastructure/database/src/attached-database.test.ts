import { connect, createServer, type Server, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachDatabase, type DatabaseContext, statement } from './index.ts';
import { type EmptyTestDatabase, emptyTestDatabase } from './testing.ts';

const context: DatabaseContext = {
  tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' },
  environment: null,
  signal: new AbortController().signal,
};
const one = statement('select 1 as one');

let other: EmptyTestDatabase;
let between: Server;
let isSilent = false;
let address: URL;
const sockets = new Set<Socket>();

/** Stands between, and can keep everything to itself. */
beforeAll(async () => {
  other = await emptyTestDatabase();
  address = new URL(other.url);
  const { hostname: host, port } = address;
  between = createServer((near) => {
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => void (isSilent || to.write(bytes)));
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => void between.listen(0, '127.0.0.1', resolve));
  const listening = between.address();
  address.hostname = '127.0.0.1';
  address.port = String(typeof listening === 'object' ? listening?.port : '');
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  between?.close();
  await other?.close();
});

test('a database that falls silent is given up, and asked anew when it answers again', async () => {
  const database = attachDatabase(address.href, {
    socket: () => new Socket(),
    poolSize: 1,
    statementTimeoutMilliseconds: 200,
    silenceMilliseconds: 100,
  });
  expect((await database.query(context, one)).rows).toEqual([{ one: 1 }]);
  isSilent = true;
  await expect(database.query(context, one)).rejects.toMatchObject({ code: 'database.source-unreachable' });
  isSilent = false;
  await expect(
    database.change(context, async (transaction) => {
      await transaction.query(context, one);
      isSilent = true;
      return transaction.query(context, one);
    }),
  ).rejects.toMatchObject({ code: 'database.source-unreachable' });
  isSilent = false;
  expect((await database.query(context, one)).rows).toEqual([{ one: 1 }]);
  await database.close();
});
