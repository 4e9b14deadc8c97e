import { Socket } from 'node:net';
import { readFiles, writeFiles } from '@plinth/app-definition';
import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { introspectedApplication } from '@plinth/introspection';
import { type AttachedMariadb, attachMariadb, readMariadbCatalog } from '@plinth/mariadb';
import { patienceMilliseconds, type TestMariadb, testMariadb } from '@plinth/mariadb/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ApplicationModel,
  type AttachedSources,
  aggregate,
  applyMigration,
  type ListRequest,
  permissionsFor,
  type ReadScope,
  RecordReader,
  type RecordValues,
  RecordWriter,
  recordStoreMigrations,
} from '../index.ts';
import { bankContext, type TestRecord } from '../testing.ts';

const socket = () => new Socket();
const signal = new AbortController().signal;
const context = bankContext(['reader', 'editor']);
const schema = `
create table artist (id integer primary key auto_increment, name varchar(120) not null);
create table album (id integer primary key auto_increment, title varchar(160) not null, artist_id integer not null,
  price decimal(10,2) not null default 9.99, released date, added datetime(6) not null default current_timestamp(6), seen timestamp(3) null,
  signed boolean not null default 0, mood enum('calm','very loud'), tags set('rock','pop','größe'), flags bit(6), plays bigint unsigned,
  about json, cover blob, length time, made year, weight double, state char(2) character set latin1 collate latin1_german1_ci,
  shout varchar(200) as (upper(title)) stored,
  constraint album_artist foreign key (artist_id) references artist (id), constraint dear check (price >= 0), unique key title (title));
create table track (album_id integer not null, number smallint not null, name text not null, primary key (album_id, number),
  constraint track_album foreign key (album_id) references album (id) on delete cascade);
create table country (code char(2) primary key, name varchar(60) not null);
create table city (id integer primary key, country_code char(2), name varchar(60), foreign key (country_code) references country (code));
create table pictures (hash binary(16) primary key, name varchar(20));
create view loud as select * from album;
insert into artist values (1, 'AC/DC'), (2, 'Accept'), (3, 'led zeppelin');
insert into album (id, title, artist_id, price, released, added, seen, signed, mood, tags, flags, plays, about, length, made, weight, state) values
  (1, 'Let There Be Rock', 1, 12.50, '1977-03-21', '2024-02-29 23:59:59.123456', '2024-03-31 01:30:00.5', 1, 'very loud', 'rock,größe', b'101', 18446744073709551615, '{"a":[1,2.5]}', '00:41:01', 1977, 0.1, 'de'),
  (2, 'Balls to the Wall', 2, 8, '1983-12-05', '2024-01-01 00:00:00', null, 0, null, '', null, 5, null, null, null, 1e21, null),
  (3, 'ärger', 2, 0.01, null, '2024-01-02 00:00:00', null, 0, 'calm', null, null, null, null, null, null, null, null);
insert into track values (1, 1, 'Go Down'), (1, 2, 'Dog Eat Dog'), (2, 1, 'London Leatherboys');
insert into country values ('DE', 'Germany'), ('de', 'no such thing') on duplicate key update name = 'Germany';
insert into city values (1, 'DE', 'Köln'), (2, null, 'Nowhere');
`;

let other: TestMariadb | null;
let own: TestDatabase;
let attached: AttachedMariadb;
let model: ApplicationModel;
let reader: RecordReader;
let writer: RecordWriter;
const sources: AttachedSources = { find: async () => attached, change: async (at, _, work) => attached.change(at, work) };
const scope = (of = model): ReadScope => ({ model: of, permissions: permissionsFor(context, of) });
const list = async (entity: string, request: ListRequest = {}, of = model) => {
  const page = await reader.list(context, scope(of), entity, request);
  return { ...page, items: JSON.parse(`[${page.items}]`) as TestRecord[] };
};
const titles = async (request: ListRequest) => (await list('album', request)).items.map(({ id }) => id);
const create = async (entity: string, values: RecordValues) =>
  JSON.parse((await writer.create(context, scope(), entity, values)).text) as TestRecord;
const update = async (entity: string, id: string, values: RecordValues, version: number | null = null) =>
  JSON.parse((await writer.update(context, scope(), entity, id, values, version)).text) as TestRecord;

beforeAll(async () => {
  other = await testMariadb();
  if (other === null) return;
  await other.ask(schema);
  own = await testDatabase({ migrations: recordStoreMigrations });
  attached = attachMariadb(other.url, { socket });
  const catalog = await readMariadbCatalog(other.url, { socket, signal });
  const { definition } = introspectedApplication(catalog, { key: 'bank', label: 'Shop', connection: 'shop', writable: true });
  const { definition: travelled, problems } = readFiles(writeFiles(definition));
  expect(problems).toEqual([]);
  ({ model } = await applyMigration(context, own.database, { definition: travelled }));
  reader = new RecordReader(own.database, sources);
  writer = new RecordWriter(own.database, reader);
}, patienceMilliseconds);
afterAll(async () => {
  await attached?.close();
  await own?.close();
  await other?.close();
});

test('a row is a record with exact values of every type, with what it refers to and what refers to it', async ({ skip }) => {
  if (other === null) skip();
  const { text } = await reader.get(context, scope(), 'album', '1', { expand: ['artist', 'tracks'], allowed: true });
  expect({ ...(JSON.parse(text) as object) }).toMatchInlineSnapshot(`
    {
      "about": {
        "a": [
          1,
          2.5,
        ],
      },
      "added": "2024-02-29T23:59:59.123+00:00",
      "albumId": 1,
      "allowed": [
        "update",
        "delete",
      ],
      "artist": {
        "artistId": 1,
        "createdAt": null,
        "createdBy": null,
        "id": "1",
        "name": "AC/DC",
        "title": "AC/DC",
        "updatedAt": null,
        "updatedBy": null,
        "version": 280426008884328,
      },
      "createdAt": null,
      "createdBy": null,
      "flags": 5,
      "id": "1",
      "length": "00:41:01",
      "made": 1977,
      "mood": "very loud",
      "plays": 18446744073709552000,
      "price": "12.50",
      "released": "1977-03-21",
      "seen": "2024-03-31T01:30:00.5+00:00",
      "shout": "LET THERE BE ROCK",
      "signed": true,
      "state": "de",
      "tags": [
        "rock",
        "größe",
      ],
      "title": "Let There Be Rock",
      "tracks": [
        {
          "album": "1",
          "createdAt": null,
          "createdBy": null,
          "id": "["1", "1"]",
          "name": "Go Down",
          "number": 1,
          "title": "Go Down",
          "updatedAt": null,
          "updatedBy": null,
          "version": 4979063874172,
        },
        {
          "album": "1",
          "createdAt": null,
          "createdBy": null,
          "id": "["1", "2"]",
          "name": "Dog Eat Dog",
          "number": 2,
          "title": "Dog Eat Dog",
          "updatedAt": null,
          "updatedBy": null,
          "version": 263135681979704,
        },
      ],
      "updatedAt": null,
      "updatedBy": null,
      "version": 276490132736996,
      "weight": "0.1",
    }
  `);
});

test('lists filter, sort over references, page, search and count, all of it there', async ({ skip }) => {
  if (other === null) skip();
  expect(await titles({ filter: 'artist.name = "AC/DC" and price > 12' })).toEqual(['1']);
  // Texts are told apart by the size of their letters, whatever the column says.
  expect(await titles({ filter: 'artist.name = "ac/dc"' })).toEqual([]);
  expect(await titles({ filter: 'title = "Balls to the Wall"' })).toEqual(['2']);
  expect(await titles({ filter: 'mood = null', sort: [{ field: 'released', direction: 'desc' }] })).toEqual(['2']);
  expect(await titles({ sort: [{ field: 'released', direction: 'asc' }] })).toEqual(['1', '2', '3']);
  expect(
    await titles({
      sort: [
        { field: 'artist.name', direction: 'desc' },
        { field: 'title', direction: 'asc' },
      ],
    }),
  ).toEqual(['2', '3', '1']);
  expect(await titles({ filter: 'list contains(tags, "größe")' })).toEqual(['1']);
  expect(await titles({ filter: 'added >= date and time("2024-02-29T23:59:59Z") and released.year = 1977' })).toEqual(['1']);
  expect(await titles({ filter: 'contains(title, "Rock") or starts with(title, "ä")' })).toEqual(['1', '3']);
  expect(await titles({ filter: 'artist.id = "2" and id in ("1", "2")' })).toEqual(['2']);
  expect(await titles({ filter: 'signed' })).toEqual(['1']);
  expect(await titles({ search: 'balls wal' })).toEqual(['2']);
  expect(await titles({ columnFilters: { artist: { operator: 'anyOf', values: ['1', '3'] } } })).toEqual(['1']);
  expect(await titles({ columnFilters: { title: { operator: 'contains', value: 'THE' } } })).toEqual(['1', '2']);
  expect(
    await titles({ columnFilters: { mood: { operator: 'anyOf', values: ['calm'] }, tags: { operator: 'contains', value: 'rock' } } }),
  ).toEqual([]);
  const pages: string[] = [];
  for (const direction of ['asc', 'desc'] as const) {
    for (const field of ['released', 'mood', 'added', 'price', 'signed', 'title', 'length']) {
      const ids: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await list('album', {
          limit: 1,
          count: true,
          sort: [{ field, direction }],
          ...(cursor === undefined ? {} : { cursor }),
        });
        expect(page.count).toBe(3);
        ids.push(...page.items.map(({ id }) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      pages.push(`${field} ${direction} ${ids.join('')}`);
    }
  }
  expect(pages).toMatchInlineSnapshot(`
    [
      "released asc 123",
      "mood asc 312",
      "added asc 231",
      "price asc 321",
      "signed asc 231",
      "title asc 213",
      "length asc 123",
      "released desc 321",
      "mood desc 213",
      "added desc 132",
      "price desc 123",
      "signed desc 132",
      "title desc 312",
      "length desc 321",
    ]
  `);
  expect((await list('city', { filter: 'countryCode.name = "Germany"', expand: ['countryCode'] })).items).toMatchObject([
    { name: 'Köln', countryCode: { id: 'DE' } },
  ]);
  expect((await list('country', { filter: 'id = "de"' })).items).toEqual([]);
  expect(JSON.parse((await reader.get(context, scope(), 'country', 'DE')).text)).toMatchObject({ name: 'Germany' });
});

test('groups are counted and added up there', async ({ skip }) => {
  if (other === null) skip();
  const groups = await aggregate(context, reader, scope(), 'album', {
    groupBy: [
      { as: 'artist', field: 'artist' },
      { as: 'quarter', field: 'added', by: 'quarter' },
    ],
    measures: {
      albums: { function: 'count' },
      total: { function: 'sum', field: 'price' },
      mean: { function: 'average', field: 'price' },
      last: { function: 'maximum', field: 'released' },
    },
    limit: 10,
  });
  expect(JSON.parse(`[${groups}]`)).toEqual([
    { artist: '1', quarter: '2024-Q1', albums: 1, total: '12.50', mean: '12.5000000000', last: '1977-03-21' },
    { artist: '2', quarter: '2024-Q1', albums: 2, total: '8.01', mean: '4.0050000000', last: '1983-12-05' },
  ]);
});

test('row rules and hidden fields hold there too', async ({ skip }) => {
  if (other === null) skip();
  const ruled: ApplicationModel = {
    ...model,
    permissions: model.permissions.map((permission) =>
      permission.entity === 'album' ? { ...permission, rowRule: 'artist.name = "Accept" or price > 100', hidden: ['mood'] } : permission,
    ),
  };
  const { items, count } = await list('album', { count: true, sort: [{ field: 'id', direction: 'asc' }] }, ruled);
  expect([count, items.map(({ id }) => id)]).toEqual([2, ['2', '3']]);
  expect(Object.keys(items[0] ?? {})).not.toContain('mood');
  await expect(reader.get(context, scope(ruled), 'album', '1')).rejects.toMatchObject({ code: 'records.not-found' });
  expect((await list('track', { expand: ['album'] }, ruled)).items.map(({ album }) => (album as TestRecord | null)?.id ?? null)).toEqual([
    null,
    null,
    '2',
  ]);
});

test('rows are made, changed at their version and deleted; what a column would change is refused', async ({ skip }) => {
  if (other === null) skip();
  const made = await create('album', {
    title: 'Höhe 100 %',
    artist: '3',
    price: '7.25',
    tags: ['pop', 'rock'],
    about: { x: [1] },
    signed: true,
    added: '2024-05-05T12:00:00.250+02:00',
    flags: 33,
  });
  expect(made).toMatchObject({
    title: 'Höhe 100 %',
    artist: '3',
    price: '7.25',
    tags: ['rock', 'pop'],
    about: { x: [1] },
    signed: true,
    added: '2024-05-05T10:00:00.25+00:00',
    flags: 33,
    shout: 'HÖHE 100 %',
  });
  await expect(update('album', made.id, { price: '7.255' })).rejects.toMatchObject({ code: 'records.invalid' });
  await expect(update('album', made.id, { title: 'Let There Be Rock' })).rejects.toMatchObject({
    code: 'records.duplicate',
    details: { violations: [{ path: '/title' }] },
  });
  await expect(update('album', made.id, { artist: '99' })).rejects.toMatchObject({
    details: { violations: [{ path: '/artist', message: 'refers to nothing that exists' }] },
  });
  await expect(update('album', made.id, { price: '-1' })).rejects.toMatchObject({ code: 'records.invalid' });
  const changed = await update('album', made.id, { price: '7.50' }, made.version);
  expect(changed.price).toBe('7.50');
  await expect(update('album', made.id, { price: '8' }, made.version)).rejects.toMatchObject({ code: 'records.version-conflict' });
  // Of several at once, one is first; the others find another version.
  const together = await Promise.allSettled(['1', '2', '3'].map((price) => update('album', made.id, { price }, changed.version)));
  expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  for (const each of together) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'records.version-conflict' });
  await expect(writer.delete(context, scope(), 'album', '1', null)).rejects.toMatchObject({ code: 'records.referenced' });
  await expect(writer.delete(context, scope(), 'artist', '3', null)).rejects.toMatchObject({ code: 'records.referenced' });
  await writer.delete(context, scope(), 'album', made.id, null);
  expect(await create('track', { album: '3', number: 7, name: "x'; drop table track; --" })).toMatchObject({ id: '["3", "7"]' });
  expect(await update('track', '["3", "7"]', { name: 'y' })).toMatchObject({ name: 'y' });
  await writer.delete(context, scope(), 'track', '["3", "7"]', null);
  expect(await other?.ask('select count(*) as n from track')).toEqual([{ n: '3' }]);
  // Nothing outside of a change could write.
  await expect(attached.query(context, statement('delete from track'))).rejects.toMatchObject({ refusal: { kind: 'denied' } });
});

test.each(['0', '4;drop table album', "1' or '1'='1", '', '9'.repeat(40), 'a\0b', '1e3'])('%j is no record', async (id) => {
  if (other === null) return;
  await expect(reader.get(context, scope(), 'album', id)).rejects.toMatchObject({ code: 'records.not-found' });
});
