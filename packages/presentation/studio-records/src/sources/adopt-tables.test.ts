import { definitionOf, permissionsOf, reduce, rolesOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { adoptTables } from './adopt-tables.ts';

const source = (table: string) => `source: { connection: shop, schema: public, table: ${table}, key: [ id ], keyType: integer }`;
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\nhomePage: artists\n',
  'roles.yaml': 'reader:\n  label: Reader\n  permissions:\n    artist: [ read ]\n',
  'entities/artist.yaml': `label: Artist\n${source('artist')}\nfields:\n  name: { type: text, column: name }\n`,
  'pages/artists.yaml': 'label: Artists\npath: artists\nqueries:\n  rows: { entity: artist, count: true }\n',
};
const app = withDefaults({ id: 'app', kind: 'app', key: 'mine', type: 'application', label: 'Mine' });
const role = withDefaults({ id: 'everybody', kind: 'role', key: 'everybody', label: 'Everybody', heldBy: 'members' });

test('what is new is one batch, and the chosen roles may do what the roles of the introspection may', () => {
  const before = definitionOf([app, role]);
  const adopted = adoptTables(before, files, ['everybody'], {});
  expect(adopted.entities.map(({ key }) => key)).toEqual(['artist']);
  expect(adopted.pages.map(({ key }) => key)).toEqual(['artists']);
  expect(adopted.refused).toEqual([]);
  expect(adopted.body?.type).toBe('BATCH');
  if (adopted.body === null) return;

  const applied = reduce(before, adopted.body);
  expect(applied.refused).toBeNull();
  if (applied.refused !== null) return;
  const after = applied.definition;
  expect(rolesOf(after).map(({ key }) => key)).toEqual(['everybody']);
  expect(permissionsOf(after, adopted.entities[0]?.id ?? '').map(({ role: by, operations }) => [by, operations])).toEqual([
    ['everybody', ['read']],
  ]);
  expect(adoptTables(after, files, ['everybody'], {}).body).toBeNull();
});

test('without roles those of the introspection come along, held by nobody', () => {
  const { body } = adoptTables(definitionOf([app]), files, [], {});
  const kinds =
    body?.type === 'BATCH' ? body.payload.actions.flatMap((each) => (each.type === 'RECORD_INSERT' ? [each.payload.record.kind] : [])) : [];
  expect(kinds).toContain('role');
  expect(kinds).toContain('permission');
});
