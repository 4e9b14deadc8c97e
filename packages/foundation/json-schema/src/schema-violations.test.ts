import type { JsonObject, JsonValue } from '@plinth/foundation';
import { expect, test } from 'vitest';
import type { JsonSchema } from './json-schema.ts';
import { schemaViolations } from './schema-violations.ts';

const types: Record<string, JsonSchema> = {
  Tree: { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/types/Tree' } } }, additionalProperties: false },
  Loop: { $ref: '#/types/Pool' },
  Pool: { $ref: '#/types/Loop' },
};

test.each<[JsonSchema, JsonValue, string[]]>([
  [{}, null, []],
  [false, 1, [' is not allowed here']],
  [{ type: ['string', 'null'] }, 1, [' must be string or null']],
  [{ type: 'integer' }, 1.5, [' must be integer']],
  [{ type: 'integer' }, '12345678901234567890', []],
  [{ type: 'number' }, '0.12345678901234567', []],
  [{ type: 'number' }, '12', [' must be number']],
  [{ enum: ['a', 1] }, 'b', [' must be one of "a", 1']],
  [{ const: { a: 1 } }, { a: 1 }, []],
  [{ minimum: 1, exclusiveMaximum: 3 }, 3, [' must be less than 3']],
  [{ minLength: 2 }, '😀', [' must have at least 2 characters']],
  [{ required: ['a/b'], properties: { c: { type: 'string' } } }, { c: 1 }, ['/a~1b is missing', '/c must be string']],
  [{ properties: {}, additionalProperties: false }, { x: 1 }, ['/x is not known here']],
  [{ prefixItems: [{ type: 'string' }], items: { type: 'number' } }, ['a', 'b'], ['/1 must be number']],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 1, [' fits none of the 2 forms that it may have']],
  [{ allOf: [{ type: 'object' }, { required: ['a'] }] }, {}, ['/a is missing']],
  [{ not: { type: 'string' } }, 'x', [' is what it must not be']],
  [{ $ref: '#/types/Tree' }, { kids: [{ kids: [{ x: 1 }] }] }, ['/kids/0/kids/0/x is not known here']],
  [{ $ref: '#/types/Loop' }, 1, []],
  [{ $ref: '#/types/constructor' }, 1, []],
])('%j of %j', (schema, value, told) => {
  expect(schemaViolations(schema, value, types).map(({ path, message }) => `${path} ${message}`)).toEqual(told);
});

test('what is only read need not be sent, what is only written not be answered', () => {
  const types: Record<string, JsonSchema> = { Id: { type: 'string', readOnly: true } };
  const schema = {
    required: ['id', 'ref', 'pin', 'name'],
    properties: { id: { readOnly: true }, ref: { $ref: '#/types/Id' }, pin: { writeOnly: true } },
  };
  const missing = (direction?: 'sent' | 'answered') => schemaViolations(schema, {}, types, direction).map(({ path }) => path);
  expect([missing('sent'), missing('answered'), missing()]).toEqual([
    ['/pin', '/name'],
    ['/id', '/ref', '/name'],
    ['/id', '/ref', '/pin', '/name'],
  ]);
});

test.each<[JsonObject, JsonValue[], JsonValue[]]>([
  [{ pattern: '^[A-Z]{2}$' }, ['DE', 1], ['De', '']],
  [{ pattern: '^(?!\\s*$).+' }, ['a'], ['  ']],
  // What is no pattern says nothing, and neither does its opposite.
  [{ pattern: '\\A[' }, ['x'], []],
  [{ not: { pattern: '\\A[' } }, ['x'], []],
  [{ not: { pattern: '^x' } }, ['y'], ['x']],
  [{ format: 'date' }, ['2024-02-29', 1], ['2026-02-29', '2026-1-1', '2026-01-01T00:00:00Z']],
  [
    { format: 'date-time' },
    ['2026-01-31T12:00:00Z', '2026-01-31t23:59:60.5+02:00', '2026-01-31T12:00:00'],
    ['2026-01-31', '2026-01-31T25:00:00Z'],
  ],
  [{ format: 'time' }, ['12:00:00Z'], ['12:00', '24:00:00']],
  [{ format: 'duration' }, ['P1Y2M', 'PT0.5S', 'P3W'], ['P', 'PT', '1D']],
  [{ format: 'email' }, ['a.b+c@d-e.example'], ['a', 'a@b@c', 'a b@c', 'a@-b', 'ä@b']],
  [{ format: 'idn-email' }, ['ä@bücher.example'], ['a b@c']],
  [{ format: 'hostname' }, ['a-1.example'], ['-a', 'a..b', 'a_b', `${'a'.repeat(64)}.b`]],
  [{ format: 'ipv4' }, ['127.0.0.1'], ['1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4.']],
  [{ format: 'ipv6' }, ['::1', 'fe80::1:2', '::ffff:1.2.3.4'], ['1', ':::', '1.2.3.4', '::1]']],
  [{ format: 'uri' }, ['https://a.example/b?c#d', 'urn:x:y'], ['/a', 'a b:c', 'x:%zz', 'x:ä']],
  [{ format: 'uri-reference' }, ['../a?b', ''], ['a\\b']],
  [{ format: 'iri' }, ['x:ä'], ['ä']],
  [{ format: 'uuid' }, ['01900000-0000-7000-8000-00000000000A'], ['01900000-0000-7000-8000-00000000000g', '01900000']],
  [{ format: 'json-pointer' }, ['', '/a~1b'], ['a', '/~2']],
  [{ format: 'regex' }, ['^a+$'], ['(']],
  [{ format: 'int32' }, [2147483647, 1.5, 'x'], [2147483648, -2147483649]],
  [{ type: 'integer', format: 'int64' }, ['9223372036854775807'], ['9223372036854775808']],
  [{ format: 'made-up' }, ['x'], []],
  [{ not: { format: 'made-up' } }, ['x'], []],
  [{ contentEncoding: 'base64' }, ['', 'YQ==', 'YWI', 'YW\r\nJj'], ['Y', 'YQ=', 'ä', 'Y-__']],
  [{ multipleOf: 0.1 }, [0.3, 4, 'x'], [0.35]],
  [{ type: 'number', multipleOf: 0.01 }, ['12345678901234567.89'], ['12345678901234567.891']],
  [{ type: 'integer', minimum: 1 }, ['12345678901234567890'], ['-12345678901234567890']],
  [
    { uniqueItems: true },
    [[1, '1', { a: 1 }]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ],
  [{ contains: { type: 'string' } }, [['a', 1]], [[1], []]],
  [{ contains: { type: 'string' }, minContains: 0, maxContains: 1 }, [[], ['a']], [['a', 'b']]],
  [{ patternProperties: { '^x-': { type: 'number' } }, additionalProperties: false }, [{ 'x-a': 1 }], [{ 'x-a': 'b' }, { y: 1 }]],
  [{ propertyNames: { pattern: '^[a-z]+$' } }, [{ ab: 1 }], [{ A: 1 }]],
  [{ dependentRequired: { a: ['b'] } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
  [{ dependentSchemas: { a: { required: ['b'] } } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
  [
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    { if: { properties: { kind: { const: 'iban' } } }, then: { required: ['iban'] }, else: { required: ['number'] } },
    [
      { kind: 'iban', iban: 1 },
      { kind: 'x', number: 1 },
    ],
    [{ kind: 'iban' }, { kind: 'x' }],
  ],
  [
    {
      allOf: [{ $ref: '#/types/Tree' }],
      anyOf: [
        { properties: { a: { type: 'number' } }, required: ['a'] },
        { properties: { b: {} }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    },
    [],
    [{ kids: [], a: 1, c: 1 }],
  ],
  [
    {
      allOf: [{ properties: { a: {} } }],
      oneOf: [{ properties: { b: {} }, required: ['b'] }, {}],
      unevaluatedProperties: { type: 'string' },
    },
    [
      { a: 1, b: 1 },
      { a: 1, x: 'y' },
    ],
    [{ a: 1, x: 1 }],
  ],
])('%j', (schema, fit, unfit) => {
  const told = (value: JsonValue) => [value, schemaViolations(schema, value, types).length > 0];
  expect(fit.map(told)).toEqual(fit.map((value) => [value, false]));
  expect(unfit.map(told)).toEqual(unfit.map((value) => [value, true]));
});

test('neither patterns nor alternatives within alternatives hold it up', () => {
  const [told] = schemaViolations({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`, {});
  expect(told).toEqual({ path: '', message: 'must have the pattern ^(a+)+$' });
  expect(schemaViolations({ pattern: '^(a+)+$' }, 'a'.repeat(50_000), {})).toEqual([]);
  const many = Array.from({ length: 5_000 }, () => 'a'.repeat(5_000));
  const [first] = schemaViolations({ items: { pattern: '^((a|aa)+)+$' } }, many, {});
  expect(first?.message).toBe('is too long to see whether it has the pattern ^((a|aa)+)+$');
  const branching: Record<string, JsonSchema> = { T: { anyOf: [{ $ref: '#/types/T' }, { $ref: '#/types/T' }, { type: 'null' }] } };
  expect(schemaViolations({ $ref: '#/types/T' }, 1, branching).length).toBeLessThan(2);
  const unevaluated: Record<string, JsonSchema> = {
    T: { allOf: [{ $ref: '#/types/T' }, { $ref: '#/types/T' }], unevaluatedProperties: false },
  };
  expect(schemaViolations({ $ref: '#/types/T' }, { a: 1 }, unevaluated).length).toBeLessThan(21);
});
