import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import type { DebugState } from '../debug/debug-work.ts';
import { hoveredValue, nameAt } from './hovered-value.ts';

const source = 'export default ({ prices }) => {\n  return prices.length + total(prices).sum;\n};\n';
const at = (text: string, offset = 1) => nameAt(source, source.indexOf(text) + offset)?.name ?? null;

test('a name is read with what it is reached through, up to where the pointer is', () => {
  expect(at('prices.length')).toBe('prices');
  expect(at('length')).toBe('prices.length');
  expect(at('total')).toBe('total');
  // What comes of a call is not to be had without making it.
  expect(at('.sum', 2)).toBeNull();
  expect(at('return')).toBeNull();
  expect(at(' + ', 2)).toBeNull();
});

test('its value is shown only while the function stands, and where it has one', async () => {
  const state = signal<DebugState>('running');
  const asked: string[] = [];
  const debug = {
    state,
    look: async (expression: string) => {
      asked.push(expression);
      return { threw: expression !== 'prices', value: { kind: 'string', text: 'a', of: null } };
    },
  };
  const place = source.indexOf('prices.length') + 1;
  expect(await hoveredValue(source, place, debug)).toBeNull();
  state.value = 'paused';
  expect(await hoveredValue(source, place, debug)).toMatchObject({ text: 'prices = "a"', to: place + 5 });
  expect(await hoveredValue(source, source.indexOf('total') + 1, debug)).toBeNull();
  expect(asked).toEqual(['prices', 'total']);
});
