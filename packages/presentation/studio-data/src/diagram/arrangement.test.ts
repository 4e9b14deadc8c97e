import { expect, test } from 'vitest';
import { readArrangement } from './arrangement.ts';

test('what was kept is read, and what is no place is left out', () => {
  expect(readArrangement('{"a":{"x":1,"y":-2.5},"b":{"x":"1","y":2},"c":null,"d":{"x":1e999,"y":0}}')).toEqual({ a: { x: 1, y: -2.5 } });
  for (const damaged of ['', '[]', '7', 'null', '{']) expect(readArrangement(damaged)).toEqual({});
});
