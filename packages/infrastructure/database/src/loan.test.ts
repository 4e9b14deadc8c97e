import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabaseContext, statement } from './index.ts';
import { describeDatabases, type TestDatabase, testDatabase } from './testing.ts';

function contextOf(signal: AbortSignal): DatabaseContext {
  return { tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' }, environment: null, signal };
}

const calm = contextOf(new AbortController().signal);
const sleep = statement('select pg_sleep($1)');
const process = statement('select pg_backend_pid()');

function abortAfter(milliseconds: number): DatabaseContext {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return contextOf(controller.signal);
}

describeDatabases((server) => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await testDatabase({ migrations: [], server: server(), poolSize: 1, waitMilliseconds: 10_000 });
  });
  afterAll(() => own.close());

  describe('a connection on loan', () => {
    test('a cancel that comes late never hits the next one who has the connection', async () => {
      for (let round = 0; round < 25; round++) {
        // Aborted just when its statement ends, sometimes before, sometimes after.
        const controller = new AbortController();
        const first = own.database.query(contextOf(controller.signal), sleep, ['0.002']).catch((error: { code: string }) => error.code);
        const second = own.database.query(calm, sleep, ['0.03']);
        await new Promise((done) => setTimeout(done, round % 5));
        controller.abort();
        await first;
        expect((await second).count).toBe(1);
      }
    });

    test('a request aborted while it waits for a connection does not run', async () => {
      const busy = own.database.query(calm, sleep, ['0.2']);
      const started = performance.now();
      await expect(own.database.query(abortAfter(50), sleep, ['5'])).rejects.toMatchObject({ code: 'plinth.cancelled' });
      expect(performance.now() - started).toBeLessThan(2000);
      await busy;
    });

    test('an abort stops what the owner runs', async () => {
      const started = performance.now();
      const context = abortAfter(100);
      const slow = own.database.asOwner(context, (transaction) => transaction.query(context, sleep, ['5']));
      await expect(slow).rejects.toMatchObject({ code: 'plinth.cancelled' });
      expect(performance.now() - started).toBeLessThan(2000);
    });

    test('an abort stops the fetch of a stream that is running', async () => {
      const started = performance.now();
      const rows = own.database.stream(abortAfter(100), statement('select pg_sleep(5) from generate_series(1, 2)'));
      await expect(rows.next()).rejects.toMatchObject({ code: 'plinth.cancelled' });
      expect(performance.now() - started).toBeLessThan(2000);
      expect(await own.database.value(calm, statement('select 1'))).toBe(1);
    });

    test('a transaction that a statement opened does not reach the next request', async () => {
      const before = await own.database.value(calm, process);
      await own.database.query(calm, statement('begin'));
      expect(await own.database.value(calm, process)).not.toBe(before);
    });
  });
});
