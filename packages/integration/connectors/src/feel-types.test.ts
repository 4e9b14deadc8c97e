import type { JsonSchema } from '@plinth/json-schema';
import { expect, test } from 'vitest';
import type { Action, Connector } from './connector.ts';
import { actionTypes, feelType } from './feel-types.ts';

const types: Connector['types'] = {
  Person: { type: 'object', properties: { name: { type: ['string', 'null'] }, boss: { $ref: '#/types/Person' } } },
  Account: { allOf: [{ $ref: '#/types/Person' }, { properties: { balance: { type: 'number' }, 'a:b': { type: 'string' } } }] },
};

test.each<[JsonSchema, string]>([
  [true, 'any'],
  [{ type: 'string', format: 'date' }, 'string'],
  [{ type: ['integer', 'null'] }, 'number'],
  [{ type: ['integer', 'string'] }, 'any'],
  [{ enum: ['a', 'b'] }, 'string'],
  [{ type: 'array' }, 'list<any>'],
  [{ type: 'object' }, 'context'],
  [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, 'boolean'],
  [{ oneOf: [{ type: 'boolean' }, { type: 'string' }] }, 'any'],
  [{ $ref: '#/types/Gone' }, 'any'],
  [{ type: 'array', items: { type: 'object', properties: { x: { type: 'number' } } } }, 'list<context<x: number>>'],
])('%j is %s', (schema, text) => {
  expect(feelType(schema, types)).toBe(text);
});

test('what lies in itself is as deep as it may be, and what would be long less deep', () => {
  const text = feelType({ $ref: '#/types/Account' }, types);
  expect(text).toContain('context<name: string, boss: context<name: string, boss: ');
  expect(text).toContain('balance: number');
  const wide = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`member${at}`, { $ref: '#/types/Wide' }]));
  expect(feelType({ $ref: '#/types/Wide' }, { Wide: { type: 'object', properties: wide } }).length).toBeLessThanOrEqual(4000);
});

const action = (input: object, body: JsonSchema): Action => ({
  title: '',
  description: '',
  deprecated: false,
  input: { type: 'object', properties: input as never, required: Object.keys(input).slice(0, 1) },
  output: { type: 'object', properties: { status: { type: 'integer' }, headers: { type: 'object' }, body } },
  effect: 'reads',
  credentials: [],
  binding: { protocol: 'channel', transport: '', address: '', form: 'json' },
});
const connector = { types } as Connector;
const list: JsonSchema = { type: 'array', items: { $ref: '#/types/Person' } };

test('rows and how they go on are found where there is one list', () => {
  const cursor = action(
    { q: { type: 'string' }, page_token: { type: 'string' } },
    { type: 'object', properties: { items: list, next_page_token: { type: 'string' } } },
  );
  expect(actionTypes(connector, cursor)).toMatchObject({
    input: { q: 'string', page_token: 'string' },
    required: ['q'],
    rows: 'body.items',
    paging: { kind: 'cursor', input: 'page_token', from: 'body.next_page_token' },
  });
  const message = { type: 'object', properties: { account: { type: 'string' }, pageToken: { type: 'string' } } };
  const listed = { type: 'object', properties: { items: list, nextPageToken: { type: 'string' } } } as const;
  expect(actionTypes(connector, action({ message }, listed)).paging).toEqual({
    kind: 'cursor',
    input: 'message.pageToken',
    from: 'body.nextPageToken',
  });
  expect(actionTypes(connector, action({ page: {} }, list))).toMatchObject({
    rows: 'body',
    paging: { kind: 'page', input: 'page', first: 1 },
  });
  expect(actionTypes(connector, action({ offset: {} }, list))).toMatchObject({ paging: { kind: 'offset', input: 'offset' } });
  expect(actionTypes(connector, action({}, { type: 'object', properties: { a: list, b: list } }))).toMatchObject({
    rows: null,
    paging: null,
  });
});
