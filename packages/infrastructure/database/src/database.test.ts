import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyRow, copyTarget, type DatabaseContext, findUnprotectedTables, refusalOf, statement, type Transaction } from './index.ts';
import { describeDatabases, type TestDatabase, testDatabase } from './testing.ts';

const migrations = [
  {
    package: 'databasetest',
    number: 1,
    name: 'notes',
    sql: `create table plinth.note (tenant_id uuid not null, id integer generated always as identity, text text not null unique);
      alter table plinth.note enable row level security; alter table plinth.note force row level security;
      create policy tenant on plinth.note using (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid));
      grant select, insert, update, delete on plinth.note to plinth_runtime;`,
  },
];

function contextOf(id: string, signal = new AbortController().signal): DatabaseContext {
  return { tenant: { id, key: id }, environment: null, signal };
}

const acme = contextOf('00000000-0000-7000-8000-00000000000a');
const beta = contextOf('00000000-0000-7000-8000-00000000000b');
const nobody = contextOf('');

const insert = statement(`insert into plinth.note (tenant_id, text) values ($1, $2) returning id`);
const texts = statement('select text from plinth.note order by id');

describeDatabases((server) => {
  let test1: TestDatabase;
  beforeAll(async () => {
    test1 = await testDatabase({ migrations, server: server() });
  });
  afterAll(() => test1.close());
  const database = () => test1.database;

  describe('isolation', () => {
    beforeAll(async () => {
      await database().query(acme, insert, [acme.tenant.id, 'of acme']);
      await database().query(beta, insert, [beta.tenant.id, 'of beta']);
    });

    test('a tenant sees its own rows, an unset one none', async () => {
      expect((await database().query(acme, texts)).rows).toEqual([{ text: 'of acme' }]);
      expect((await database().query(beta, texts)).rows).toEqual([{ text: 'of beta' }]);
      expect((await database().query(nobody, texts)).rows).toEqual([]);
    });

    test('writing for another tenant is refused, changing its rows touches none', async () => {
      const refused = await database().query(acme, insert, [beta.tenant.id, 'forged']).catch(refusalOf);
      expect(refused).toMatchObject({ kind: 'denied' });
      const changed = await database().query(acme, statement(`update plinth.note set text = 'mine' where tenant_id = $1`), [
        beta.tenant.id,
      ]);
      expect(changed.count).toBe(0);
    });

    test('a setting does not outlive its statement, nor reach the next user of the connection', async () => {
      const { rows } = await database().query(nobody, statement(`select current_setting('plinth.tenant', true) as tenant`));
      expect(rows).toEqual([{ tenant: '' }]);
    });

    test('the runtime is no superuser, owns nothing and cannot step out of row-level security', async () => {
      const me = statement(
        `select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
      );
      expect((await database().query(acme, me)).rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }]);
      const off = database().batch(acme, [
        { statement: statement('set local row_security = off'), values: [] },
        { statement: texts, values: [] },
      ]);
      await expect(off).rejects.toThrow('row-level security');
      for (const attempt of [
        'set role plinth_owner',
        'set session authorization plinth_owner',
        'alter table plinth.note disable row level security',
        'drop policy tenant on plinth.note',
      ]) {
        await expect(database().query(acme, statement(attempt)), attempt).rejects.toThrow();
      }
    });

    test('even the owner sees only the tenant it is bound to', async () => {
      const rows = await database().asOwner(acme, (transaction) => transaction.query(acme, texts));
      expect(rows.rows).toEqual([{ text: 'of acme' }]);
    });
  });

  describe('pipelines', () => {
    test('several statements are one transaction: an error undoes them all', async () => {
      const refused = await database()
        .batch(acme, [
          { statement: insert, values: [acme.tenant.id, 'first'] },
          { statement: insert, values: [acme.tenant.id, 'first'] },
        ])
        .catch(refusalOf);
      expect(refused).toMatchObject({ kind: 'unique', constraint: 'note_text_key', table: 'note' });
      const { rows } = await database().query(acme, statement(`select 1 from plinth.note where text = 'first'`));
      expect(rows).toEqual([]);
    });

    test('values arrive exactly', async () => {
      const echo = statement(
        'select $1::numeric as a, $2::int8 as b, $3::text[] as c, $4::jsonb as d, $5::bytea as e, $6::bool as f, $7::timestamptz as g, $8::text as h',
      );
      const values = [
        '12345678901234567890.123456789',
        9007199254740993n,
        ['a', 'b"\\,{}', null, ''],
        { x: [1] },
        Uint8Array.of(0, 255),
        true,
        new Date(0),
        null,
      ];
      const { rows } = await database().query(acme, echo, values);
      expect(rows[0]).toEqual({
        a: '12345678901234567890.123456789',
        b: '9007199254740993',
        c: ['a', 'b"\\,{}', null, ''],
        d: { x: [1] },
        e: Buffer.from([0, 255]),
        f: true,
        g: '1970-01-01 00:00:00+00',
        h: null,
      });
    });

    test('a statement whose table changed is prepared anew', async () => {
      const all = statement('select * from plinth.note where text = $1');
      await database().query(acme, all, ['none']);
      await database().asOwner(acme, (transaction) => transaction.script('alter table plinth.note add column more text'));
      expect((await database().query(acme, all, ['of acme'])).rows[0]).toHaveProperty('more', null);
    });

    test('a connection keeps only so many prepared statements', async () => {
      const small = await testDatabase({ migrations, server: server(), statementLimit: 5, poolSize: 1 });
      for (let index = 0; index < 30; index++)
        expect(await small.database.value(acme, statement(`select ${index}::text`))).toBe(String(index));
      const kept = await small.database.value(acme, statement('select count(*)::int from pg_prepared_statements'));
      expect(kept).toBeLessThanOrEqual(6);
      await small.close();
    });
  });

  describe('transactions', () => {
    test('who still asks when a transaction has ended is refused, however it ended', async () => {
      const kept: Transaction[] = [];
      await database().transaction(acme, async (transaction) => void kept.push(transaction));
      const failing = database().transaction(beta, async (transaction) => {
        kept.push(transaction);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      for (const transaction of kept) {
        await expect(transaction.query(acme, texts)).rejects.toMatchObject({ code: 'database.transaction-over' });
        await expect(transaction.script('select 1')).rejects.toMatchObject({ code: 'database.transaction-over' });
      }
    });

    test('what was done is undone when the work fails', async () => {
      const failing = database().transaction(acme, async (transaction) => {
        await transaction.query(acme, insert, [acme.tenant.id, 'undone']);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await database().query(acme, statement(`select 1 from plinth.note where text = 'undone'`))).rows).toEqual([]);
    });

    test('an error of the work itself comes out as it was thrown, and the connection stays', async () => {
      const mistake = new TypeError('a mistake');
      const work = async () => {
        throw mistake;
      };
      await expect(database().transaction(acme, work)).rejects.toBe(mistake);
      await expect(database().asOwner(acme, work)).rejects.toBe(mistake);
      const wrong = database().query(acme, texts, [{ big: 1n }]);
      await expect(wrong).rejects.toThrow(TypeError);
      expect((await database().query(acme, texts)).rows).toContainEqual({ text: 'of acme' });
    });

    test('a connection that breaks during the work is reported as the database being away', async () => {
      const own = await testDatabase({ migrations, server: server() });
      const cut = own.database.transaction(acme, async (transaction) => {
        const processId = await transaction.value<number>(acme, statement('select pg_backend_pid()'));
        const administrator = new Client(own.superuser);
        await administrator.connect();
        await administrator.query('select pg_terminate_backend($1)', [processId]);
        await administrator.end();
        await transaction.query(acme, texts);
      });
      await expect(cut).rejects.toMatchObject({ code: 'database.unavailable', status: 503 });
      await own.close();
    });

    test('a serialization failure is tried again', async () => {
      await database().query(acme, insert, [acme.tenant.id, 'counter 0']);
      let attempts = 0;
      const increment = () =>
        database().transaction(
          acme,
          async (transaction) => {
            attempts++;
            const text = await transaction.value(acme, statement(`select text from plinth.note where text like 'counter %'`));
            const next = Number(text?.slice(8)) + 1;
            await new Promise((done) => setTimeout(done, 20));
            await transaction.query(acme, statement(`update plinth.note set text = $1 where text like 'counter %'`), [`counter ${next}`]);
          },
          { isolation: 'serializable', retries: 10 },
        );
      await Promise.all([increment(), increment(), increment()]);
      expect(await database().value(acme, statement(`select text from plinth.note where text like 'counter %'`))).toBe('counter 3');
      expect(attempts).toBeGreaterThan(3);
    });

    test('COPY brings many rows in, exactly, and says how many', async () => {
      const rows = Array.from({ length: 5000 }, (_, index) => copyRow([acme.tenant.id, `row ${index}\t\\N\n"`]));
      const count = await database().asOwner(acme, async (transaction) => {
        await transaction.script('create table plinth.copied (tenant_id uuid, text text)');
        return transaction.copyIn(copyTarget('plinth', 'copied', ['tenant_id', 'text']), rows);
      });
      expect(count).toBe(5000);
      const first = await database().asOwner(acme, (transaction) =>
        transaction.value(acme, statement('select min(text) from plinth.copied')),
      );
      expect(first).toBe('row 0\t\\N\n"');
      await database().asOwner(acme, (transaction) => transaction.script('drop table plinth.copied'));
    });
  });

  test('a stream reads in batches and can be left early', async () => {
    const numbers = statement('select i::int as i from generate_series(1, $1::int) i');
    let seen = 0;
    for await (const rows of database().stream<{ i: number }>(acme, numbers, [10_000], 1000)) {
      seen += rows.length;
      if (seen >= 3000) break;
    }
    expect(seen).toBe(3000);
    let sum = 0;
    for await (const rows of database().stream<{ i: number }>(acme, numbers, [2500], 1000)) for (const { i } of rows) sum += i;
    expect(sum).toBe((2500 * 2501) / 2);
  });

  test('an aborted request stops its statement', async () => {
    const controller = new AbortController();
    const started = performance.now();
    const running = database().query(contextOf(acme.tenant.id, controller.signal), statement('select pg_sleep(20)'));
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'plinth.cancelled' });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('notifications arrive', async () => {
    const heard: string[] = [];
    const stop = await database().listen('test channel', (payload) => heard.push(payload));
    await database().query(acme, statement(`select pg_notify('test channel', $1)`), ['hello']);
    await expect.poll(() => heard).toEqual(['hello']);
    await stop();
  });

  test('connections that were cut are replaced', async () => {
    const own = await testDatabase({ migrations, server: server(), poolSize: 2 });
    await own.database.query(acme, texts);
    const administrator = new Client(own.superuser);
    await administrator.connect();
    await administrator.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'plinth\\_runtime\\_%'`,
    );
    await administrator.end();
    await expect
      .poll(() =>
        own.database.query(acme, texts).then(
          ({ rows }) => rows,
          (error: { code: string }) => error.code,
        ),
      )
      .toEqual([]);
    await own.close();
  });

  test('when every connection is busy a request is turned away soon', async () => {
    const own = await testDatabase({ migrations, server: server(), poolSize: 1, waitMilliseconds: 100 });
    const busy = own.database.query(acme, statement('select pg_sleep(0.5)'));
    await expect(own.database.query(acme, texts)).rejects.toMatchObject({ code: 'database.busy', status: 503, retryAfter: 1 });
    await busy;
    expect((await own.database.query(acme, texts)).rows).toEqual([]);
    await own.close();
  });

  test('a table without a forced policy is found', async () => {
    const own = await testDatabase({ migrations, server: server() });
    const administrator = new Client(own.superuser);
    await administrator.connect();
    await administrator.query(`create schema env_x; create table env_x.open (a int); create table env_x.unforced (a int); alter table env_x.unforced enable row level security;
      create table env_x.bare (a int); alter table env_x.bare enable row level security; alter table env_x.bare force row level security`);
    await administrator.end();
    expect(await findUnprotectedTables(own.superuser)).toEqual([
      { table: 'env_x.bare', reason: 'it has no policy' },
      { table: 'env_x.open', reason: 'row-level security is off' },
      { table: 'env_x.unforced', reason: 'row-level security does not bind its owner' },
    ]);
    await own.close();
  });
});
