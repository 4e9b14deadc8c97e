import { join } from 'node:path';
import { patienceMilliseconds, type TestMariadb, testMariadb } from '@plinth/mariadb/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFolder } from '../application-folder.ts';
import { runIn, temporaryFolder } from '../testing.ts';

let database: TestMariadb | null;
beforeAll(async () => {
  database = await testMariadb();
}, patienceMilliseconds);
afterAll(() => database?.close());

test('a MariaDB becomes an application that is valid, and what is left out is told with the reason', async ({ skip }) => {
  if (database === null) return skip();
  const { path: folder, remove } = await temporaryFolder();
  await database.ask(`create table customer (id integer unsigned primary key auto_increment, name varchar(40) not null comment 'As on the card',
  kind enum('private','firm') not null default 'private', flags set('a','b'), active boolean not null default 1, added timestamp default current_timestamp,
  limit_amount decimal(12,2) default 100.00 check (limit_amount >= 0), about json, photo longblob, place point, half bit(1) default b'0', data bit(12),
  shout varchar(60) as (upper(name)) virtual, big bigint unsigned, made year, moved datetime(6), slot time, code char(3), id2 uuid);
create table invoice (number integer, customer integer unsigned, year integer, primary key (number, year), key by_year (year), foreign key (customer) references customer (id) on delete set null);
create table hashes (hash binary(20) primary key, name text);
create table \`odd "name' \\\`\` of it\` (\`a "b' c\` integer primary key, select_ integer, \`ünï\` text);
create view firms as select * from customer where kind = 'firm';
create trigger told before insert on invoice for each row set new.year = coalesce(new.year, 2026)`);
  const words = ['introspect', 'mariadb', database.url, '--out', 'shop', '--report', 'json', '--attach', 'shop', '--writable'];
  const { code, out, notes } = await runIn(folder, words);
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  const { objects } = JSON.parse(out) as {
    objects: {
      name: string;
      outcome: string;
      columns: { name: string; definition: string; outcome: string; as: string | null; changes: string[]; reason: string | null }[];
      reason: string | null;
    }[];
  };
  expect(objects.map(({ name, outcome, reason }) => `${name} ${outcome}${reason === null ? '' : `: ${reason}`}`)).toMatchInlineSnapshot(`
    [
      "customer taken",
      "firms left out: a view has no primary key, by which a record could be known; make a page or a query of what it shows",
      "hashes left out: it has no primary key and no unique columns that are never empty, by which a row could be known",
      "invoice changed",
      "odd "name' \\\` of it taken",
    ]
  `);
  const told = objects.find(({ name }) => name === 'customer')?.columns ?? [];
  expect(
    told.map(
      ({ name, definition, as, changes, reason }) =>
        `${name} ${definition} → ${as ?? reason}${changes.map((change) => `; ${change}`).join('')}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "id int(10) unsigned → customerId; its key is customerId, for id means something else in expressions; the database numbers it where it is left empty",
      "name varchar(40) → name",
      "kind enum('private','firm') → kind",
      "flags set('a','b') → flags; what is chosen has no order and no nulls",
      "active tinyint(1) → active",
      "added timestamp(0) → added",
      "limit_amount decimal(12,2) → limitAmount",
      "about longtext → about",
      "photo longblob → bytes within a row have no field; files are kept beside the records",
      "place point → bytes within a row have no field; files are kept beside the records",
      "half bit(1) → half",
      "data bit(12) → data; whole numbers beyond ±9007199254740991 have no place",
      "shout varchar(60) → shout; the database computes it: ucase("name"); it is only shown",
      "big bigint(20) unsigned → big; whole numbers beyond ±9007199254740991 have no place",
      "made year(4) → made",
      "moved datetime(6) → moved; times without a zone are read as UTC; milliseconds are kept, not microseconds",
      "slot time(0) → slot",
      "code char(3) → code",
      "id2 uuid → id2; a UUID becomes a text of 36 characters",
    ]
  `);
  const files = await readFolder(join(folder, 'shop'));
  expect(files['entities/customer.yaml']?.replace(database.name, 'shop_database')).toMatchInlineSnapshot(`
    "source:
      connection: shop
      schema: shop_database
      table: customer
      key: [ id ]
      keyType: integer
    labelPlural: Customers
    title: name
    search: [ name, shout, code, id2 ]

    fields:
      customerId: { type: integer, label: ID, unique: true, column: id }
      name: { type: text, help: As on the card, required: true, maxLength: 40, column: name }
      kind:
        type: choice
        required: true
        default: '"private"'
        column: kind
        options: { private: Private, firm: Firm }
      flags: { type: multiChoice, column: flags, options: { a: A, b: B } }
      active: { type: boolean, required: true, default: "true", column: active }
      added: { type: dateTime, default: now(), column: added }
      limitAmount: { type: decimal, default: "100.00", minimum: "0", column: limit_amount, scale: 2 }
      about: { type: json, column: about }
      half: { type: boolean, default: "false", column: half }
      data: { type: integer, column: data }
      shout: { type: text, maxLength: 60, column: shout }
      big: { type: integer, minimum: "0", column: big }
      made: { type: integer, column: made }
      moved: { type: dateTime, column: moved }
      slot: { type: time, column: slot }
      code: { type: text, maxLength: 3, column: code }
      id2: { type: text, maxLength: 36, column: id2 }

    relations:
      invoices: { target: invoice, through: customer }
    "
  `);
  expect((await runIn(folder, ['validate', '--folder', 'shop'])).code).toBe(0);
  expect((await runIn(folder, words.with(1, 'postgres'))).code).toBe(1);
  expect((await runIn(folder, words.with(1, 'oracle'))).code).toBe(2);
  expect((await runIn(folder, [...words, '--schema', 'none'])).notes).toContain('has no schema none');
  await remove();
});
