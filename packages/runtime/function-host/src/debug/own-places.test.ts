import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { OwnPlaces } from './own-places.ts';

const source = `interface Price { readonly amount: number }

/** Adds. */
export default ({ prices }: { readonly prices: readonly Price[] }): number => {
  let sum = 0;

  for (const { amount } of prices) sum += amount;
  return sum;
};
`;

function placesOf(text: string) {
  const { code, map } = transformSync(text, {
    loader: 'ts',
    format: 'esm',
    target: 'es2024',
    sourcemap: 'external',
    sourcefile: 'total.ts',
  });
  return { code: code.split('\n'), places: new OwnPlaces({ map }) };
}

test('a line of the source is found in the compiled code, also where types above it are gone, and back again', () => {
  const { code, places } = placesOf(source);
  const compiled = places.compiledOf(4);
  expect(code[compiled?.line ?? -1]).toContain('let sum = 0;');
  expect(places.sourceOf(compiled ?? { line: 0, column: 0 })).toMatchObject({ line: 4 });
});

test('a line that does nothing leads to the next that does, and behind the last one to none', () => {
  const { code, places } = placesOf(source);
  expect(code[places.compiledOf(5)?.line ?? -1]).toContain('for (const');
  expect(places.compiledOf(0)).toEqual(places.compiledOf(3));
  expect(places.compiledOf(40)).toBeNull();
});

test('what is of no source has no place in it', () => {
  const mappings = { version: 3, sources: ['../node_modules/x/index.js', 'total.ts'], mappings: 'AAAA;ACAA;AAAA' };
  const places = new OwnPlaces({ map: JSON.stringify(mappings) });
  expect(places.sourceOf({ line: 0, column: 5 })).toBeNull();
  expect(places.sourceOf({ line: 1, column: 5 })).toEqual({ line: 0, column: 0 });
  expect(places.lines).toEqual({ first: 1, last: 2 });
  expect(new OwnPlaces({ map: '{}' }).compiledOf(0)).toBeNull();
});
