import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeDatabases, type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { hostileSchema } from '@plinth/introspection/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from '../application-folder.ts';
import { runIn, temporaryFolder } from '../testing.ts';

const chinook = join(import.meta.dirname, '../../../../../shared/data/chinook/chinook-postgresql.sql');

/** What a schema has beside what has columns. */
const thingsWithoutColumns = `
create sequence lonely_sequence;
create procedure tidy(days integer) language sql as 'select 1';
create aggregate total(integer) (sfunc = int4pl, stype = integer);
create type "Weird Schema"."lonely enum" as enum ('a');
create domain lonely_domain as text;
create type lonely_pair as (a integer, b text);
create type lonely_range as range (subtype = integer, multirange_type_name = lonely_ranges);
create rule keep as on delete to keyless do instead nothing;
create policy own on secured using (true);
create statistics pairs on a, b from keyless;
create operator === (leftarg = integer, rightarg = integer, function = int4eq);
create collation by_byte (locale = 'C');
`;

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

interface Part {
  readonly name: string;
  readonly outcome: string;
  readonly as: string | null;
  readonly changes: readonly string[];
  readonly reason: string | null;
}
interface Told {
  readonly objects: readonly (Part & {
    readonly schema: string;
    readonly columns: readonly Part[];
    readonly constraints: readonly Part[];
  })[];
  readonly others: readonly { kind: string; schema: string; name: string; outcome: string; reason: string }[];
  readonly written: readonly string[];
  readonly merged: { readonly added: string[]; readonly refused: { record: string }[]; readonly differences: object[] } | null;
}

describeDatabases((server) => {
  let database: EmptyTestDatabase;
  beforeEach(async () => {
    database = await emptyTestDatabase(server());
  });
  afterEach(() => database.close());

  const make = (sql: string) => database.ask(`set role test_platform; ${sql}`);
  const introspect = async (...words: readonly string[]): Promise<Told> => {
    const { code, out, notes } = await runIn(folder, [
      'introspect',
      'postgres',
      database.url,
      '--out',
      'shop',
      '--report',
      'json',
      ...words,
    ]);
    expect({ code, notes }).toEqual({ code: 0, notes: '' });
    return JSON.parse(out) as Told;
  };
  const validate = async () => (await runIn(folder, ['validate', '--folder', 'shop'])).out;
  const shop = () => readFolder(join(folder, 'shop'));
  const edit = async (file: string, change: (text: string) => string) => {
    const path = join(folder, 'shop', file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };

  test('I1 I2 I7 a record shop becomes an application that is valid, the same each time', async () => {
    const script = await readFile(chinook, 'utf8');
    await make(script.slice(script.indexOf('CREATE TABLE'), script.indexOf('INSERT INTO')));
    const told = await introspect();
    expect(told.objects.map(({ name, outcome, as }) => `${name} ${outcome} ${as}`)).toEqual([
      'album taken album',
      'artist taken artist',
      'customer taken customer',
      'employee taken employee',
      'genre taken genre',
      'invoice taken invoice',
      'invoice_line taken invoiceLine',
      'media_type taken mediaType',
      'playlist taken playlist',
      'playlist_track changed playlist.tracks',
      'track taken track',
    ]);
    expect(await validate()).toBe('Shop is valid: 32 files, 10 entities, 20 pages, 0 permission tests.\n');
    const files = await shop();
    expect(files['entities/employee.yaml']).toMatchInlineSnapshot(`
      "labelPlural: Employees
      title: firstName + " " + lastName
      search: [ firstName, lastName, title, address ]

      fields:
        employeeId: { type: integer, label: Employee ID, required: true, unique: true }
        lastName: { type: text, required: true, maxLength: 20 }
        firstName: { type: text, required: true, maxLength: 20 }
        title: { type: text, maxLength: 30 }
        reportsTo: { type: reference, target: employee, onDelete: restrict }
        birthDate: dateTime
        hireDate: dateTime
        address: { type: text, maxLength: 70 }
        city: { type: text, maxLength: 40 }
        state: { type: text, maxLength: 40 }
        country: { type: text, maxLength: 40 }
        postalCode: { type: text, maxLength: 10 }
        phone: { type: text, maxLength: 24 }
        fax: { type: text, maxLength: 24 }
        email: { type: text, maxLength: 60 }

      relations:
        customers: { target: customer, through: supportRep }
        employeesByReportsTo: { label: Employees (Reports to), target: employee, through: reportsTo }
      "
    `);
    expect(files['entities/track.yaml']).toContain('album: { type: reference, target: album, onDelete: restrict }');
    expect(files['entities/playlist.yaml']).toContain('tracks: { target: track }');
    expect(files['pages/artist.yaml']).toContain('artist.id = parameters.id');
    const again = await introspect();
    expect(again.written).toEqual([]);
    expect(again.merged).toEqual({ added: [], refused: [], differences: [] });
    expect(again.objects).toEqual(told.objects);
  });

  test('I2 I3 everything that a database can hold is told of, and what is made of it is valid', async () => {
    await make(hostileSchema);
    await make(thingsWithoutColumns);
    const told = await introspect();
    expect(await validate()).toMatch(/^Shop is valid: 83 files, 27 entities, 54 pages/);
    const present = await database.ask(`select n.nspname || '.' || c.relname as name, (select count(*)::int from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'Weird Schema') and c.relkind in ('r', 'p', 'v', 'm')`);
    const tables = new Map(present.map(({ name, columns }) => [name, columns]));
    expect(told.objects.map(({ schema, name }) => `${schema}.${name}`).sort()).toEqual([...tables.keys()].sort());
    for (const { schema, name, outcome, columns, reason } of told.objects) {
      if (outcome === 'left out') expect(reason).toBeTruthy();
      expect([name, columns.length]).toEqual([name, tables.get(`${schema}.${name}`)]);
      for (const part of columns) expect([part.name, part.as !== null || part.reason !== null]).toEqual([part.name, true]);
    }
    expect(told.others.map(({ kind, schema, name }) => `${kind} ${schema} ${name}`)).toEqual([
      'aggregate public total(integer)',
      'collation public by_byte',
      'composite type public lonely_pair',
      'domain public lonely_domain',
      'enum Weird Schema lonely enum',
      'function public touch()',
      'operator public ===(integer, integer)',
      'policy public own on secured',
      'procedure public tidy(IN days integer)',
      'range public lonely_range',
      'rule public keep on keyless',
      'sequence public lonely_sequence',
      'statistics public pairs',
    ]);
    for (const { outcome, reason } of told.others) expect([outcome, /\w/.test(reason)]).toEqual(['left out', true]);
    const columns = new Map(told.objects.find(({ name }) => name === 'every_type')?.columns.map((column) => [column.name, column]));
    expect([...columns.values()].filter(({ outcome }) => outcome === 'left out').map(({ name }) => name)).toEqual([
      'c_bytea',
      'c_tsvector',
      'c_blobs',
    ]);
    expect((await shop())['entities/everyType.yaml']).toMatchSnapshot();
    expect((await shop())['entities/game.yaml']).toMatchSnapshot();
    expect(told.objects.map(({ name, outcome, as, reason }) => `${name} ${outcome}: ${as ?? reason}`)).toMatchSnapshot();
  });

  test('I2 I11 attached, the same is valid and only read', async () => {
    await make(hostileSchema);
    await introspect('--attach', 'odd');
    expect(await validate()).toMatch(/^Shop is valid: 95 files, 31 entities, 62 pages/);
    const files = await shop();
    expect(files['entities/compositeParent.yaml']).toContain('  table: composite_parent\n  key: [ tenant, number ]\n');
    expect(files['roles.yaml']).not.toMatch(/create|update|delete|export/);
    expect(Object.values(files).join('')).not.toMatch(/ui\.drawer|deleteRecord/);
    expect((await runIn(folder, ['introspect', 'postgres', database.url, '--out', 'x', '--attach', 'no key'])).code).toBe(2);
  });

  test('I4 I10 attached, what has no key is there too, and is only shown', async () => {
    await make(`create table team (id integer primary key, "full name" text not null, lead integer);
      create view team_name as select "full name" as "the name", id as number from team where lead is not null;
      create view team_double as select id, "full name" from team union all select id, "full name" from team;
      create view team_pair as select a.id, b.id as other from team a, team b;
      create view team_first as select (select id from team order by 1 limit 1) as id, "full name" from team;
      create view team_kept as select id, "full name" from team_double;
      create rule keep as on update to team_kept do instead nothing;
      create materialized view team_size as select lead, count(*) as n from team group by lead;
      create unique index on team_size (lead);
      create table note (body text); create table log (at date, line text) partition by range (at); create table log_all partition of log default`);
    const told = await introspect('--attach', 'teams', '--writable');
    const files = await shop();
    const keys = Object.entries(files).flatMap(([file, text]) => {
      const [, table, key] = /table: (\w+),? *(?:\n *)?key: \[(.*)\]/.exec(text) ?? [];
      return file.startsWith('entities/') ? [`${table}: ${key?.trim()}`] : [];
    });
    expect(keys.sort()).toEqual([
      'log: tableoid, ctid',
      'note: ctid',
      'team: id',
      'team_double: ',
      'team_first: ',
      'team_kept: ',
      'team_name: number',
      'team_pair: ',
      'team_size: lead',
    ]);
    expect(files['roles.yaml']?.match(/create/g)).toHaveLength(1);
    expect(Object.fromEntries(told.objects.map(({ name, changes, reason }) => [name, reason ?? changes[0]]))).toMatchInlineSnapshot(`
      {
        "log": "it has no primary key and no unique columns that are never empty, by which a row could be known; it is only shown, and a row that changes is another",
        "log_all": "it is a part of public.log",
        "note": "it has no primary key and no unique columns that are never empty, by which a row could be known; it is only shown, and a row that changes is another",
        "team": undefined,
        "team_double": "a view has no key; it is only shown, and rows of which all values are the same count as one",
        "team_first": "a view has no key; it is only shown, and rows of which all values are the same count as one",
        "team_kept": "a view has no key; it is only shown, and rows of which all values are the same count as one",
        "team_name": "it has no primary key; rows are known by number, as those of the table that it shows; it is only shown",
        "team_pair": "a view has no key; it is only shown, and rows of which all values are the same count as one",
        "team_size": "it has no primary key; rows are known by lead, which are unique; it is only shown",
      }
    `);
    expect(await validate()).toMatch(/is valid/);
  });

  test('I13 pages do not count what is very much, nor order it by what has no index', async () => {
    await make(`create table large (id integer primary key, name text); create view much as select id, name from large;
      create table small (id integer primary key, name text); insert into large select generate_series(1, 100001); analyze large`);
    await introspect('--attach', 'teams');
    const files = await shop();
    expect(files['pages/smalls.yaml']).toContain('smalls: { entity: small, search: state.search, sort: [ name ], count: true }');
    expect(files['pages/larges.yaml']).toContain('larges: { entity: large, search: state.search }');
    expect(files['pages/muches.yaml'] ?? files['pages/much.yaml']).not.toMatch(/count: true|sort:/);
  });

  test('I3 what a foreign key and a unique column say of time and of changes is told', async () => {
    await make(`create table owner (id integer primary key, code text unique nulls not distinct deferrable initially deferred);
      create table thing (id integer primary key, owner_id integer references owner on update cascade on delete cascade deferrable);
      insert into thing values (1); alter table thing add foreign key (id) references owner on delete restrict not valid`);
    const told = await introspect();
    const changes = told.objects.flatMap(({ constraints }) => constraints.map((each) => [each.name, each.changes.join('; ')]));
    expect(Object.fromEntries(changes)).toEqual({
      owner_code_key: 'it may be empty more than once; it is checked at once, not at the end of a transaction',
      owner_pkey: '',
      thing_owner_id_fkey:
        'what it does on update (cascade) has no place, for the id of a record never changes; it is checked at once, not at the end of a transaction',
      thing_id_fkey: 'it holds for all records, also where rows that were there before break it',
      thing_pkey: '',
    });
  });

  test('I3 a foreign key that leads to partitions is told once', async () => {
    await make(`create table entry (day date, number integer, reverses_day date, reverses integer, primary key (day, number),
        foreign key (reverses_day, reverses) references entry) partition by range (day);
      create table entry_old partition of entry for values from (minvalue) to ('2024-01-01'); create table entry_new partition of entry default`);
    const told = await introspect();
    const [entry] = told.objects;
    expect(entry?.constraints.map(({ name }) => name)).toEqual(['entry_reverses_day_reverses_fkey', 'entry_pkey']);
  });

  test('R1 R2 R3 done again, edits stay and only what is new comes along', async () => {
    await make('create table author (id integer primary key, name varchar(40) not null)');
    await introspect();
    await edit('entities/author.yaml', (text) => `# Who writes.\n${text.replace('maxLength: 40', 'maxLength: 30, label: Full name')}`);
    await rmPage('pages/author.yaml');
    await make(`alter table author add born date; alter table author alter name type varchar(50);
      create table book (id integer primary key, author_id integer not null references author, title text)`);
    const { merged, written } = await introspect();
    const files = await shop();
    expect(files['entities/author.yaml']).toMatchInlineSnapshot(`
      "# Who writes.
      labelPlural: Authors
      title: name
      search: [ name ]

      fields:
        authorId: { type: integer, label: ID, required: true, unique: true }
        name: { type: text, required: true, maxLength: 30, label: Full name }
        born: date
      relations:
        books: { target: book, through: author }
      "
    `);
    expect(merged?.differences).toMatchInlineSnapshot(`
      [
        {
          "database": "Name",
          "kept": "Full name",
          "property": "label",
          "record": "field:author.name",
        },
        {
          "database": 50,
          "kept": 30,
          "property": "maxLength",
          "record": "field:author.name",
        },
      ]
    `);
    expect(merged?.added).toContain('permission:reader.book');
    expect({ written, refused: merged?.refused }).toMatchInlineSnapshot(`
      {
        "refused": [],
        "written": [
          "entities/author.yaml",
          "entities/book.yaml",
          "pages/book.yaml",
          "pages/books.yaml",
          "plinth.yaml",
          "roles.yaml",
        ],
      }
    `);
    expect(await validate()).toMatch(/is valid/);
  });

  test('R4 pages that would lead to one that people removed are not added, and that is told', async () => {
    await make('create table author (id integer primary key, name text not null)');
    await introspect();
    await rmPage('pages/author.yaml');
    await make(
      'create table publisher (id integer primary key, name text); alter table author add publisher_id integer references publisher',
    );
    const { merged, written } = await introspect();
    expect(written).toEqual(['entities/author.yaml', 'entities/publisher.yaml', 'roles.yaml']);
    const refused = merged?.refused.map(({ record }) => record) ?? [];
    expect(refused).toContain('page:publisher');
    expect(refused).toContain('page:publishers');
    expect(await validate()).toMatch(/is valid/);
  });

  async function rmPage(file: string): Promise<void> {
    await rm(join(folder, 'shop', file));
    await edit('pages/authors.yaml', (text) =>
      text.replaceAll(/ +rowPage: .*\n +rowParameters: .*\n/g, '').replaceAll(/ +on: \{ rowClick: .*\n/g, ''),
    );
    await edit('plinth.yaml', (text) => text.replace(/pages:[\s\S]*$/, ''));
  }

  test('I10 a login that may only read some gets an application that only reads these', async () => {
    await database.ask(`create table open (id integer primary key, a text); create table secret (id integer primary key, a text);
      grant select on open to test_platform`);
    const told = await introspect();
    expect(told.objects.map(({ name, outcome, reason }) => [name, outcome, reason])).toEqual([
      ['open', 'taken', null],
      ['secret', 'left out', 'the login may not read it'],
    ]);
    expect((await shop())['roles.yaml']).toContain('open: [ read, export ]');
    expect((await shop())['roles.yaml']).not.toContain('create');
  });

  test('I10 what the login may read or change of a table counts column by column', async () => {
    await database.ask(`create table person (id integer primary key, name text, pay numeric, note text); create table diary (line text, secret text);
      grant select (id, name, note), update (note) on person to test_platform; grant select (line) on diary to test_platform`);
    const told = await introspect('--attach', 'people', '--writable');
    expect(told.objects.map(({ name, as, reason }) => [name, as ?? reason])).toEqual([
      ['diary', 'it has no primary key and no unique columns that are never empty, by which a row could be known'],
      ['person', 'person'],
    ]);
    expect(told.objects[1]?.columns.map(({ name, reason, changes }) => [name, reason ?? changes.at(-1)])).toEqual([
      ['id', 'the login may not change it; it is only shown'],
      ['name', 'the login may not change it; it is only shown'],
      ['pay', 'the login may not read it'],
      ['note', undefined],
    ]);
    expect((await shop())['roles.yaml']).toMatch(/operations: \[ read, update \],?\s+locked: \[ personId, name \]/);
  });

  test('the address may come from the environment; no message says it', async () => {
    const asked = await runIn(folder, ['introspect', 'postgres', '--out', 'shop']);
    expect(asked.notes).toContain('ADDRESS is missing, and PLINTH_SOURCE_URL is not set.');
    const wrong = database.url.replace(/:([^:@]+)@/, ':hunter2@');
    const refused = await runIn(folder, ['introspect', 'postgres', wrong, '--out', 'shop']);
    expect(refused.code).toBe(1);
    expect(refused.notes).toContain('password authentication failed');
    for (const address of [
      'nonsense-hunter2',
      'mysql://a:hunter2@b/c',
      'postgres://a:hunter2@127.0.0.1:1/x',
      'postgres://a:hunter2@b:99999999/x',
    ]) {
      const { code, out, notes } = await runIn(folder, ['introspect', 'postgres', address, '--out', 'shop']);
      expect(code).toBe(1);
      expect(out + notes + refused.notes).not.toContain('hunter2');
    }
    expect(await shop()).toEqual({});
  });

  test('a misspelt schema, another kind and a folder of something else are refused', async () => {
    await make('create schema sales; create table sales.a (id integer primary key); create table b (id integer primary key)');
    const run = (...words: readonly string[]) => runIn(folder, ['introspect', ...words, '--out', 'shop']);
    expect((await run('postgres', database.url, '--schema', 'sale')).notes).toContain('has no schema sale');
    expect((await run('oracle', database.url)).code).toBe(2);
    expect((await run('postgres', database.url, '--report', 'xml')).code).toBe(2);
    expect((await run('postgres', database.url, '--timeout', '0')).code).toBe(2);
    expect((await introspect('--schema', 'sales')).objects.map(({ name }) => name)).toEqual(['a']);
    await edit('plinth.yaml', () => 'key: [');
    expect((await run('postgres', database.url)).code).toBe(3);
  });
});
