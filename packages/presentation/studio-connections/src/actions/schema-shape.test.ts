import { expect, test } from 'vitest';
import { membersOf, sampleOf, schemaWords, type Types } from './schema-shape.ts';

const types: Types = {
  Person: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', description: 'As in the passport' }, boss: { $ref: '#/types/Person' } },
  },
  Loop: { $ref: '#/types/Loop' },
  Kind: { enum: ['a', 'b'] },
};
const ref = (name: string) => ({ $ref: `#/types/${name}` });

test('members are those of what is referred to, extended and listed', () => {
  const names = (schema: unknown) => membersOf(schema, types).map(({ name, required }) => (required ? `${name}!` : name));
  expect(names(ref('Person'))).toEqual(['name!', 'boss']);
  expect(names({ allOf: [ref('Person'), { properties: { age: {} } }] })).toEqual(['name!', 'boss', 'age']);
  expect(names({ type: 'array', items: ref('Person') })).toEqual(['name!', 'boss']);
  expect(names({ anyOf: [ref('Person'), { type: 'null' }] })).toEqual(['name!', 'boss']);
  for (const nothing of [ref('Loop'), ref('Gone'), true, null, 'x', []]) expect(names(nothing)).toEqual([]);
});

test('in few words', () => {
  expect(schemaWords(ref('Person'), types)).toEqual({ type: 'Person', about: '' });
  expect(schemaWords({ type: 'array', items: ref('Person') }, types).type).toBe('list of Person');
  expect(schemaWords({ type: ['string', 'null'], format: 'date' }, types).type).toBe('string or null (date)');
  expect(schemaWords(ref('Kind'), types)).toEqual({ type: 'any', about: '"a", "b"' });
});

test('a sample has what is needed', () => {
  expect(sampleOf(ref('Person'), types)).toEqual({ name: '' });
  expect(
    sampleOf(
      { required: ['a', 'b', 'c'], properties: { a: { type: 'integer', minimum: 3 }, b: ref('Kind'), c: { default: [1] }, d: {} } },
      types,
    ),
  ).toEqual({
    a: 3,
    b: 'a',
    c: [1],
  });
  expect(sampleOf(ref('Loop'), types)).toBeNull();
});
