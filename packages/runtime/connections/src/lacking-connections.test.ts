import { readFiles } from '@plinth/app-definition';
import { testContext } from '@plinth/foundation/testing';
import { expect, test } from 'vitest';
import type { ConnectionDetails } from './index.ts';
import { lackingConnections } from './lacking-connections.ts';

const production = testContext({ environment: { id: 'env2', key: 'production' } });
const entity = (connection: string, table: string) =>
  `source: { connection: ${connection}, schema: public, table: ${table}, key: [ id ] }\nfields: { name: { type: text, column: name } }\n`;
const definitionOf = (files: Record<string, string>, key = 'shop') =>
  readFiles({ 'plinth.yaml': `format: 1\nkey: ${key}\ntype: application\nlabel: Shop\n`, ...files }).definition;
const roles = 'clerk: { label: Clerk, permissions: { album: [ read, update ], artist: [ read ] } }\n';
const shop = definitionOf({
  'entities/own.yaml': 'fields: { name: text }\n',
  'entities/album.yaml': entity('music', 'album'),
  'entities/artist.yaml': entity('music', 'artist'),
  'roles.yaml': roles,
});
const lacking = (connections: Partial<ConnectionDetails>[], definition = shop, modules = new Map()) =>
  lackingConnections(production, { list: async () => connections as ConnectionDetails[] }, { definition, modules });

test('a connection that is not set is told once, with what needs it', async () => {
  expect(await lacking([{ key: 'other', writable: true }])).toEqual([
    'The environment production has no connection music: Album, Artist cannot be read until an administrator sets it.',
  ]);
  const many = definitionOf(Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [`entities/${key}.yaml`, entity('music', key)])));
  expect(await lacking([], many)).toEqual([expect.stringContaining('A, B and 2 others')]);
});

test('one that is only read is told where roles may change what it has', async () => {
  expect(await lacking([{ key: 'music', writable: false }])).toEqual([
    'The connection music of production is only read, though roles may change Album.',
  ]);
  expect(await lacking([{ key: 'music', writable: true }])).toEqual([]);
});

test('what modules attach counts too, and own entities need nothing', async () => {
  const own = definitionOf({ 'entities/own.yaml': 'fields: { name: text }\n' });
  expect(await lacking([], own)).toEqual([]);
  expect(await lacking([], own, new Map([['shared', shop]]))).toEqual([expect.stringContaining('no connection music')]);
});
