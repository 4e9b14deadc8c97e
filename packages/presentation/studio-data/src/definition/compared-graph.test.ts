import { type ActionBody, type Definition, diff, reduce, withDefaults } from '@plinth/app-definition';
import { loanDesk } from '@plinth/app-definition/testing';
import type { ChangeKind } from '@plinth/studio-frame';
import { expect, test } from 'vitest';
import { comparedGraph } from './compared-graph.ts';

function done(definition: Definition, ...bodies: ActionBody[]): Definition {
  const result = reduce(definition, { type: 'BATCH', payload: { actions: bodies } });
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}

function changesBetween(before: Definition, after: Definition): ReadonlyMap<string, ChangeKind> {
  const { added, updated, removed } = diff(before, after);
  return new Map<string, ChangeKind>([
    ...added.map(({ id }) => [id, 'added'] as const),
    ...updated.map(({ after: { id } }) => [id, 'changed'] as const),
    ...removed.map(({ id }) => [id, 'removed'] as const),
  ]);
}

const before = loanDesk();
const after = done(
  before,
  {
    type: 'RECORD_INSERT',
    payload: { record: withDefaults({ id: 'branch', kind: 'entity', key: 'branch', label: 'Branch' }) },
  },
  {
    type: 'RECORD_INSERT',
    payload: {
      record: withDefaults({
        id: 'of',
        kind: 'field',
        parent: 'branch',
        key: 'client',
        label: 'Client',
        type: 'reference',
        target: 'entity:client',
        index: 'a',
      }),
    },
  },
  { type: 'RECORD_UPDATE', payload: { id: 'field:client.name', path: ['label'], value: 'Full name' } },
);

test('what was added is marked: the entity, its field, and what leads on from it', () => {
  const graph = comparedGraph(before, after, changesBetween(before, after));
  expect(graph.nodes.find(({ id }) => id === 'branch')).toMatchObject({ change: 'added', fields: [{ id: 'of', change: 'added' }] });
  expect(graph.edges.find(({ id }) => id === 'of')).toMatchObject({ from: 'branch', to: 'entity:client', change: 'added' });
  const client = graph.nodes.find(({ id }) => id === 'entity:client');
  expect(client?.change).toBe('changed');
  expect(client?.fields.filter(({ change }) => change !== null)).toMatchObject([
    { id: 'field:client.name', label: 'Full name', change: 'changed' },
  ]);
});

test('what is gone is drawn where it stood', () => {
  const graph = comparedGraph(after, before, changesBetween(after, before));
  expect(graph.nodes.find(({ id }) => id === 'branch')).toMatchObject({ change: 'removed', fields: [{ id: 'of', change: 'removed' }] });
  expect(graph.edges.find(({ id }) => id === 'of')).toMatchObject({ change: 'removed' });
  const order = comparedGraph(after, after, new Map()).nodes.map(({ id }) => id);
  expect(graph.nodes.map(({ id }) => id)).toEqual(order);
});

test('where nothing differs nothing is marked', () => {
  const { nodes, edges } = comparedGraph(before, before, new Map());
  expect([...nodes, ...nodes.flatMap(({ fields }) => fields), ...edges].every(({ change }) => change === null)).toBe(true);
});
