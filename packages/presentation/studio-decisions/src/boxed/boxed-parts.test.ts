import { expect, test } from 'vitest';
import { itemsOf, partsOf } from './boxed-parts.ts';

const literal = (text: string) => ({ kind: 'literal', text });

test.each([
  [
    'a list',
    { kind: 'list', items: [literal('1'), literal('2')] },
    [
      ['items', '0'],
      ['items', '1'],
    ],
  ],
  ['a relation', { kind: 'relation', columns: [{ name: 'a' }], rows: [[literal('1')]] }, [['rows', '0', '0']]],
  ['a function', { kind: 'function', parameters: [{ name: 'x' }], body: literal('x') }, [['body']]],
  ['a filter', { kind: 'filter', in: literal('a'), match: literal('b') }, [['in'], ['match']]],
  ['an iteration', { kind: 'iteration', variable: 'x', in: literal('a'), body: literal('x'), gives: 'some' }, [['in'], ['body']]],
  ['nothing known', { kind: 'guess' }, []],
])('the parts of %s are reached by their steps', (_what, value, steps) => {
  expect(partsOf(value).map((part) => part.steps)).toEqual(steps);
});

test('what is no list has no items', () => {
  expect(itemsOf('x')).toEqual([]);
  expect(itemsOf([1])).toEqual([{}]);
});
