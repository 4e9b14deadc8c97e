import { describe, expect, test } from 'vitest';
import type { Imported } from '../imported.ts';
import { importOpenApi } from './import-openapi.ts';

const answer = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'string' } } } } };

function openApi(paths: object, more: object = {}): Imported {
  return importOpenApi(JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, ...more }));
}

describe('an operation becomes an action', () => {
  test('with its parameters, body, answer, effect and credentials', () => {
    const { connector, report } = importOpenApi(`
openapi: 3.0.3
info: { title: Accounts, version: '2' }
servers: [{ url: 'https://{region}.bank.example/v1', variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ key: [] }]
paths:
  /accounts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: get-account
      summary: One account
      parameters:
        - { name: X-Request-ID, in: header, schema: { type: string, format: uuid } }
        - { name: id, in: query, schema: { type: array, items: { type: string } } }
        - { name: Authorization, in: header, required: true, schema: { type: string } }
      responses: { '200': { description: ok, headers: { ETag: {} }, content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } } }
    put:
      security: []
      requestBody: { required: true, content: { application/xml: {}, application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
      responses: { '204': { description: gone } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Account:
      type: object
      required: [id]
      properties:
        id: { type: integer, minimum: 0, exclusiveMinimum: true }
        opened: { type: string, format: date, nullable: true, enum: ['2026-01-01'] }
        parent: { nullable: true, allOf: [{ $ref: '#/components/schemas/Account' }] }
`);
    expect(report).toMatchObject({ counts: { taken: 1, changed: 1, 'left out': 0, types: 1 }, notes: [] });
    expect(report.operations.flatMap(({ changes }) => changes)).toEqual([
      expect.stringMatching(/^its body is sent as application\/json, which it may also be as /),
    ]);
    expect(connector.servers).toEqual([
      { address: 'https://{region}.bank.example/v1', description: '', variables: { region: { default: 'eu', choices: ['eu', 'us'] } } },
    ]);
    expect(connector.credentials).toEqual({ key: { kind: 'key', in: 'header', name: 'X-Key' } });
    expect(connector.actions.getAccount).toMatchObject({
      title: 'One account',
      effect: 'reads',
      credentials: [['key']],
      input: {
        properties: { id: { type: 'integer' }, xRequestID: { type: 'string' }, queryId: { type: 'array' } },
        required: ['id'],
      },
      output: {
        properties: { status: { enum: [200] }, headers: { properties: { etag: { type: 'string' } } }, body: { $ref: '#/types/Account' } },
      },
    });
    expect(connector.actions.putAccountsId).toMatchObject({
      effect: 'repeatable',
      credentials: [],
      input: { properties: { body: { $ref: '#/types/Account' } }, required: ['id', 'body'] },
      output: { properties: { body: { type: 'null' } } },
      binding: { body: { mediaType: 'application/json', form: 'json' } },
    });
    expect(connector.types.Account).toEqual({
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer', exclusiveMinimum: 0 },
        opened: { type: ['string', 'null'], format: 'date', enum: ['2026-01-01', null] },
        parent: { anyOf: [{ allOf: [{ $ref: '#/types/Account' }] }, { type: 'null' }] },
      },
    });
  });

  test('of Swagger 2, with forms, collections and its own flows', () => {
    const { connector, report } = importOpenApi(
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'Old', version: '1' },
        host: 'old.example',
        basePath: '/api',
        schemes: ['http', 'https'],
        securityDefinitions: {
          sign: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: { r: '' } },
        },
        paths: {
          '/files': {
            post: {
              consumes: ['multipart/form-data'],
              parameters: [
                { name: 'file', in: 'formData', type: 'file', required: true },
                { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
              ],
              responses: { 201: { schema: { $ref: '#/definitions/File' } } },
            },
          },
        },
        definitions: { File: { type: 'object', properties: { size: { type: 'integer', format: 'int64' } } } },
      }),
    );
    expect(report.counts).toEqual({ taken: 1, changed: 0, 'left out': 0, types: 1 });
    expect(connector.servers.map(({ address }) => address)).toEqual(['https://old.example/api', 'http://old.example/api']);
    expect(connector.credentials.sign).toMatchObject({
      kind: 'oauth2',
      flows: { authorizationCode: { tokenAddress: 'https://t', scopes: ['r'] } },
    });
    expect(connector.actions.postFiles).toMatchObject({
      input: { properties: { body: { properties: { file: { type: 'string', contentEncoding: 'base64' } }, required: ['file'] } } },
      output: { properties: { body: { $ref: '#/types/File' } } },
      binding: { parameters: [{ property: 'tags', style: 'pipeDelimited', explode: false }], body: { form: 'multipart' } },
    });
  });

  test('of several files, none of which is outside of the folder or at an address', () => {
    const files: Record<string, string> = {
      'types/pet.yaml': 'Pet: { type: object, properties: { kind: { $ref: ./kind.yaml } } }',
      'types/kind.yaml': 'enum: [cat]',
      'broken.yaml': 'a: [',
    };
    const asked: string[] = [];
    const schemas = [
      'types/pet.yaml#/Pet',
      '../secret.yaml',
      '/etc/passwd',
      'http://169.254.169.254/x',
      'file:///etc/passwd',
      'missing.yaml',
      'broken.yaml',
    ];
    const paths = Object.fromEntries(
      schemas.map(($ref, index) => [
        `/p${index}`,
        { get: { responses: { 200: { content: { 'application/json': { schema: { $ref } } } } } } },
      ]),
    );
    const { connector, report } = importOpenApi(JSON.stringify({ openapi: '3.0.0', paths }), (path) => {
      asked.push(path);
      return files[path] ?? null;
    });
    expect(asked.sort()).toEqual(['broken.yaml', 'missing.yaml', 'types/kind.yaml', 'types/pet.yaml']);
    expect(connector.types).toEqual({ Pet: { type: 'object', properties: { kind: { $ref: '#/types/kind' } } }, kind: { enum: ['cat'] } });
    expect(report.operations.map(({ outcome }) => outcome)).toEqual(['taken', ...Array(6).fill('changed')]);
  });

  test('webhooks and callbacks become triggers', () => {
    const event = { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: {} };
    const { connector, report } = openApi(
      { '/subscribe': { post: { responses: answer, callbacks: { onData: { '{$request.body#/url}': { post: event } } } } } },
      { webhooks: { newPet: { post: event }, lostPet: { put: event } } },
    );
    expect(Object.keys(connector.triggers)).toEqual(['newPet', 'lostPet', 'onData']);
    const isCalled = { binding: { protocol: 'system', system: 'webhook', hears: 'called' }, input: { additionalProperties: false } };
    expect(connector.triggers).toMatchObject({ newPet: isCalled, onData: isCalled });
    expect(connector.triggers.lostPet).not.toHaveProperty('binding');
    expect(report.operations.find(({ as }) => as === 'lostPet')?.changes).toEqual([
      'it is sent by PUT, and only what is sent by POST is received',
    ]);
    expect(connector.triggers.newPet).toMatchObject({ payload: { type: 'object' } });
  });
});

describe('what cannot be taken is told', () => {
  test.each([
    [{ get: 7 }, 'left out', 'no object'],
    [{ get: { parameters: [{ in: 'query', required: true }], responses: answer } }, 'left out', 'has no name'],
    [{ get: { parameters: [{ in: 'query' }], responses: answer } }, 'changed', 'a parameter is not asked for: The parameter'],
    [{ get: { parameters: [{ in: 'moon', name: 'x', required: true }], responses: answer } }, 'left out', '"moon"'],
    [{ post: { requestBody: { $ref: '#/nowhere' }, responses: answer } }, 'left out', '#/nowhere is not there'],
    [{ get: {} }, 'changed', 'says nothing of what it answers'],
    [{ get: { parameters: [{ $ref: '#/nowhere' }], responses: answer } }, 'changed', '#/nowhere is not there'],
    [{ get: { parameters: [{ in: 'path', name: 'x', schema: {} }], responses: answer } }, 'changed', 'no place for the parameter x'],
    [{ get: { security: [{ ghost: [] }], responses: answer } }, 'changed', 'ghost'],
    [{ get: { responses: { 200: { content: { 'text/xml': { schema: {} } } } } } }, 'changed', 'text/xml is given and taken as text'],
    [{ get: { responses: { 200: { content: { 'application/json': { schema: { type: 'strng' } } } } } } }, 'changed', 'type has a value'],
  ])('%j', (item, outcome, told) => {
    const [report] = openApi({ '/x': item }).report.operations;
    expect(report).toMatchObject({ outcome });
    expect([...(report?.changes ?? []), report?.reason ?? ''].join()).toContain(told);
  });

  test('within a schema with an identifier, references begin at it', () => {
    const { connector, report } = openApi(
      {
        '/x': {
          get: {
            operationId: 'x',
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Patient' } } } } },
          },
        },
      },
      {
        components: {
          schemas: {
            Patient: {
              $id: 'https://example.com/patient',
              allOf: [
                { $ref: '#/$defs/named' },
                { $ref: 'https://example.com/patient#/$defs/born' },
                { $ref: '#/components/schemas/Other' },
              ],
              $defs: { named: { type: 'string', minLength: 3 }, born: { type: 'string', maxLength: 9 } },
            },
            Other: { type: 'string', pattern: '^a' },
          },
        },
      },
    );
    expect(report.types).toEqual([]);
    expect(connector.types).toMatchObject({ named: { minLength: 3 }, born: { maxLength: 9 }, Other: { pattern: '^a' } });
  });

  test('a patch is given as what it changes, parts have their media types, a range is sent as one type', () => {
    const patch = {
      'application/json-patch+json': { schema: { type: 'object' } },
      'application/merge-patch+json': { schema: { type: 'object' } },
    };
    const encoding = {
      meta: { contentType: 'application/vnd.meta+json' },
      pic: { contentType: 'image/png, image/jpeg' },
      odd: { contentType: 'a\r\nb: c' },
    };
    const form = { 'multipart/form-data': { schema: { type: 'object' }, encoding } };
    const { connector } = openApi({
      '/x': {
        patch: { operationId: 'change', requestBody: { content: patch }, responses: answer },
        post: { operationId: 'send', requestBody: { content: form }, responses: answer },
        put: { operationId: 'paint', requestBody: { content: { 'image/*': {} } }, responses: answer },
      },
    });
    const bodyOf = (action: string) => {
      const binding = connector.actions[action]?.binding;
      return binding?.protocol === 'http' ? binding.body : expect.unreachable();
    };
    expect(bodyOf('change')?.mediaType).toBe('application/merge-patch+json');
    expect(bodyOf('send')?.partTypes).toEqual({ meta: 'application/vnd.meta+json', pic: 'image/png' });
    expect(bodyOf('paint')).toMatchObject({ mediaType: 'application/octet-stream', form: 'bytes' });
  });

  test('references in circles end, and names of prototypes are names', () => {
    const { connector, report } = importOpenApi(
      `{"openapi":"3.0.0","paths":{"/x/{__proto__}":{"get":{"operationId":"constructor","responses":{"200":{"content":{"application/json":
      {"schema":{"type":"object","properties":{"__proto__":{"$ref":"#/components/schemas/__proto__"}}}}}}}},
      "post":{"parameters":[{"$ref":"#/components/parameters/a"}]}}},
      "components":{"schemas":{"__proto__":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/__proto__"}},
      "parameters":{"a":{"$ref":"#/components/parameters/a"}}}}`,
    );
    expect(Object.keys(connector.actions)).toEqual(['constructor2', 'postXProto']);
    expect(Object.getPrototypeOf(connector.types)).toBe(Object.prototype);
    expect(JSON.stringify(report)).toContain('in a circle');
  });

  test.each(['', '[]', '7', '{', 'a: [', 'openapi: 4.0.0', 'swagger: "1.2"', '{"info":{}}', '\u0000'])('%j is no document', (text) => {
    expect(() => importOpenApi(text)).toThrow(expect.objectContaining({ code: 'connectors.unreadable-document' }));
  });

  test('what grows without end is refused', () => {
    const doubling = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} { properties: { x: ${i === 0 ? '{}' : `*a${i - 1}`}, y: ${i === 0 ? '{}' : `*a${i - 1}`} } }`,
    );
    const text = `openapi: 3.1.0\n${doubling.join('\n')}\npaths: { /x: { get: { responses: { '200': { content: { application/json: { schema: *a29 } } } } } } }`;
    expect(() => importOpenApi(text)).toThrow(expect.objectContaining({ code: 'connectors.too-large-document' }));
    const deep = `{"openapi":"3.0.0","paths":{"/x":{"get":{"responses":{"200":{"content":{"application/json":{"schema":${'{"items":'.repeat(5000)}{}${'}'.repeat(5000)}}}}}}}}}`;
    expect(importOpenApi(deep).report.operations[0]?.changes[0]).toMatch(/more than 150 levels deep, and is taken as anything$/);
  });
});
