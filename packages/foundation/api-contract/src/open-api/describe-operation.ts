import { isStreamed, type OperationContract } from '../operation.ts';

const contextParameters: Readonly<Record<string, string>> = {
  tenant: 'Key of the tenant.',
  environment: 'Key of the environment, such as production.',
  application: 'Key of the application.',
};

/** Path to method to operation. */
export type Paths = Record<string, Readonly<Record<string, unknown>>>;

/** How an operation is described where it is about one kind of thing only. */
export interface DescribeOptions {
  readonly operationId?: string;
  readonly tag?: string;
  readonly summary?: string;
  /** Parameters of the path that are fixed in this document and so no parameters. */
  readonly fixed?: readonly string[];
  /** Schemas in place of the contract's, by property of the input. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
}

/** An operation as OpenAPI has it, from its contract. */
export function describeOperation(contract: OperationContract, options: DescribeOptions = {}): Readonly<Record<string, unknown>> {
  const fixed = new Set(options.fixed);
  const properties = { ...(contract.input.properties as Record<string, unknown>), ...options.input };
  const required = new Set((contract.input.required as string[] | undefined) ?? []);
  const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').filter((name) => !fixed.has(name));
  const headers = (contract.headers ?? {}) as Record<string, string>;
  const bodyless = contract.method === 'GET' || contract.method === 'DELETE';
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name) && !fixed.has(name) && !(name in headers));
  const inQuery = bodyless ? rest : rest.filter((name) => contract.query?.includes(name));
  const inBody = bodyless ? [] : rest.filter((name) => !inQuery.includes(name));
  const [tag = ''] = contract.id.split('.', 1);
  return {
    operationId: options.operationId ?? contract.id,
    tags: [options.tag ?? tag],
    summary: options.summary ?? contract.summary,
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
      [contract.status ?? ((contract.output as { type?: string }).type === 'null' ? 204 : 200)]: {
        description: 'Done.',
        ...outputContent(contract, options.output ?? contract.output),
      },
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
    ...(contract.permission === 'anyone' ? { security: [{}] } : {}),
  };
}

function outputContent({ output }: OperationContract, schema: unknown): Readonly<Record<string, unknown>> {
  const { format, type } = output as { format?: string; type?: string };
  if (type === 'null') return {};
  return { content: format === 'stream' ? { 'application/octet-stream': {} } : { 'application/json': { schema } } };
}

function describeBody(
  contract: OperationContract,
  names: readonly string[],
  properties: Readonly<Record<string, unknown>>,
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
