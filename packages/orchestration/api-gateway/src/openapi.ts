import type { Operation, OperationContract } from '@plinth/api-contract';
import type { JsonObject } from '@plinth/foundation';
import type { TSchema } from 'typebox';
import { isStreamed } from './body-parsing.ts';

const contextParameters: Readonly<Record<string, string>> = {
  tenant: 'Key of the tenant.',
  environment: 'Key of the environment, such as production.',
  application: 'Key of the application.',
};

/** The OpenAPI 3.1 document of the platform's own operations, made from their contracts. */
export function openApiDocument(operations: readonly Operation[], info: { readonly version: string }): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { contract } of operations) {
    const path = paths[contract.path] ?? {};
    path[contract.method.toLowerCase()] = describe(contract);
    paths[contract.path] = path;
  }
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: {
        title: 'Plinth',
        version: info.version,
        description: 'The operations of the platform itself.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      security: [{ token: [] }, { session: [] }],
      paths,
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A personal API token.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'plinth_session_{tenant}',
            description: 'The cookie that signing in sets; changes also need the header x-plinth-csrf.',
          },
        },
        schemas: { Problem: problemSchema },
        responses: {
          Problem: {
            description: 'A problem document (RFC 9457).',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    }),
  ) as JsonObject;
}

function describe(contract: OperationContract): unknown {
  const properties = contract.input.properties as Record<string, TSchema>;
  const required = new Set((contract.input.required as string[] | undefined) ?? []);
  const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const headers = (contract.headers ?? {}) as Record<string, string>;
  const bodyless = contract.method === 'GET' || contract.method === 'DELETE';
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name) && !(name in headers));
  const inQuery = bodyless ? rest : rest.filter((name) => contract.query?.includes(name));
  const inBody = bodyless ? [] : rest.filter((name) => !inQuery.includes(name));
  const [tag = ''] = contract.id.split('.', 1);
  return {
    operationId: contract.id,
    tags: [tag],
    summary: contract.summary,
    parameters: [
      ...inPath.map((name) => ({
        name,
        in: 'path',
        required: true,
        description: contextParameters[name],
        schema: properties[name] ?? { type: 'string' },
      })),
      ...inQuery.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
      ...Object.entries(headers).map(([name, header]) => ({
        name: header,
        in: 'header',
        required: required.has(name),
        schema: properties[name],
      })),
    ],
    ...(inBody.length === 0 ? {} : { requestBody: describeBody(contract, inBody, properties, required) }),
    responses: {
      [contract.status ?? 200]: { description: 'Done.', content: outputContent(contract) },
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
    ...(contract.permission === 'anyone' ? { security: [{}] } : {}),
  };
}

function outputContent({ output }: OperationContract): unknown {
  return (output as { format?: string }).format === 'stream'
    ? { 'application/octet-stream': {} }
    : { 'application/json': { schema: output } };
}

function describeBody(
  contract: OperationContract,
  names: readonly string[],
  properties: Record<string, TSchema>,
  required: ReadonlySet<string>,
): unknown {
  if (isStreamed(contract)) return { required: true, content: { 'application/octet-stream': {} } };
  if (contract.body !== undefined) {
    return { required: required.has(contract.body), content: { 'application/json': { schema: properties[contract.body] } } };
  }
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required: names.filter((name) => required.has(name)),
    additionalProperties: false,
  };
  return { required: schema.required.length > 0, content: { 'application/json': { schema } } };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'hint', 'cause'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'The code of the error registry.' },
    detail: { type: 'string' },
    hint: { type: 'string', description: 'What to do now.' },
    cause: { enum: ['caller', 'outside', 'ours'] },
    trace: { type: 'string' },
    violations: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' }, hint: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
};
