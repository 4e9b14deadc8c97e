import type { JsonValue } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { exampleOf } from './example-of.ts';
import type { JsonSchema } from './json-schema.ts';
import { notTaken } from './not-taken.ts';
import { schemaViolations } from './schema-violations.ts';
import { uncomparable } from './uncomparable.ts';

const order = (properties: object, required: string[] = [], more: object = {}): JsonSchema =>
  ({
    ...{ type: 'object', properties, required },
    ...more,
  }) as JsonSchema;
const text = { type: 'string' };
const tree = (leaf: object): JsonSchema =>
  ({
    $ref: '#/$defs/T',
    $defs: { T: { type: 'object', properties: { leaf, kids: { type: 'array', items: { $ref: '#/$defs/T' } } } } },
  }) as JsonSchema;

test.each<[string, JsonSchema, JsonSchema, string[]]>([
  ['the same', order({ a: text }, ['a']), order({ a: text }, ['a']), []],
  ['one more that may be there', order({ a: text, b: text }, ['a']), order({ a: text }, ['a']), []],
  ['one more that must be there', order({ a: text, b: text }, ['b']), order({ a: text }), ['/b must be there, and may be missing']],
  ['one less', order({ a: text }), order({ a: text, b: text }), []],
  ['one less, closed', order({ a: text }, [], { additionalProperties: false }), order({ b: text }), ['/b is not known any more']],
  ['another type', order({ a: { type: 'number' } }), order({ a: text }), ['/a may be string, which is not taken']],
  ['a wider type', { type: ['string', 'null'] }, text, []],
  ['whole numbers are numbers', { type: 'number' }, { type: 'integer' }, []],
  ['numbers are not whole', { type: 'integer' }, { type: 'number' }, [' may be number, which is not taken']],
  ['fewer choices', { enum: ['a'] }, { enum: ['a', 'b'] }, [' "b" is not taken']],
  ['more choices', { enum: ['a', 'b'] }, { enum: ['a'] }, []],
  ['choices of a type', text, { enum: ['a', 1] }, [' 1 is not taken']],
  ['any text', { const: 'a' }, text, [' takes only certain values, and others may come']],
  ['shorter', { type: 'string', maxLength: 3 }, { type: 'string', maxLength: 5 }, [' may have more than 3 characters']],
  ['a range', { type: 'number', minimum: 1 }, { type: 'number', exclusiveMinimum: 1 }, []],
  ['without its end', { type: 'number', exclusiveMaximum: 9 }, { type: 'number', maximum: 9 }, [' may be at least 9']],
  ['below', { type: 'number', minimum: 0 }, { type: 'number', minimum: -1 }, [' may be below 0']],
  ['another pattern', { type: 'string', pattern: '^a' }, text, [' must have the pattern "^a"']],
  ['items', { type: 'array', items: { type: 'number' } }, { type: 'array', items: text }, ['/* may be string, which is not taken']],
  ['one of the forms', { anyOf: [text, { type: 'null' }] }, { type: 'null' }, []],
  ['none of the forms', { oneOf: [text] }, { type: 'null' }, [' fits none of the forms that are taken']],
  ['each of the forms', text, { anyOf: [text, { type: 'null' }] }, [' may be null, which is not taken']],
  [
    'others than those named',
    order({ a: text }),
    { type: 'object', additionalProperties: { type: 'number' } },
    ['/a may be number, which is not taken'],
  ],
  ['what leads to itself', tree(text), tree(text), []],
  ['what leads to itself, changed', tree({ type: 'number' }), tree(text), ['/leaf may be string, which is not taken']],
])('%s', (_name, taker, given, told) => {
  expect([...uncomparable(taker), ...uncomparable(given)]).toEqual([]);
  expect(notTaken(taker, given).map(({ path, message }) => `${path} ${message}`)).toEqual(told);
});

test.each<[JsonValue, string]>([
  [{ properties: { a: { not: {} } } }, '/properties/a/not is a word that cannot be compared between versions'],
  [{ $ref: 'https://evil.example/x' }, '/$ref leads to nothing within #/$defs/'],
  [{ $ref: '#/$defs/constructor' }, '/$ref there is no constructor within $defs'],
  [{ anyOf: [true], type: 'string' }, '/type does not stand beside anyOf'],
  [{ type: 'text' }, '/type names no type of JSON'],
  [{ minLength: -1 }, '/minLength is no number of things'],
  ['object', ' is no schema'],
])('%j is refused', (schema, told) => {
  expect(uncomparable(schema).map(({ path, message }) => `${path} ${message}`)).toContain(told);
});

test('a schema that never ends is told as such, in bounded time', () => {
  let deep: JsonValue = {};
  for (let depth = 0; depth < 200; depth++) deep = { items: deep };
  expect(uncomparable(deep).some(({ message }) => message === 'is too deep or too large')).toBe(true);
  const branching: JsonSchema = {
    ...{ $ref: '#/$defs/T' },
    $defs: {
      T: {
        anyOf: [
          { type: 'array', items: { $ref: '#/$defs/T' } },
          { type: 'object', additionalProperties: { $ref: '#/$defs/T' } },
        ],
      },
    },
  };
  expect(notTaken(branching, branching)).toEqual([]);
});

test('whatever is taken by the newer schema is so by itself: examples of the one fit the other', () => {
  const given = order(
    { a: { type: 'integer', minimum: 3 }, b: { type: 'array', items: { enum: ['x'] } }, c: { type: 'string', format: 'date' } },
    ['a'],
  );
  const taker = order({ a: { type: 'number', minimum: 1 }, b: { type: 'array', items: text } }, []);
  expect(notTaken(taker, given)).toEqual([]);
  const example = exampleOf(given);
  expect(example).toEqual({ a: 3, b: ['x'], c: '2026-01-31' });
  expect(schemaViolations(given, example, {})).toEqual([]);
  expect(schemaViolations(taker, example, {})).toEqual([]);
});
