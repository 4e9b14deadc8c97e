import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Operation } from '@plinth/api-contract';
import { type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { LongOperations, longOperationMigrations } from '@plinth/long-operations';
import { memoryStorage } from '@plinth/object-storage/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { permissionsFor } from '../access/access.ts';
import { applyMigration } from '../migration/migrate.ts';
import { recordStoreMigrations } from '../migration/platform-migrations.ts';
import type { ApplicationModel } from '../model/entity-model.ts';
import { importOperations } from './import-operations.ts';
import { importRecords } from './import-records.ts';
import type { TallyState } from './import-report.ts';
import type { ImportOptions, ImportTarget } from './import-target.ts';

const files: DefinitionFiles = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/district.yaml': `label: District
fields:
  number: { type: integer, required: true, unique: true }
  name: { type: text, required: true }
  salary: { type: decimal, scale: 2 }
`,
  'entities/client.yaml': `label: Client
history: true
fields:
  number: { label: Client number, type: integer, required: true, unique: true, minimum: 1 }
  name: { type: text, maxLength: 100 }
  email: { type: email, unique: true }
  birthDate: { type: date, validations: [ { rule: 'birthDate < date("2020-01-01")', message: is too late } ] }
  sex: { type: choice, options: { female: Female, male: Male } }
  district: { type: reference, target: district, required: true }
  active: { type: boolean, default: true }
  greeting: { type: text, computed: '"Dear " + name' }
`,
  'roles.yaml': `clerk: { permissions: { district: all, client: all } }
teller: { permissions: { district: [ read ], client: [ read, create ] } }
own: { permissions: { client: { operations: [ import ], rowRule: 'sex = "male"' }, district: [ read ] } }
outsider: { permissions: { client: [ import ], district: { operations: [ read ], rowRule: number > 1 } } }
blind: { permissions: { client: { operations: [ import ], locked: [ email ] }, district: [ read ] } }
`,
  'imports/districts.yaml': `entity: district
fields: { number: number(code), name: District name, salary: 'if salary = "?" then null else number(salary)' }
matchBy: [ number ]
`,
  'imports/clients.yaml': `entity: client
fields: { number: number(id), name: name, email: email, district: number(district) }
lookups: { district: number }
`,
  'imports/berka.yaml': `entity: client
format: { delimiter: ';' }
fields:
  number: number(client_id)
  birthDate: |-
    {
      month: number(substring(birth_number, 3, 2)),
      real: if month > 50 then month - 50 else month,
      result: date("19" + substring(birth_number, 1, 2) + "-" + (if real < 10 then "0" else "") + string(real) + "-" + substring(birth_number, 5, 2))
    }.result
  sex: if number(substring(birth_number, 3, 2)) > 50 then "female" else "male"
  district: number(district_id)
lookups: { district: number }
matchBy: [ number ]
`,
  'imports/berkaDistricts.yaml': `entity: district
fields: { number: number(A1), name: A2, salary: number(A11) }
matchBy: [ number ]
`,
};

const berka = fileURLToPath(new URL('../../../../../../shared/data/berka/', import.meta.url));

async function* once(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}

describeDatabases((server) => {
  let database: TestDatabase;
  let model: ApplicationModel;
  const environment = { id: 'env1', key: 'test' };
  const context = testContext({ environment });

  beforeAll(async () => {
    database = await testDatabase({ migrations: [...longOperationMigrations, ...recordStoreMigrations], server: server() });
    const { definition, problems } = readFiles(files);
    expect(problems).toEqual([]);
    ({ model } = await applyMigration(context, database.database, { definition }));
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    for (const key of ['client', 'district']) await database.database.query(context, statement(`delete from ${tableOf(key)}`));
    await run('districts', 'code,District name,salary\n1,Praha,12541\n18,Plzeň,?\n');
  });

  const tableOf = (key: string) => model.entities.get(key)?.qualified ?? '';
  const rowsOf = async (sql: string) => (await database.database.query(context, statement(sql))).rows;

  function operations(): readonly Operation[] {
    const storage = memoryStorage();
    const applications = { find: async () => model };
    const longOperations = new LongOperations({ database: database.database, storage, authorize: () => {} });
    return importOperations({ database: database.database, storage, applications, longOperations });
  }

  function run(
    name: string,
    content: string | Uint8Array | AsyncIterable<Uint8Array>,
    options: ImportOptions = {},
    as: RequestContext = context,
    how: Pick<ImportTarget, 'matchBy' | 'lookups'> = {},
  ) {
    const bytes = typeof content === 'string' || content instanceof Uint8Array ? once(content) : content;
    const record = model.imports.get(name) ?? null;
    const target = { database: database.database, model, permissions: permissionsFor(as, model), import: record };
    return importRecords(as, record === null ? { ...target, entity: name, ...how } : target, bytes, options);
  }

  const spoiled = [
    'id;name;email;district',
    '1;Ada;ada@example.com;1',
    'x;Bob;bob@example.com;1',
    '3;Cid;cid@example.com;99',
    '4;Dan;ada@example.com;1',
    '5;"Eve;eve@example.com;1',
    '6;"Flo";flo@example.com;18',
    `7;${'g'.repeat(10_000_000)};g@example.com;1`,
    '8;Hal;hal;18',
    '9;Ida;ida@example.com',
    '1;Jan;jan@example.com;1',
    '-2;Kim;kim@example.com;',
    '12;Lea;;18',
  ].join('\n');

  test('a spoiled file: each bad row with its column and reason, and the good rows remain', async () => {
    const report = await run('clients', spoiled);
    expect(report).toMatchObject({ kept: true, total: 12, imported: 3, updated: 0, failed: 9, moreRows: 0, delimiter: ';' });
    const byRow = report.rows.map(({ row, column, reason }) => [row, column, reason]);
    expect(byRow).toEqual([
      [3, 'id', 'gives no integer for number'],
      [4, 'district', 'refers to a district that does not exist'],
      [5, 'email', 'is taken by another record'],
      [6, 'name', expect.stringContaining('quote')],
      [8, 'name', 'is longer than 1000000 characters'],
      [9, 'email', 'must be an e-mail address'],
      [10, null, 'has 3 values where the header names 4'],
      [11, 'id', 'is taken by another record'],
      [12, 'id', 'must be at least 1'],
      [12, 'district', 'is required'],
    ]);
    expect(report.rows.find(({ row }) => row === 4)?.value).toBe('99');
    expect(await rowsOf(`select number::integer, name, active, greeting from ${tableOf('client')} order by number`)).toEqual([
      { number: 1, name: 'Ada', active: true, greeting: 'Dear Ada' },
      { number: 6, name: 'Flo', active: true, greeting: 'Dear Flo' },
      { number: 12, name: 'Lea', active: true, greeting: 'Dear Lea' },
    ]);
  });

  test('each record has its event and, where kept, its history', async () => {
    const before = await rowsOf(`select count(*)::integer as n from "${model.schema}"."_outbox"`);
    await run('clients', spoiled);
    const after = await rowsOf(`select count(*)::integer as n from "${model.schema}"."_outbox"`);
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(3);
    const history = model.entities.get('client')?.historyTable;
    expect(
      await rowsOf(`select count(*)::integer as n from "${model.schema}"."${history}" h join ${tableOf('client')} c on c.id = h.id`),
    ).toEqual([{ n: 3 }]);
  });

  test('a file imported a second time: every row is taken, and each is named', async () => {
    const lines = ['id;name;email;district', ...Array.from({ length: 1500 }, (_, place) => `${place + 1};Name ${place};;1`)];
    expect(await run('clients', lines.join('\n'))).toMatchObject({ imported: 1500, failed: 0 });
    const again = await run('clients', [...lines, '2000;New;;1', '2000;New again;;1'].join('\n'));
    expect(again).toMatchObject({ imported: 1, failed: 1501, moreRows: 501 });
    expect(again.rows).toHaveLength(1000);
    expect(again.rows[0]).toEqual({ row: 2, column: 'id', reason: 'is taken by another record', value: '1' });
  });

  test('over the API: the mapping is named in the query, the file is the body', async () => {
    const [preview, start] = operations();
    const call = (operation: Operation | undefined, input: object) =>
      operation?.handle(context, { content: once('code;District name;salary\n30;Opava;1\n'), ...input } as never, { application: 'bank' });
    expect(await call(preview, { mapping: 'districts', rows: 10 })).toMatchObject({ kept: false, imported: 1 });
    const done = { done: 37, total: 37, unit: 'bytes' };
    expect(await call(start, { mapping: 'districts', wait: 20 })).toMatchObject({
      ...{ operation: 'imports.start', status: 'succeeded', progress: done, problem: null, createdBy: context.actor.id },
      result: { kept: true, imported: 1 },
    });
    const again = { entity: 'district', matchBy: ' number ,', content: once('number,name\n30,Opava 2\n') };
    expect(await call(start, { ...again, dryRun: true, wait: 20 })).toMatchObject({ result: { kept: false, updated: 1 } });
    expect(await call(preview, { ...again, content: once('number,name\n30,Opava 3\n') })).toMatchObject({ kept: false, updated: 1 });
    expect(await rowsOf(`select name from ${tableOf('district')} where number = 30`)).toEqual([{ name: 'Opava' }]);
    for (const operation of [preview, start]) {
      await expect(call(operation, { mapping: 'district' })).rejects.toMatchObject({ code: 'imports.unknown-import' });
      await expect(call(operation, {})).rejects.toMatchObject({ code: 'records.unknown-entity' });
      const both = { mapping: 'districts', matchBy: 'number' };
      await expect(call(operation, both)).rejects.toMatchObject({ code: 'imports.two-mappings' });
    }
  });

  test('what is wrong with the file itself ends the operation with its problem', async () => {
    const [, start] = operations();
    const answer = await start?.handle(context, { content: once(''), mapping: 'districts', wait: 20 } as never, { application: 'bank' });
    expect(answer).toMatchObject({ status: 'failed', result: null, problem: { code: 'imports.unreadable', status: 422 } });
  });

  test('gone on with after a batch: rows before are not taken twice, and the file’s own doubles are known', async () => {
    const rows = Array.from({ length: 2500 }, (_, place) => `${place + 100};Name ${place};1`);
    const text = ['code;District name;salary', ...rows.slice(0, 10), 'x;wrong;1', ...rows.slice(10), '105;Again;1'].join('\n');
    let kept: TallyState | undefined;
    const first = run('districts', text, {
      keep: async (_transaction, state) => {
        if (state.total > 1000) throw new Error('The server is gone.');
        kept = structuredClone(state);
      },
    });
    await expect(first).rejects.toThrow('The server is gone.');
    expect(kept).toMatchObject({ total: 1000, imported: 999, failed: 1 });
    expect(kept?.refused).toEqual([[12, 12]]);
    const report = await run('districts', text, kept === undefined ? {} : { from: kept });
    expect(report.refused).toEqual([
      [12, 12],
      [2503, 2503],
    ]);
    expect(report).toMatchObject({ total: 2502, imported: 2500, updated: 0, failed: 2 });
    expect(report.rows.map(({ row, reason }) => [row, reason])).toEqual([
      [12, expect.stringContaining('number')],
      [2503, 'is the same as in row 7'],
    ]);
    expect(await rowsOf(`select count(*)::integer as n from ${tableOf('district')} where number >= 100`)).toEqual([{ n: 2500 }]);
  });

  test('a preview answers though most of the body was not read', async () => {
    const [preview] = operations();
    const http = createServer(async (request, response) => {
      const input = { mapping: 'districts', rows: 1000, content: request };
      const report = await preview?.handle(context, input as never, { application: 'bank' });
      response.end(JSON.stringify(report));
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    try {
      const rows = Array.from({ length: 80_000 }, (_, row) => `${row + 100},${'Name '.repeat(30)},1.00`);
      const { port } = http.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: `code,District name,salary\n${rows.join('\n')}` });
      expect(await answer.json()).toMatchObject({ kept: false, total: 1000, imported: 1000, failed: 0 });
    } finally {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    }
  });

  test('all or nothing: a bad row keeps the good ones out', async () => {
    const report = await run('clients', spoiled, { allOrNothing: true });
    expect(report).toMatchObject({ kept: false, total: 12, imported: 0, failed: 9 });
    expect(await rowsOf(`select id from ${tableOf('client')}`)).toEqual([]);
    const good = await run('clients', 'id;name;email;district\n1;Ada;;1\n', { allOrNothing: true });
    expect(good).toMatchObject({ kept: true, imported: 1, failed: 0 });
    expect(await rowsOf(`select name from ${tableOf('client')}`)).toEqual([{ name: 'Ada' }]);
  });

  test('a preview shows what would be and changes nothing', async () => {
    const report = await run('clients', spoiled, { preview: 3 });
    expect(report).toMatchObject({ kept: false, total: 3, imported: 1, failed: 2 });
    expect(report.columnTypes).toEqual(['text', 'text', 'email', 'integer']);
    expect(report.fields).toEqual({ number: ['id'], name: ['name'], email: ['email'], district: ['district'] });
    expect(report.preview).toMatchObject([{ row: 2, values: { number: 1, name: 'Ada', greeting: 'Dear Ada' } }]);
    expect(await rowsOf(`select id from ${tableOf('client')}`)).toEqual([]);
  });

  test('matched records are updated, and a second row of the same record is an error', async () => {
    const report = await run('districts', 'code,District name,salary\n1,Prague,13000\n20,Brno,9000\n20,Brno again,1\n18,Plzeň,abc\n');
    expect(report).toMatchObject({ imported: 1, updated: 1, failed: 2 });
    expect(report.rows).toMatchObject([
      { row: 4, column: 'code', reason: 'is the same as in row 3' },
      { row: 5, column: 'salary', reason: 'gives no decimal for salary', value: 'abc' },
    ]);
    expect(await rowsOf(`select number::integer, name, salary, version from ${tableOf('district')} order by number`)).toEqual([
      { number: 1, name: 'Prague', salary: '13000.00', version: 2 },
      { number: 18, name: 'Plzeň', salary: null, version: 1 },
      { number: 20, name: 'Brno', salary: '9000.00', version: 1 },
    ]);
  });

  test('without a mapping, records are matched and references found by fields that are named', async () => {
    const how = { matchBy: ['number'], lookups: { district: 'number' } };
    expect(await run('client', 'number,name,district\n1,Ada,18\n', {}, context, how)).toMatchObject({ imported: 1, failed: 0 });
    const report = await run('client', 'number,name,district\n1,Ada L.,1\n2,Bob,7\n3,Cid,7\n5,,1\n7,Dan,9\n', {}, context, how);
    expect(report).toMatchObject({ imported: 1, updated: 1, failed: 3 });
    expect(report.refused).toEqual([
      [3, 4],
      [6, 6],
    ]);
    expect(await rowsOf(`select number::integer, name from ${tableOf('client')} order by number`)).toEqual([
      { number: 1, name: 'Ada L.' },
      { number: 5, name: null },
    ]);
    const misfits: Pick<ImportTarget, 'matchBy' | 'lookups'>[] = [
      { matchBy: ['email'] },
      { lookups: { name: 'number' } },
      { lookups: { district: 'salary2' } },
      { lookups: { email: 'x' } },
    ];
    for (const wrong of misfits)
      await expect(run('client', 'number,name,district\n1,a,1\n', {}, context, wrong)).rejects.toMatchObject({
        code: 'imports.unknown-column',
      });
  });

  test('a dry run tells what an import would do, beyond any preview, and keeps nothing', async () => {
    const rows = Array.from({ length: 2100 }, (_, place) => `${place + 100},${place % 100 === 0 ? '' : 'Name'}`);
    const report = await run('district', ['number,name', ...rows].join('\n'), { dryRun: true });
    expect(report).toMatchObject({ kept: false, total: 2100, imported: 2079, failed: 21, moreRows: 0 });
    expect(report.preview).toHaveLength(20);
    expect(report.refused.slice(0, 2)).toEqual([
      [2, 2],
      [102, 102],
    ]);
    expect(await rowsOf(`select count(*)::integer as n from ${tableOf('district')}`)).toEqual([{ n: 2 }]);
  });

  test('columns called like fields need no mapping; values are read as people write them', async () => {
    const [plzen] = await rowsOf(`select id from ${tableOf('district')} where number = 18`);
    const report = await run(
      'client',
      `Client number\tbirthDate\tactive\tdistrict\tunknown\n1\t24.12.1970\tno\t${plzen?.id}\tx\n2\t2030-01-01\tmaybe\t${plzen?.id}\t\n`,
    );
    expect(report).toMatchObject({ imported: 1, failed: 1, delimiter: '\t' });
    expect(report.rows).toEqual([{ row: 3, column: 'active', reason: 'must be true or false', value: 'maybe' }]);
    expect(await rowsOf(`select "birth_date"::text, active from ${tableOf('client')}`)).toEqual([
      { birth_date: '1970-12-24', active: false },
    ]);
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffid;name;email;district\n1;Božena Šťastná;;18\n', 'utf16le')],
    [
      'Latin-2',
      Buffer.concat([
        Buffer.from('id;name;email;district\n1;Bo'),
        Buffer.from([0xbe]),
        Buffer.from('ena '),
        Buffer.from([0xa9, 0xbb]),
        Buffer.from('astn'),
        Buffer.from([0xe1]),
        Buffer.from(';;18\n'),
      ]),
    ],
  ])('a file in %s', async (_name, bytes) => {
    expect(await run('clients', bytes)).toMatchObject({ imported: 1, failed: 0 });
    expect(await rowsOf(`select name from ${tableOf('client')}`)).toEqual([{ name: 'Božena Šťastná' }]);
  });

  test('bytes that are no text are an error of their row', async () => {
    const lines = `id;name;email;district\n1;Božena;;18\n2;${'x'.repeat(70_000)};;\n3;`;
    const report = await run('clients', Buffer.concat([Buffer.from(lines), Buffer.from([0xff, 0x3b, 0x3b, 0x31, 0x0a])]));
    expect(report.rows.find(({ row }) => row === 4)).toEqual({
      row: 4,
      column: 'name',
      reason: 'holds bytes that are no characters of the encoding',
    });
  });

  const as = (role: string) =>
    testContext({
      environment,
      actor: { ...systemActor, kind: 'member', id: 'ada', applicationRoles: { 'bank@test': [role] } },
    });

  test('a role that may import does, and finds only references that it may read', async () => {
    const content = 'id;name;email;district\n1;Ada;;1\n';
    expect(await run('clients', content, {}, as('clerk'))).toMatchObject({ imported: 1, failed: 0 });
    expect(await rowsOf(`select created_by from ${tableOf('client')}`)).toEqual([{ created_by: 'ada' }]);
    const report = await run('clients', content.replace('1;Ada', '2;Bob'), {}, as('outsider'));
    expect(report.rows).toEqual([{ row: 2, column: 'district', reason: 'refers to a district that does not exist', value: '1' }]);
  });

  describe('what cannot be imported at all', () => {
    test.each([
      ['nothing', 'clients', '', 'imports.unreadable'],
      ['a header with one name twice', 'clients', 'id;id\n1;2\n', 'imports.unreadable'],
      ['a column that is missing', 'clients', 'id;name;mail;district\n1;a;;1\n', 'imports.unknown-column'],
      ['no column called like a field', 'client', 'a;b\n1;2\n', 'imports.unreadable'],
      ['an entity that is none', 'clint', 'a;b\n1;2\n', 'records.unknown-entity'],
    ])('%s', async (_name, key, content, code) => {
      await expect(run(key, content)).rejects.toMatchObject({ code });
    });

    test.each([
      ['teller', 'records.denied'],
      ['blind', 'records.field-denied'],
    ])('by a %s', async (role, code) => {
      await expect(run('clients', 'id;name;email;district\n1;a;;1\n', {}, as(role))).rejects.toMatchObject({ code });
      expect(await rowsOf(`select id from ${tableOf('client')}`)).toEqual([]);
    });

    test('a row that the importer’s rule keeps out', async () => {
      const report = await run('clients', 'id;name;email;district\n1;a;;1\n', {}, as('own'));
      expect(report).toMatchObject({ imported: 0, failed: 1, rows: [{ row: 2, reason: 'You may not import records of Client.' }] });
      expect(await rowsOf(`select id from ${tableOf('client')}`)).toEqual([]);
    });
  });

  test.skipIf(!existsSync(berka) && process.env.CI === undefined)('the clients of a real bank (shared/data/berka)', async () => {
    expect(existsSync(berka), `${berka} is missing`).toBe(true);
    expect(await run('berkaDistricts', createReadStream(`${berka}district.asc`))).toMatchObject({
      total: 77,
      imported: 75,
      updated: 2,
      failed: 0,
    });
    expect(await run('berka', createReadStream(`${berka}client.asc`))).toMatchObject({ total: 5369, imported: 5369, failed: 0 });
    const expected = readFileSync(`${berka}client.asc`, 'latin1')
      .split(/\r?\n/)
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => {
        const [number, born = '', district] = line.replaceAll('"', '').split(';');
        const month = Number(born.slice(2, 4));
        const real = String(month > 50 ? month - 50 : month).padStart(2, '0');
        return `${number} 19${born.slice(0, 2)}-${real}-${born.slice(4)} ${month > 50 ? 'female' : 'male'} ${district}`;
      });
    const stored = await rowsOf(
      `select concat_ws(' ', c.number, c.birth_date, c.sex, d.number) as line from ${tableOf('client')} c join ${tableOf('district')} d on d.id = c.district`,
    );
    expect(stored.map(({ line }) => line).sort()).toEqual(expected.sort());
    expect(await run('berka', createReadStream(`${berka}client.asc`))).toMatchObject({ imported: 0, updated: 5369, failed: 0 });
  });
});
