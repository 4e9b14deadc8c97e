import type { JsonObject } from '@plinth/foundation';
import type { Operation } from '../operation.ts';
import { describeOperation, type Paths } from './describe-operation.ts';

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Below which address the paths are. */
  readonly server: string;
  /** Tags in their order, with what they stand for. */
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly schemas?: Readonly<Record<string, unknown>>;
}

/** An OpenAPI 3.1 document around paths. */
export function openApiDocument(paths: Paths, info: DocumentInfo): JsonObject {
  const document = {
    openapi: '3.1.0',
    info: {
      title: info.title,
      version: info.version,
      description: info.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: info.server }],
    security: [{ token: [] }, { session: [] }],
    tags: info.tags,
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
      schemas: { ...info.schemas, Problem: problemSchema },
      responses: {
        Problem: {
          description: 'A problem document (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
  // Schemas carry symbols and absent values that are no JSON.
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

/** The document of the platform's own operations, made from their contracts. */
export function platformDocument(operations: readonly Operation[], version: string): JsonObject {
  const paths: Paths = {};
  for (const { contract } of operations) {
    paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: describeOperation(contract) };
  }
  const names = [...new Set(operations.map(({ contract }) => contract.id.split('.', 1)[0] ?? ''))];
  return openApiDocument(paths, {
    title: 'Plinth',
    version,
    description: 'The operations of the platform itself. Each application has a document of its own.',
    server: '/',
    tags: names.map((name) => ({ name, description: `Operations on ${name}.` })),
  });
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
