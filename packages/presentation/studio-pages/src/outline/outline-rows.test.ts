import { recordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { testComponent, testPage } from '../testing.ts';
import { outlineRows, rowsInPlace } from './outline-rows.ts';

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
  return outlineRows({ definition, page: 'page', components, folded: new Set(folded), chosen: new Set(chosen) }).map((row) =>
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
  const rows = outlineRows({ definition, page: 'page', components, folded: new Set(), chosen: new Set(['card']) });
  expect(rows.map(({ depth, position, siblings }) => [depth, position, siblings])).toEqual([
    [0, 1, 1],
    [1, 1, 3],
    [2, 1, 1],
    [1, 2, 3],
    [2, 1, 1],
    [1, 3, 3],
  ]);
});

test('a change that moves no line keeps all lines but its own, and any other makes them anew', () => {
  const source = { definition, page: 'page', components, folded: new Set<string>(), chosen: new Set<string>() };
  const rows = outlineRows(source);
  const words = recordOf(definition, 'component', 'words');
  if (words === null) throw new Error('There are no words.');
  const withRecord = (record: typeof words) => ({ ...definition, records: definition.records.with(record.id, record) });
  const reworded = { ...source, definition: withRecord({ ...words, properties: { text: 'other' } }) };
  const after = rowsInPlace(rows, source, reworded);
  expect(after).toEqual(outlineRows(reworded));
  expect(after?.filter((row, at) => row !== rows[at])).toHaveLength(1);
  expect(rowsInPlace(rows, source, { ...source, chosen: new Set(['card']) })).toBeNull();
  expect(rowsInPlace(rows, source, { ...source, definition: withRecord({ ...words, slot: 'footer' }) })).toBeNull();
  expect(rowsInPlace(rows, source, { ...source, definition: withRecord({ ...words, component: 'ui.card' }) })).toBeNull();
  expect(rowsInPlace(rows, source, { ...source, definition: { ...definition, records: definition.records.without('words') } })).toBeNull();
});
