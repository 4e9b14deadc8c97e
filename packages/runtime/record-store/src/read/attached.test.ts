import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readFiles, writeFiles } from '@plinth/app-definition';
import { type AttachedDatabase, attachDatabase, readCatalog } from '@plinth/database';
import { describeDatabases, type EmptyTestDatabase, emptyTestDatabase, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { introspectedApplication } from '@plinth/introspection';
import { hostileRow, hostileSchema } from '@plinth/introspection/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ApplicationModel,
  type AttachedSources,
  aggregate,
  applyMigration,
  BulkWriter,
  deriveModel,
  importRecords,
  type ListRequest,
  permissionsFor,
  planMigration,
  type ReadScope,
  RecordReader,
  RecordWriter,
  recordErrors,
  recordStoreMigrations,
} from '../index.ts';
import { bankContext, type TestRecord } from '../testing.ts';

const chinook = join(import.meta.dirname, '../../../../../../shared/data/chinook/chinook-postgresql.sql');
const context = bankContext(['reader']);

describeDatabases((server) => {
  let other: EmptyTestDatabase;
  let own: TestDatabase;
  let attached: AttachedDatabase;
  let model: ApplicationModel;
  let reader: RecordReader;
  const asked: string[] = [];
  const sources: AttachedSources = {
    async find({ tenant }, connection) {
      asked.push(`${tenant.key} ${connection}`);
      return attached;
    },
    async change(_context, connection) {
      throw recordErrors.onlyRead({ place: `the connection ${connection}` });
    },
  };
  const scope = (of = model): ReadScope => ({ model: of, permissions: permissionsFor(context, of) });
  const list = async (entity: string, request: ListRequest = {}, of = model) => {
    const page = await reader.list(context, scope(of), entity, request);
    return { ...page, items: JSON.parse(`[${page.items}]`) as TestRecord[] };
  };

  beforeAll(async () => {
    other = await emptyTestDatabase(server());
    const script = await readFile(chinook, 'utf8');
    await other.ask(`set role test_platform; ${script.slice(script.indexOf('CREATE TABLE'))}`);
    own = await testDatabase({ migrations: recordStoreMigrations, server: server() });
    attached = attachDatabase(other.url, { socket: () => new Socket() });
    const { definition } = introspectedApplication(await readCatalog(other.url), { key: 'bank', label: 'Shop', connection: 'shop' });
    // As files and back, which is how it travels.
    const { definition: travelled, problems } = readFiles(writeFiles(definition));
    expect(problems).toEqual([]);
    expect((await planMigration(context, own.database, { definition: travelled })).steps.map(({ summary }) => summary)).toEqual([
      'Make the schema of the environment.',
      'Make the table _outbox of the environment.',
      'Make the table _file of the environment.',
      'Make the table _idempotency of the environment.',
      'Make the table _long_operation of the environment.',
    ]);
    ({ model } = await applyMigration(context, own.database, { definition: travelled }));
    reader = new RecordReader(own.database, sources);
  });
  afterAll(async () => {
    await attached?.close();
    await own?.close();
    await other?.close();
  });

  test('a row is a record, with what it refers to and what refers to it', async () => {
    const text = await reader.get(context, scope(), 'album', '4', { expand: ['artist', 'tracks.genre'] });
    const album = JSON.parse(text.text) as TestRecord & { tracks: TestRecord[] };
    expect({ ...album, tracks: album.tracks.slice(0, 1), version: 0 }).toMatchInlineSnapshot(`
      {
        "albumId": 4,
        "artist": {
          "artistId": 1,
          "createdAt": null,
          "createdBy": null,
          "id": "1",
          "name": "AC/DC",
          "title": "AC/DC",
          "updatedAt": null,
          "updatedBy": null,
          "version": 273320470379323,
        },
        "createdAt": null,
        "createdBy": null,
        "id": "4",
        "title": "Let There Be Rock",
        "tracks": [
          {
            "album": "4",
            "bytes": 10847611,
            "composer": "AC/DC",
            "createdAt": null,
            "createdBy": null,
            "genre": {
              "createdAt": null,
              "createdBy": null,
              "genreId": 1,
              "id": "1",
              "name": "Rock",
              "title": "Rock",
              "updatedAt": null,
              "updatedBy": null,
              "version": 150266566664519,
            },
            "id": "15",
            "mediaType": "1",
            "milliseconds": 331180,
            "name": "Go Down",
            "title": "Go Down",
            "trackId": 15,
            "unitPrice": "0.99",
            "updatedAt": null,
            "updatedBy": null,
            "version": 55144158747244,
          },
        ],
        "updatedAt": null,
        "updatedBy": null,
        "version": 0,
      }
    `);
    expect(album.tracks).toHaveLength(8);
    expect(Number.isSafeInteger(album.version)).toBe(true);
    expect(text.etag).toBe(String(album.version));
    expect(asked.at(-1)).toBe('tenant-a shop');
  });

  test('lists filter, sort over references, page, search and count', async () => {
    const found = await list('track', {
      filter: 'album.artist.name = "AC/DC" and milliseconds > 300000',
      sort: [{ field: 'name', direction: 'desc' }],
      count: true,
    });
    expect(found.items.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "Whole Lotta Rosie",
        "Problem Child",
        "Overdose",
        "Let There Be Rock",
        "Go Down",
        "For Those About To Rock (We Salute You)",
      ]
    `);
    expect(found.count).toBe(found.items.length);
    expect((await list('track', { filter: 'unitPrice = 1.99', count: true, limit: 1 })).count).toBe(213);
    expect((await list('album', { filter: 'artist.id = "1"' })).items.map(({ id }) => id)).toEqual(['1', '4']);
    expect((await list('album', { filter: 'id = "4"' })).items.map(({ title }) => title)).toEqual(['Let There Be Rock']);
    expect((await list('album', { filter: 'id = "4x"' })).items).toEqual([]);
    expect((await list('artist', { search: 'led zep' })).items.map(({ name }) => name)).toEqual(['Led Zeppelin']);
    expect((await list('album', { columnFilters: { artist: { operator: 'anyOf', values: ['1', '22'] } }, count: true })).count).toBe(16);
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list('artist', {
        limit: 100,
        sort: [{ field: 'name', direction: 'asc' }],
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect([ids.length, new Set(ids).size]).toEqual([275, 275]);
  });

  test('a key of several columns is one id', async () => {
    const { items } = await list('playlistTrack', { filter: 'playlist.id = "17"', sort: [{ field: 'track', direction: 'asc' }], limit: 1 });
    expect(items[0]).toMatchObject({ id: '["17", "1"]', playlist: '17', track: '1' });
    const again = await reader.get(context, scope(), 'playlistTrack', '["17", "1"]');
    expect(JSON.parse(again.text)).toEqual(items[0]);
  });

  test('groups are counted and added up there', async () => {
    const groups = await aggregate(context, reader, scope(), 'invoice', {
      groupBy: [{ as: 'year', field: 'invoiceDate', by: 'year' }],
      measures: { invoices: { function: 'count' }, total: { function: 'sum', field: 'total' } },
      limit: 1,
    });
    expect(JSON.parse(groups)).toEqual({ year: '2021', invoices: 83, total: '449.46' });
  });

  test.each(['0', '-1', '999999999999999999', '4;drop table album', "4' or '1'='1", '', '9'.repeat(40), 'a\0b', '1e3'])(
    '%j is no record',
    async (id) => {
      await expect(reader.get(context, scope(), 'album', id)).rejects.toMatchObject({ code: 'records.not-found' });
    },
  );

  test('where a connection is only read nothing writes, and no statement could', async () => {
    const writer = new RecordWriter(own.database, reader);
    const bulk = new BulkWriter(own.database, reader);
    const refused = { code: 'records.only-read' };
    const operations = ['read', 'create', 'update', 'delete', 'import'] as const;
    const granting = { ...model, permissions: model.permissions.map((permission) => ({ ...permission, operations: [...operations] })) };
    const granted = scope(granting);
    await expect(writer.create(context, granted, 'album', { title: 'x' })).rejects.toMatchObject(refused);
    await expect(writer.update(context, granted, 'album', '4', { title: 'x' }, null)).rejects.toMatchObject(refused);
    await expect(writer.delete(context, granted, 'album', '4', null)).rejects.toMatchObject(refused);
    await expect(bulk.create(context, granted, 'album', [{ title: 'x' }])).rejects.toMatchObject(refused);
    const target = { database: own.database, ...granted, import: null, entity: 'album' };
    await expect(importRecords(context, target, Readable.from([Buffer.from('title\nx\n')]))).rejects.toMatchObject({
      code: 'records.not-there',
    });
    const write = { name: '', text: 'delete from public.playlist_track' };
    await expect(attached.query(context, write)).rejects.toMatchObject({ code: '25006' });
    expect(await other.ask('select count(*)::int as n from playlist_track')).toEqual([{ n: 8715 }]);
  });

  test('row rules and hidden fields hold there too', async () => {
    const ruled: ApplicationModel = {
      ...model,
      permissions: model.permissions.map((permission) =>
        permission.entity === 'customer'
          ? { ...permission, rowRule: 'supportRep.email = "jane@chinookcorp.com"', hidden: ['phone'] }
          : permission,
      ),
    };
    const { items, count } = await list('customer', { count: true, limit: 1 }, ruled);
    expect(count).toBe(21);
    expect(Object.keys(items[0] ?? {})).not.toContain('phone');
    await expect(reader.get(context, scope(ruled), 'customer', '2')).rejects.toMatchObject({ code: 'records.not-found' });
    const nobody = { model, permissions: permissionsFor(bankContext([]), model) };
    await expect(reader.list(context, nobody, 'album', {})).rejects.toMatchObject({ status: 403 });
  });

  test('every type that PostgreSQL has can be read, filtered and sorted', async () => {
    const hostile = await emptyTestDatabase(server());
    await hostile.ask(`set role test_platform; ${hostileSchema} ${hostileRow}`);
    const there = attachDatabase(hostile.url, { socket: () => new Socket() });
    const { definition } = introspectedApplication(await readCatalog(hostile.url), { key: 'bank', label: 'Odd', connection: 'odd' });
    const odd = deriveModel(definition, { environmentId: 'env1' });
    const oddReader = new RecordReader(own.database, { ...sources, find: async () => there });
    const filled = new Set(['everyType', 'aView', 'aMaterialisedView']);
    for (const [key, { fields }] of odd.entities) {
      const sort = fields.filter(({ record }) => !['json', 'multiChoice'].includes(record.type)).slice(0, 8);
      const request = { count: true, sort: sort.map((field) => ({ field: field.key, direction: 'desc' as const })) };
      expect([key, (await oddReader.list(context, scope(odd), key, request)).count]).toEqual([key, filled.has(key) ? 1 : 0]);
    }
    const { items } = await oddReader.list(context, scope(odd), 'everyType', {
      filter: 'cMood = "very happy" and cInt8 > 1 and cNumericPs = 1.5',
    });
    expect({ ...(JSON.parse(items) as object), version: 0, cUuid: '' }).toMatchSnapshot();
    await there.close();
    await hostile.close();
  });

  test('without a connection nothing is read, least of all tables of Plinth', async () => {
    await expect(new RecordReader(own.database).list(context, scope(), 'album', {})).rejects.toMatchObject({ code: 'records.no-source' });
  });

  test('what another database cannot say is refused when it is checked', async () => {
    const files = (entity: string) => ({
      'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
      'entities/own.yaml': 'fields: { name: text }\n',
      'entities/there.yaml': `source: { connection: shop, schema: public, table: album, key: [ album_id ] }\n${entity}`,
    });
    const derive = (entity: string) => () => deriveModel(readFiles(files(entity)).definition, { environmentId: 'env1' });
    expect(derive('fields: { name: { type: text, column: title } }')).not.toThrow();
    expect(derive('fields: { name: text }')).toThrow('its column is missing');
    expect(derive('history: true\nfields: { name: { type: text, column: title } }')).toThrow('has no place for it');
    expect(derive('fields: { own: { type: reference, target: own, column: artist_id } }')).toThrow('own is in another database');
    expect(derive('fields: { scan: { type: file, column: title } }')).toThrow('files are kept for own records only');
  });
});
