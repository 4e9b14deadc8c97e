import { buildSchema, graphqlSync, introspectionFromSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { Connector } from '../connector.ts';
import { importGraphql } from './import-graphql.ts';

const sdl = `
scalar Date
enum Kind { GIRO SAVINGS }
interface Party { name: String! }
type Person implements Party { name: String!, born: Date, accounts: [Account!]! }
type Company implements Party { name: String!, born: Int, agent: Party }
type Account { id: ID!, kind: Kind, owner: Party!, history(after: Date!): [String] , parent: Account }
input Filter { kind: Kind, and: [Filter!], least: Float = 1 }
type Query { account(id: ID!): Account, accounts(filter: Filter): [Account!]!, ping: Boolean! }
type Mutation { open(kind: Kind!): Account @deprecated }
type Subscription { changed: Account }
`;

function queryOf({ actions }: Connector, key: string): string {
  const binding = actions[key]?.binding;
  return binding?.protocol === 'graphql' ? binding.query : '';
}

test('fields become actions that any server of the schema takes', () => {
  const { connector, report } = importGraphql(sdl);
  expect(report.operations.map(({ name, outcome, as }) => [name, outcome, as])).toEqual([
    ['query account', 'changed', 'account'],
    ['query accounts', 'changed', 'accounts'],
    ['query ping', 'taken', 'ping'],
    ['mutation open', 'changed', 'open'],
    ['subscription changed', 'changed', 'onChanged'],
  ]);
  const schema = buildSchema(sdl);
  for (const key of Object.keys(connector.actions)) expect(validate(schema, parse(queryOf(connector, key)))).toEqual([]);
  expect(connector.actions.accounts).toMatchObject({
    effect: 'reads',
    input: { properties: { filter: { anyOf: [{ $ref: '#/types/Filter' }, { type: 'null' }] } } },
    output: { type: 'array', items: { properties: { id: { type: ['string', 'integer'] }, owner: { anyOf: [{}, {}] } } } },
  });
  expect(connector.actions.open).toMatchObject({
    effect: 'once',
    deprecated: true,
    input: { required: ['kind'], properties: { kind: { enum: ['GIRO', 'SAVINGS'] } } },
  });
  expect(connector.types.Filter).toMatchObject({ properties: { and: { type: ['array', 'null'], items: { $ref: '#/types/Filter' } } } });
  expect(graphqlSync({ schema, source: queryOf(connector, 'ping'), rootValue: { ping: true } }).data).toEqual({ ping: true });
});

test('an introspected schema gives the same', () => {
  const introspection = introspectionFromSchema(buildSchema(sdl));
  const { connector } = importGraphql(JSON.stringify({ data: introspection }));
  expect(connector.actions).toEqual(importGraphql(sdl).connector.actions);
});

test.each(['', 'type Query {', '{"a": 1}', '{"__schema": {}}', 'type Query { a: Int, a: Int ', 'hello', '[]'])('%j is refused', (text) => {
  expect(() => importGraphql(text)).toThrow(expect.objectContaining({ code: 'connectors.unreadable-document' }));
});

test('what has no end is selected to one', () => {
  const types = Array.from(
    { length: 60 },
    (_, i) => `type T${i} { ${Array.from({ length: 60 }, (_, j) => `f${j}: T${j}`).join(' ')} x: Int }`,
  );
  const { connector } = importGraphql(`${types.join('\n')} type Query { t: T0 }`);
  expect(queryOf(connector, 't').length).toBeLessThan(20_000);
});
