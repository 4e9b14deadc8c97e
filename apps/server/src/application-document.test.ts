import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const base = '/data/main/production/bank';

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface DescribedOperation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
}

let running: TestPlatform;
let document: Document;
beforeAll(async () => {
  running = await startTestPlatform({ PLINTH_EXAMPLES: 'true' });
  document = (await (await ask('GET', `${base}/-/openapi.json`)).json()) as Document;
});
afterAll(() => running.close());

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(running.address + path, {
    method,
    headers: {
      authorization: `Bearer ${running.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function problemsOf(text: string): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended'],
    rules: { 'security-defined': 'error', 'operation-operationId-unique': 'error' },
  });
  const problems = await lintFromString({ source: text, config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`);
}

describe('documents that lint clean (Redocly, recommended rules)', () => {
  test('of the platform', async () => {
    expect(await problemsOf(await (await fetch(`${running.address}/api/openapi.json`)).text())).toEqual([]);
  });

  test('a spoiled document does not', async () => {
    const spoiled = JSON.stringify(document).replaceAll('"operationId":"client.list"', '"operationId":"client.get"');
    expect((await problemsOf(spoiled)).some((problem) => problem.startsWith('operation-operationId-unique'))).toBe(true);
  });

  test('of an application', async () => {
    expect(await problemsOf(JSON.stringify(document))).toEqual([]);
  });
});

describe('the document is what the application does', () => {
  function validate(schema: object | undefined, value: unknown, what: string) {
    if (schema === undefined) throw new Error(`${what} has no schema`);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema({ $id: 'https://plinth.example/document', components: document.components });
    const resolved = JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'https://plinth.example/document#/components')) as object;
    const check = ajv.compile(resolved);
    check(value);
    expect(check.errors?.map(({ instancePath, message }) => `${what} ${instancePath} ${message}`) ?? []).toEqual([]);
  }

  /** Calls an operation by its id, and holds what is sent and what comes back against the document. */
  async function call(id: string, parameters: Readonly<Record<string, string>> = {}, body?: unknown, headers?: Record<string, string>) {
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => (operation.operationId === id ? [{ path, method, operation }] : [])),
    )[0];
    if (found === undefined) throw new Error(`The document has no operation ${id}.`);
    const { path, method, operation } = found;
    if (body !== undefined) validate(operation.requestBody?.content['application/json']?.schema, body, `request of ${id}`);
    const query = new URLSearchParams(Object.entries(parameters).filter(([name]) => !path.includes(`{${name}}`)));
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    const url = `${document.servers[0]?.url}${address}${query.size > 0 ? `?${query}` : ''}`;
    const response = await ask(method.toUpperCase(), url, body, headers);
    const text = await response.text();
    expect(`${id} ${response.status} ${response.status < 300 ? '' : text}`.trim()).toMatch(/ 20[0-4]$/);
    const described = operation.responses[String(response.status)];
    expect(described, `${id} answers ${response.status}`).toBeDefined();
    if (text === '') return null;
    const answer = JSON.parse(text) as { id: string; version: number; items: { id: string }[]; ids: string[] };
    validate(described?.content?.['application/json']?.schema, answer, `answer of ${id}`);
    return answer;
  }

  /** What only comes to be while a loan is asked for. */
  const ofProcesses = new Set(['booking', 'loanApplication', 'notice']);

  test('every entity is read as it says', async () => {
    const lists = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    for (const id of lists.filter((each) => each.endsWith('.list'))) {
      const key = id.replace(/\.list$/, '');
      const page = await call(id, { limit: '20', count: 'true' });
      if (!ofProcesses.has(key)) {
        expect(page?.items.length, key).toBeGreaterThan(0);
        await call(`${key}.get`, { id: page?.items[0]?.id ?? '' });
      }
      await call(`${key}.aggregate`, {}, { measures: { all: { function: 'count' } } });
    }
  });

  test('every entity is written as it says', async () => {
    const [district] = (await call('district.list', { limit: '1' }))?.items ?? [];
    const client = await call(
      'client.create',
      {},
      { number: 900_001, name: 'Document Test', birthDate: '1980-01-31', sex: 'female', district: district?.id },
    );
    const id = client?.id ?? '';
    await call('client.update', { id }, { name: 'Tested' }, { 'if-match': '"1"' });
    await call('client.updateMany', {}, { records: [{ id, version: 2, values: { name: 'Tested again' } }] });
    const many = await call(
      'client.createMany',
      {},
      { records: [{ number: 900_002, name: 'Two', birthDate: '1981-01-31', sex: 'male', district: district?.id }] },
    );
    await call('client.deleteMany', {}, { records: (many?.ids ?? []).map((each) => ({ id: each })) });
    await call('client.delete', { id });
    const [loan] = (await call('loan.list', { limit: '1' }))?.items ?? [];
    await call('loan.update', { id: loan?.id ?? '' }, { status: 'runningInDebt' });
    await call('loan.history', { id: loan?.id ?? '' });
    await call('loan.explainAccess', { id: loan?.id ?? '' });
  });

  test('a member without a role gets none, a visitor an empty one', async () => {
    const visitor = await fetch(`${running.address}${base}/-/openapi.json`);
    expect(visitor.status).toBe(200);
    expect(Object.keys(((await visitor.json()) as Document).paths).filter((path) => !path.startsWith('/-/'))).toEqual([]);
  });

  test('who may do less is told of less', async () => {
    const definition = {
      'plinth.yaml': 'format: 1\nkey: less\ntype: application\nlabel: Less\n',
      'roles.yaml': 'reader:\n  heldBy: members\n  permissions:\n    thing: { operations: [ read ], hidden: [ secret ] }\n',
      'entities/thing.yaml': 'label: Thing\nfields:\n  name: text\n  secret: text\n',
      'entities/other.yaml': 'label: Other\nfields:\n  name: text\n',
    };
    const target = { tenant: 'main', environment: 'test', application: 'less' };
    await running.client.call(createApplication, target, { key: 'less', type: 'application', label: 'Less' });
    await running.client.call(pushDefinition, target, { files: definition });
    await publish(running.client, target, { version: '1.0.0' });
    const response = await ask('GET', '/data/main/test/less/-/openapi.json');
    const text = await response.text();
    expect(text).not.toMatch(/secret|other|Other/);
    const { paths } = JSON.parse(text) as Document;
    expect(Object.keys(paths)).toEqual(['/thing', '/thing/{id}', '/thing/-/aggregate', '/thing/{id}/-/access-explanation']);
    expect(Object.keys(paths['/thing'] ?? {})).toEqual(['get']);
    const again = await ask('GET', '/data/main/test/less/-/openapi.json', undefined, {
      'if-none-match': response.headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
  });
});
