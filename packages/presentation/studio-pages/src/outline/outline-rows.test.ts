import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { testComponent, testPage } from '../testing.ts';
import { outlineRows } from './outline-rows.ts';

const metadata = (id: string, slots: Readonly<Record<string, { readonly label: string }>>) =>
  [id, { id, title: id, ui: { slots, properties: {} } } as unknown as ComponentMetadata] as const;
const components = new Map([
  metadata('ui.stack', { children: { label: 'Content' } }),
  metadata('ui.card', { children: { label: 'Content' }, footer: { label: 'Foot' } }),
  metadata('ui.text', {}),
]);
const definition = testPage(
  testComponent('card', { component: 'ui.card' }),
  testComponent('words', { component: 'ui.text', parent: 'card' }),
  testComponent('foot', { component: 'ui.text', parent: 'card', slot: 'footer', index: 'a1' }),
  testComponent('lost', { component: 'ui.text', parent: 'card', slot: 'nowhere', index: 'a2' }),
);

function shown(folded: readonly string[], chosen: readonly string[]) {
  return outlineRows(definition, 'page', components, new Set(folded), new Set(chosen)).map((row) =>
    row.kind === 'slot' ? `${' '.repeat(row.depth)}(${row.label})` : `${' '.repeat(row.depth)}${row.record.id}`,
  );
}

test('slots are named where something stands in them; what stands in none that there is can be seen too', () => {
  expect(shown([], [])).toEqual(['card', ' (Foot)', '  foot', ' words', ' lost']);
});

test('a selected component shows all its slots', () => {
  expect(shown([], ['card'])).toEqual(['card', ' (Content)', '  words', ' (Foot)', '  foot', ' lost']);
});

test('a folded component hides what stands in it', () => {
  expect(shown(['card'], [])).toEqual(['card']);
});

test('each line knows its place among those beside it, for only those in sight are drawn', () => {
  const rows = outlineRows(definition, 'page', components, new Set(), new Set(['card']));
  expect(rows.map(({ depth, position, siblings }) => [depth, position, siblings])).toEqual([
    [0, 1, 1],
    [1, 1, 3],
    [2, 1, 1],
    [1, 2, 3],
    [2, 1, 1],
    [1, 3, 3],
  ]);
});
