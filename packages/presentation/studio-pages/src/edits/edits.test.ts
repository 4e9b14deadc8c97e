import {
  childrenOf,
  createReplica,
  createStore,
  type Definition,
  definitionOf,
  queriesOf,
  validateDefinition,
  withDefaults,
} from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testComponent, testPage } from '../testing.ts';
import { clipOf, missingParts, readClip } from './clip.ts';
import { addComponent, duplicateComponents, type Edit, moveComponents, pasteClip, removeComponents, wrapComponents } from './edits.ts';
import { outermost } from './place.ts';

const wording = ({ id }: { readonly id: string }) => id;

/** Does an edit as the Studio does, and says what then stands where. */
function done(definition: Definition, edit: Edit | null) {
  const store = createStore({ replica: createReplica('maker', definition, 0) });
  if (edit !== null) expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  expect(validateDefinition(store.definition)).toEqual([]);
  const order = (parent: string): unknown[] =>
    childrenOf(store.definition, parent).map(({ id, component, slot }) => {
      const inner = order(id);
      const name = definition.records.has(id) ? id : component;
      return inner.length === 0 ? name : [slot === 'children' ? name : `${slot}:${name}`, ...inner];
    });
  return { definition: store.definition, store, order: order('page') };
}

const three = testPage(
  testComponent('a', { index: 'a0' }),
  testComponent('b', { index: 'a1', name: 'box' }),
  testComponent('c', { index: 'a2' }),
  testComponent('inner', { parent: 'b', component: 'ui.text', name: 'words' }),
);

test('a component is added before another one, and is selected', () => {
  const edit = addComponent(three, { id: 'ui.button', title: 'Button' }, { parent: 'page', slot: 'children', before: 'b' });
  expect(edit.intent).toBe('Add button');
  expect(done(three, edit).order).toEqual(['a', 'ui.button', ['b', 'inner'], 'c']);
  expect(edit.selection).toHaveLength(1);
});

test('several are moved together and keep their order; nothing is moved into itself', () => {
  const edit = moveComponents(three, ['a', 'c'], { parent: 'b', slot: 'children', before: 'inner' }, wording);
  expect(done(three, edit).order).toEqual([['b', 'a', 'c', 'inner']]);
  expect(edit?.intent).toBe('Move 2 components');
  expect(moveComponents(three, ['b'], { parent: 'inner', slot: 'children', before: null }, wording)).toBeNull();
});

test('moving before one of those that are moved means before what comes after them', () => {
  const edit = moveComponents(three, ['a', 'b'], { parent: 'page', slot: 'children', before: 'a' }, wording);
  expect(done(three, edit).order).toEqual(['a', ['b', 'inner'], 'c']);
});

test('what is removed comes back by undo with all that stood in it', () => {
  const { store, order } = done(three, removeComponents(three, ['b'], wording));
  expect(order).toEqual(['a', 'c']);
  store.undo();
  expect(childrenOf(store.definition, 'b').map(({ id }) => id)).toEqual(['inner']);
});

test('a duplicate stands behind, and its names are its own', () => {
  const { definition, order } = done(three, duplicateComponents(three, ['b'], wording));
  expect(order).toEqual(['a', ['b', 'inner'], ['ui.stack', 'ui.text'], 'c']);
  const names = [...definition.records.values()].flatMap((record) => (record.kind === 'component' && record.name ? [record.name] : []));
  expect(names.sort()).toEqual(['box', 'box2', 'words', 'words2']);
});

test('siblings are wrapped where the first of them stood', () => {
  const edit = wrapComponents(three, ['a', 'b'], { id: 'ui.card', title: 'Card', slot: 'children' }, wording);
  expect(edit?.intent).toBe('Wrap 2 components in card');
  expect(done(three, edit).order).toEqual([['ui.card', 'a', ['b', 'inner']], 'c']);
});

test('what is copied is plain JSON that another application takes', () => {
  const text = JSON.stringify(clipOf(three, ['b', 'c']));
  const clip = readClip(text);
  if ('problem' in clip) throw new Error('It cannot be read.');
  const elsewhere = testPage(testComponent('only', {}));
  expect(done(elsewhere, pasteClip(elsewhere, clip, { parent: 'only', slot: 'children', before: null })).order).toEqual([
    ['only', ['ui.stack', 'ui.text'], 'ui.stack'],
  ]);
});

test('the queries that copied components show come along where the application has what they read', () => {
  const entity = withDefaults({ id: 'task', kind: 'entity', key: 'task', label: 'Task' });
  const query = withDefaults({ id: 'q', kind: 'query', parent: 'page', key: 'tasks', entity: 'task', limit: 7 });
  const from = definitionOf([...testPage(testComponent('t', { properties: { query: 'tasks' } })).records.values(), entity, query] as never);
  const clip = readClip(JSON.stringify(clipOf(from, ['t'])));
  if ('problem' in clip) throw new Error('It cannot be read.');
  const bare = testPage();
  const place = { parent: 'page', slot: 'children', before: null };
  expect(queriesOf(done(bare, pasteClip(bare, clip, place)).definition, 'page')).toEqual([]);
  expect(missingParts(bare, clip, new Map([['ui.stack', {}]]))).toEqual(['task']);
  const known = definitionOf([...bare.records.values(), { ...entity, id: 'other' }] as never);
  expect(queriesOf(done(known, pasteClip(known, clip, place)).definition, 'page')).toMatchObject([
    { key: 'tasks', entity: 'other', limit: 7 },
  ]);
  // Where the page has one of that name, that one is meant.
  const edit = pasteClip(from, clip, place);
  expect(queriesOf(done(from, edit).definition, 'page')).toHaveLength(1);
});

test.each([
  ['not JSON', 'foreign'],
  ['{}', 'foreign'],
  ['[]', 'foreign'],
  ['null', 'foreign'],
  ['{"plinth":"actions","format":1}', 'foreign'],
  ['{"plinth":"components","format":2,"components":[]}', 'later'],
  ['{"plinth":"components","format":1,"components":[]}', 'broken'],
  ['{"plinth":"components","format":1,"components":[{}]}', 'broken'],
  ['{"plinth":"components","format":1,"components":[{"component":"ui.text","children":[3]}]}', 'broken'],
  ['{"plinth":"components","format":1,"components":[{"component":"ui.text","events":{"click":[{"do":"eval"}]}}]}', 'broken'],
  [`{"plinth":"components","format":1,"components":[${'{"component":"x","children":['.repeat(200)}${']}'.repeat(200)}]}`, 'broken'],
  [
    `{"plinth":"components","format":1,"components":[{"component":"x","properties":{"a":${'['.repeat(9000)}${']'.repeat(9000)}}}]}`,
    'broken',
  ],
  [
    `{"plinth":"components","format":1,"components":[{"component":"x","events":${'{"click":'.repeat(9000)}1${'}'.repeat(9000)}}]}`,
    'broken',
  ],
  [`{"plinth":"components","format":1,"components":[${'{"component":"x"},'.repeat(5001)}{"component":"x"}]}`, 'large'],
])('%.60s is no clip', (text, problem) => {
  expect(readClip(text)).toEqual({ problem });
});

test('what stands in another selected component goes with it', () => {
  expect(outermost(three, ['inner', 'b', 'a'], ['a', 'b', 'inner', 'c'])).toEqual(['a', 'b']);
});
