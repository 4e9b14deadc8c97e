import type { JsonValue } from '@plinth/foundation';
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

test('neither patterns nor alternatives within alternatives hold it up', () => {
  expect(schemaViolations({ pattern: '^(a+)+$' }, `${'a'.repeat(50)}!`, {})).toEqual([]);
  const branching: Record<string, JsonSchema> = { T: { anyOf: [{ $ref: '#/types/T' }, { $ref: '#/types/T' }, { type: 'null' }] } };
  expect(schemaViolations({ $ref: '#/types/T' }, 1, branching).length).toBeLessThan(2);
});
