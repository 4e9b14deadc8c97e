import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importAsyncApi } from './asyncapi/import-asyncapi.ts';
import type { ReadBeside } from './document/document-set.ts';
import { importGraphql } from './graphql/import-graphql.ts';
import type { Imported } from './imported.ts';
import { importOpenApi } from './openapi/import-openapi.ts';
import { importProto } from './proto/import-proto.ts';
import { importWsdl } from './wsdl/import-wsdl.ts';

const folder = join(import.meta.dirname, 'fixtures');
const beside: ReadBeside = (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null);
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Found in the text itself, by nothing that reads the documents elsewhere. */
const written = {
  rpc: (text: string) => [...text.matchAll(/\brpc (\w+)/g)].map(([, name]) => name),
  bound: (text: string) =>
    [...text.matchAll(/<(?:\w+:)?portType name="(\w+)">([\s\S]*?)<\/(?:\w+:)?portType>/g)].flatMap(([, portType, inner = '']) =>
      [...inner.matchAll(/<(?:\w+:)?operation name="(\w+)"/g)].map(([, name]) => `${portType} ${name}`),
    ),
};

/** Every operation by its name with what became of it; what was taken has a typed action or trigger, what was not a reason. */
function outcomes({ connector, report }: Imported): string[] {
  for (const { as, kind, reason, outcome, changes } of report.operations) {
    if (outcome === 'left out') {
      expect(reason).toMatch(/\w/);
      continue;
    }
    const made = kind === 'action' ? connector.actions[as ?? ''] : connector.triggers[as ?? ''];
    expect(made).toBeDefined();
    if (made !== undefined && 'input' in made) expect(made.input).toMatchObject({ type: 'object', properties: expect.any(Object) });
    expect(changes.length > 0).toBe(outcome === 'changed');
  }
  const keys = report.operations.flatMap(({ as, kind }) => (as === null ? [] : [`${kind} ${as}`]));
  expect(new Set(keys).size).toBe(keys.length);
  expect(Object.keys(connector.actions).length + Object.keys(connector.triggers).length).toBe(keys.length);
  return report.operations.map(({ name, outcome }) => `${name}: ${outcome}`);
}

test('OpenAPI: paths by reference, without a slash, of Azure, methods of 3.2, callbacks, parameters in circles', () => {
  const imported = importOpenApi(textOf('hard-operations.yaml'), beside);
  expect(outcomes(imported).sort()).toEqual(
    [
      '/d: left out',
      '/e: left out',
      'COPY /f: taken',
      'DELETE /a/{id}: changed',
      'DELETE /f: taken',
      'GET /a/{id}: changed',
      'GET /b: changed',
      'GET /c%20d/{a}{b}/x.{format}: changed',
      'GET /g: left out',
      'GET /h?op=list: taken',
      'GET noslash: left out',
      'HEAD /b: left out',
      'OPTIONS /b: changed',
      'POST /b: changed',
      'POST noslash: left out',
      'PUT /g: changed',
      'QUERY /f: taken',
      'TRACE /b: changed',
      'gone: taken',
      'onEvent: changed',
      'onEvent: taken',
    ].sort(),
  );
  const { actions, types } = imported.connector;
  expect(actions.dup2?.credentials).toEqual([['oauth'], ['key', 'mtls'], []]);
  expect(types.Pet).toMatchObject({ discriminator: { propertyName: 'kind', mapping: { c: '#/types/Cat', d: '#/types/Dog' } } });
  const [, created] = imported.report.operations.filter(({ name }) => name.endsWith(' /b'));
  expect(created?.changes.join()).toContain('sent as application/json, which it may also be as application/x-www-form-urlencoded');
});

test('OpenAPI 3.1: anchors, identifiers and dynamic references lead to types', () => {
  const imported = importOpenApi(textOf('dynamic-references.json'));
  expect(outcomes(imported)).toEqual(['POST /x: changed', 'new pet: changed', 'new pet: changed', 'new pet: changed']);
  const body = imported.connector.actions.postX?.input as { properties: { body: object } };
  expect(body.properties.body).toMatchObject({
    properties: { z: { $ref: '#/types/Z' }, n: { $ref: '#/types/Node' }, id: { $ref: '#/types/Id' } },
  });
  expect(imported.connector.types.Node).toMatchObject({ properties: { kids: { items: { $ref: '#/types/Node' } } } });
});

test('AsyncAPI 2: channels by reference, traits, headers, what is no operation', () => {
  const imported = importAsyncApi(textOf('hard-channels.yaml'));
  expect(outcomes(imported).sort()).toEqual([
    'bad: left out',
    'gone: left out',
    'publish avro: changed',
    'publish badop: left out',
    'publish nomsg: changed',
    'publish ref: taken',
    'publish traited: taken',
    'publish user/{id}/signedup: taken',
    'subscribe badop: left out',
    'subscribe user/{id}/signedup: changed',
  ]);
  const { receiveUserIdSignedup: action, fromTrait } = imported.connector.actions;
  expect(action?.input).toMatchObject({
    properties: { headers: { properties: { corr: { type: 'string' } } }, message: { $ref: '#/types/U' } },
  });
  expect(fromTrait?.title).toBe('S');
});

test('AsyncAPI 3: operations by reference, replies, what names no channel', () => {
  const imported = importAsyncApi(textOf('hard-channels.json'));
  expect(outcomes(imported).sort()).toEqual([
    'bad2: left out',
    'bad: left out',
    'nul: left out',
    'recv3: changed',
    'recv: changed',
    'refd: changed',
    'send1: changed',
  ]);
  expect(imported.connector.actions.recv?.input).toMatchObject({ properties: { b: { type: 'string', enum: ['x'] } } });
});

test('GraphQL: every field of the root types, of extensions too', () => {
  const imported = importGraphql(textOf('hard-schema.graphql'));
  expect(outcomes(imported).map((each) => each.replace(/:.*/, ''))).toEqual([
    ...['node', 'search', 'me', 'users', 'count', 'toString', '__proto', 'version', 'extended'].map((name) => `query ${name}`),
    ...['addPost', 'nothing'].map((name) => `mutation ${name}`),
    ...['posted', 'tick'].map((name) => `subscription ${name}`),
  ]);
});

test('GraphQL: a part of a graph extends what is defined elsewhere, with scalars of its host', () => {
  const imported = importGraphql('extend type Query { a(at: AWSDateTime): AWSJSON }');
  expect(outcomes(imported)).toEqual(['query a: taken']);
  expect(imported.report.notes).toEqual([
    'Query is only extended here; what else it has is described elsewhere.',
    'AWSDateTime is described nowhere, and is taken as anything.',
    'AWSJSON is described nowhere, and is taken as anything.',
  ]);
});

test('Protocol Buffers: every method of a file with all that proto2 has; editions say how fields lie', () => {
  const text = textOf('hard-services.proto');
  const imported = importProto(text, beside);
  expect(imported.report.operations.map(({ name }) => name.slice(name.indexOf('/') + 1))).toEqual(written.rpc(text));
  expect(outcomes(imported)).toContain('acme.v1.Svc/Gone: left out');
  expect(imported.report.notes.join()).toContain('acme.v1.sub.Imported');
  expect(imported.connector.wire?.['acme.v1.Shared3']).toMatchObject({
    fields: [
      { name: 's', presence: true },
      { name: 'i', presence: false },
      { name: 'n', many: 'list' },
      { name: 'd', group: true },
    ],
  });
});

test('WSDL: every operation of every port type, overloaded, one-way, encoded, unbound', () => {
  const imported = importWsdl(textOf('hard-bindings.wsdl'), beside);
  const declared = [...written.bound(textOf('hard-bindings.wsdl')), ...written.bound(textOf('b.wsdl'))];
  // One that only the binding has is told, too.
  expect(imported.report.operations.map(({ name }) => name).sort()).toEqual([...declared, 'P NotInPort'].sort());
  expect(
    outcomes(imported)
      .filter((each) => each.endsWith('left out'))
      .sort(),
  ).toEqual(['P NoMsg', 'P NotInPort', 'P Notify', 'P Rpc', 'P Solicit', 'P Unbound'].map((name) => `${name}: left out`));
  expect(imported.report.operations[0]?.changes).toContain('its header h is not sent');
  // The head of a group is abstract: only what stands in its place is sent.
  const { GetReq, Amount } = imported.connector.types as Record<string, { properties?: object; required?: string[] }>;
  expect(Object.keys(GetReq?.properties ?? {})).toEqual(['code', 'list', 'g1', 'Money2', 'Sub1', 'self', 'inc', '@x']);
  expect(GetReq?.required).toEqual(['code', 'list', 'g1', 'inc']);
  expect(Amount).toMatchObject({ allOf: [{}, { minimum: 0, exclusiveMaximum: 100 }] });
});
