import { withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testLibrary } from '../testing.ts';
import { entityGraph } from './entity-graph.ts';

test('own, attached and foreign entities are told apart, and what leads nowhere is not drawn', () => {
  const source = { connection: 'erp', schema: 'public', table: 'customers', key: ['id'], keyType: 'integer' };
  const { nodes, edges } = entityGraph(
    testLibrary(
      withDefaults({ id: 'customer', kind: 'entity', key: 'customer', label: '', source }),
      withDefaults({
        id: 'lent',
        kind: 'field',
        parent: 'book',
        index: 'a3',
        key: 'lent',
        label: 'Lent',
        type: 'reference',
        target: 'crm/person',
      }),
      withDefaults({
        id: 'lost',
        kind: 'field',
        parent: 'book',
        index: 'a4',
        key: 'lost',
        label: 'Lost',
        type: 'reference',
        target: 'nowhere',
      }),
      withDefaults({
        id: 'tags',
        kind: 'relation',
        parent: 'book',
        index: 'a5',
        key: 'tags',
        label: 'Tags',
        target: 'customer',
        through: null,
      }),
    ),
  );
  expect(nodes.map(({ label, origin }) => `${label} ${origin}`)).toEqual([
    'Author own',
    'Book own',
    'customer attached',
    'crm/person module',
  ]);
  expect(edges.map(({ id, kind, to }) => `${id} ${kind} ${to}`)).toEqual([
    'by reference author',
    'lent reference crm/person',
    'tags links customer',
  ]);
});
