import { expect, test } from 'vitest';
import { pagePlan, planComponent } from '../testing.ts';
import { componentTree, sharedTree, treeWithChanged } from './component-tree.ts';

const outer = planComponent('outer', 'ui.stack');
const inner = planComponent('inner', 'ui.text', { parent: 'outer' });
const beside = planComponent('beside', 'ui.text');
const before = componentTree(pagePlan({ components: [outer, inner, beside] }));

test('a tree of the same parts is the tree before', () => {
  expect(sharedTree(before, componentTree(pagePlan({ components: [outer, inner, beside] })))).toBe(before);
});

test('what changed is new with all around it, and nothing else is', () => {
  const after = sharedTree(before, componentTree(pagePlan({ components: [outer, { ...inner, properties: { text: 'x' } }, beside] })));
  expect(after).not.toBe(before);
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});

test('only what is around changed components is made anew, as the whole tree would be', () => {
  const components = [outer, inner, beside];
  expect(treeWithChanged(before, components, components)).toBe(before);
  const changed = [outer, { ...inner, properties: { text: 'x' } }, beside];
  const after = treeWithChanged(before, components, changed);
  expect(after).toEqual(componentTree(pagePlan({ components: changed })));
  expect(after?.[0]).not.toBe(before[0]);
  expect(after?.[1]).toBe(before[1]);
  const whole = [
    { ...outer, properties: { gap: 1 } },
    { ...inner, name: 'inside' },
    { ...beside, hiddenOn: ['phone' as const] },
  ];
  expect(treeWithChanged(before, components, whole)).toEqual(componentTree(pagePlan({ components: whole })));
});

test('what came, went or stands elsewhere makes another tree', () => {
  const components = [outer, inner, beside];
  expect(treeWithChanged(before, components, [outer, inner])).toBeNull();
  expect(treeWithChanged(before, components, [outer, beside, inner])).toBeNull();
  expect(treeWithChanged(before, components, [outer, { ...inner, slot: 'foot' }, beside])).toBeNull();
  expect(treeWithChanged(before, components, [outer, { ...inner, parent: null }, beside])).toBeNull();
});

test('another order is another list of the same nodes', () => {
  const after = sharedTree(before, componentTree(pagePlan({ components: [beside, outer, inner] })));
  expect(after).toEqual([before[1], before[0]]);
  expect(after[1]).toBe(before[0]);
});
