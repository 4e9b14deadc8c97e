import { childrenOf, createReplica, createStore, type Definition, recordOf, validateDefinition } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testComponent, testPage } from '../testing.ts';
import { alignComponents, keptPixels, keptWidth, resizeComponent, unwrapComponent } from './arrange.ts';
import type { Edit } from './edits.ts';

const wording = ({ id }: { readonly id: string }) => id;
const definition = testPage(
  testComponent('a', { index: 'a0' }),
  testComponent('box', { index: 'a1' }),
  testComponent('one', { parent: 'box', index: 'a0' }),
  testComponent('two', { parent: 'box', index: 'a1' }),
  testComponent('z', { index: 'a2' }),
);

function after(edit: Edit | null): Definition {
  const store = createStore({ replica: createReplica('maker', definition, 0) });
  if (edit === null) throw new Error('There is nothing to do.');
  expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  expect(validateDefinition(store.definition)).toEqual([]);
  return store.definition;
}

test('what stood in a container stands where the container stood', () => {
  const edit = unwrapComponent(definition, 'box', wording);
  expect(childrenOf(after(edit), 'page').map(({ id }) => id)).toEqual(['a', 'one', 'two', 'z']);
  expect(edit?.selection).toEqual(['one', 'two']);
  expect(unwrapComponent(definition, 'a', wording)).toBeNull();
});

test('several are aligned at once', () => {
  const aligned = after(alignComponents(definition, ['a', 'z'], 'center', wording));
  expect(['a', 'z'].map((id) => recordOf(aligned, 'component', id)?.layout)).toEqual([{ align: 'center' }, { align: 'center' }]);
});

test('a size is kept as a part of what is around it where it comes near one', () => {
  const record = recordOf(definition, 'component', 'a');
  if (record === null) throw new Error('It is gone.');
  const sizes = [{ path: ['layout', 'width'], value: keptWidth(301, 600) }] as const;
  expect(recordOf(after(resizeComponent(record, sizes, wording)), 'component', 'a')?.layout).toEqual({ width: 'half' });
  expect(resizeComponent(record, [], wording)).toBeNull();
});

test.each([
  [604, 600, 'full'],
  [198, 600, 'third'],
  [151, 600, 'quarter'],
  [251, 600, 252],
  [-10, 600, 24],
])('%d of %d pixels is kept as %s', (pixels, around, kept) => {
  expect(keptWidth(pixels, around)).toBe(kept);
  expect(keptPixels(-1)).toBe(24);
});
