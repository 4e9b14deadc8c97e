import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import type { ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ConnectionPool } from './pool.ts';
import { statement } from './statement.ts';

/** PostgreSQL behind a door that opens late. */
let door: Server;
let late = 0;
let config: ClientConfig;
beforeAll(async () => {
  const { embedded } = inject('postgres');
  door = createServer((caller) => {
    const onward = connect(Number(embedded.port), String(embedded.host));
    for (const socket of [caller, onward]) socket.on('error', () => {});
    onward.pipe(caller);
    setTimeout(() => caller.pipe(onward), late);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  config = { ...embedded, host: '127.0.0.1', port: (door.address() as AddressInfo).port };
});
afterAll(() => {
  door.close();
});

const poolOf = (size: number, waitMilliseconds: number) => new ConnectionPool({ config, size, statementLimit: 10, waitMilliseconds });

test('a connection that is open only when nobody waits for it any more belongs to the next', async () => {
  late = 0;
  const pool = poolOf(1, 100);
  const first = await pool.acquire();
  const waiting = pool.acquire();
  late = 400;
  first.discard();
  pool.release(first);
  await expect(waiting).rejects.toMatchObject({ code: 'database.busy' });
  await expect.poll(() => pool.usage()).toEqual({ open: 1, idle: 1, waiting: 0 });
  const next = await pool.acquire();
  expect((await next.run([{ statement: statement('select 1 as one'), values: [] }]))[0]?.rows).toEqual([{ one: 1 }]);
  pool.release(next);
  await pool.close();
});

test('a connection that replaces a lost one serves whoever waits longest', async () => {
  late = 0;
  const pool = poolOf(1, 5000);
  const first = await pool.acquire();
  const order: string[] = [];
  const serve = (name: string) =>
    pool.acquire().then((connection) => {
      order.push(name);
      pool.release(connection);
    });
  const both = Promise.all([serve('one'), serve('two')]);
  first.discard();
  pool.release(first);
  await both;
  expect(order).toEqual(['one', 'two']);
  expect(pool.usage()).toEqual({ open: 1, idle: 1, waiting: 0 });
  await pool.close();
});

test('a process that stood still longer than anybody waits turns nobody away for whom a connection is free', async () => {
  late = 0;
  const pool = poolOf(1, 200);
  const first = await pool.acquire();
  const work = first.run([{ statement: statement('select pg_sleep(0.05)'), values: [] }]).then(() => pool.release(first));
  const waiting = pool.acquire();
  // The statement is on its way when everything stops.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const until = performance.now() + 400;
  while (performance.now() < until);
  await work;
  pool.release(await waiting);
  await pool.close();
});

test('closing lets what is under way come to its end, and resolves when no connection is open any more', async () => {
  late = 0;
  const pool = poolOf(2, 200);
  const [idle, lent] = [await pool.acquire(), await pool.acquire()];
  pool.release(idle);
  let isClosed = false;
  const closing = pool.close().then(() => {
    isClosed = true;
  });
  await expect(pool.acquire()).rejects.toMatchObject({ code: 'database.unavailable' });
  const [slept] = await lent.run([{ statement: statement('select pg_sleep(0.1)::text as slept'), values: [] }]);
  expect(slept?.rows).toEqual([{ slept: '' }]);
  expect([isClosed, pool.usage().open]).toEqual([false, 1]);
  pool.release(lent);
  await closing;
  expect(pool.usage()).toEqual({ open: 0, idle: 0, waiting: 0 });
});

test('a connection that is never given back is ended when the pool has waited long enough', async () => {
  late = 0;
  const pool = new ConnectionPool({ config, size: 1, statementLimit: 10, waitMilliseconds: 200, closeMilliseconds: 50 });
  const kept = await pool.acquire();
  const work = kept.run([{ statement: statement('select pg_sleep(10)'), values: [] }]);
  const outcome = expect(work).rejects.toThrow();
  await pool.close();
  expect(kept.broken).toBe(true);
  await outcome;
});
