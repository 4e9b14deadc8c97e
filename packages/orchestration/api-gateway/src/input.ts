import type { OperationContract } from '@plinth/api-contract';
import { foundationErrors, isJsonObject, nearestName, type Violation } from '@plinth/foundation';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { gatewayErrors } from './errors.ts';
import { inputPhrases } from './input-phrases.ts';

const mostViolations = 20;
const contextNames = new Set(['tenant', 'environment', 'application']);

/** Assembles and checks the flat input of one operation from the parts of a request; made once per route. */
export function inputReader(contract: OperationContract): (request: FastifyRequest) => unknown {
  const validator = Compile(contract.input);
  const properties = contract.input.properties as Record<string, TSchema>;
  const pathNames = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').filter((name) => name in properties);
  const headers = Object.entries(contract.headers ?? {}) as [string, string][];
  const headerNames = new Set(headers.map(([name]) => name));
  const bodyless = contract.method === 'GET' || contract.method === 'DELETE';
  const queryNames = new Set<string>(
    bodyless ? Object.keys(properties).filter((name) => !pathNames.includes(name) && !headerNames.has(name)) : contract.query,
  );
  const elsewhere = new Set([...pathNames, ...queryNames, ...headerNames]);

  return (request) => {
    const input: Record<string, unknown> = {};
    if (!bodyless) readBody(contract, request.body, input, elsewhere);
    readQuery(request.query as Record<string, unknown>, queryNames, properties, input);
    const parameters = request.params as Record<string, string>;
    for (const name of pathNames) input[name] = fromText(parameters[name] ?? '', properties[name]);
    for (const [name, header] of headers) {
      const value = request.headers[header];
      if (value !== undefined) input[name] = fromText(Array.isArray(value) ? value.join(', ') : value, properties[name]);
    }
    if (!validator.Check(input))
      throw foundationErrors.invalidInput({}, { details: { violations: violationsOf(validator.Errors(input), contract) } });
    return input;
  };
}

function readBody(contract: OperationContract, body: unknown, input: Record<string, unknown>, elsewhere: ReadonlySet<string>): void {
  if (contract.body !== undefined) {
    if (body !== undefined && body !== null) input[contract.body] = body;
    return;
  }
  if (body === undefined || body === null) return;
  if (!isJsonObject(body)) throw gatewayErrors.malformedBody();
  for (const [name, value] of Object.entries(body)) {
    // What the path, query or headers say may not be contradicted by the body.
    if (elsewhere.has(name) || contextNames.has(name)) throw unknownProperty(name, contract);
    input[name] = value;
  }
}

function readQuery(
  query: Record<string, unknown>,
  names: ReadonlySet<string>,
  properties: Record<string, TSchema>,
  input: Record<string, unknown>,
): void {
  for (const [name, value] of Object.entries(query)) {
    const schema = properties[name];
    if (!names.has(name) || schema === undefined) {
      const nearest = nearestName(name, names);
      throw foundationErrors.invalidInput(
        {},
        {
          details: {
            violations: [
              {
                path: `/${name}`,
                message: inputPhrases.unknownParameter(),
                ...(nearest === null ? {} : { hint: inputPhrases.nearest({ nearest }) }),
              },
            ],
          },
        },
      );
    }
    input[name] = isArraySchema(schema)
      ? (Array.isArray(value) ? value : [value]).map((item) => fromText(String(item), itemSchema(schema)))
      : fromText(Array.isArray(value) ? String(value.at(-1)) : String(value), schema);
  }
}

function typeOf(schema: TSchema | undefined): unknown {
  return (schema as { type?: unknown } | undefined)?.type;
}

function isArraySchema(schema: TSchema): boolean {
  return typeOf(schema) === 'array';
}

function itemSchema(schema: TSchema): TSchema | undefined {
  return (schema as { items?: TSchema }).items;
}

/** A path, query or header text as its schema wants it; what does not fit stays text, and the check names it. */
function fromText(text: string, schema: TSchema | undefined): unknown {
  const type = typeOf(schema);
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

function violationsOf(errors: readonly SchemaError[], contract: OperationContract): Violation[] {
  const violations: Violation[] = [];
  for (const error of errors) {
    // `boolean` repeats each `additionalProperties`, `anyOf` sums up what its parts said.
    if (error.keyword === 'boolean') continue;
    if (violations.length === mostViolations) break;
    violations.push(...violationOf(error, contract));
  }
  return violations;
}

function violationOf(error: SchemaError, contract: OperationContract): Violation[] {
  const params = error.params as { additionalProperties?: string[]; requiredProperties?: string[] };
  if (params.additionalProperties !== undefined) {
    return params.additionalProperties.map((name) => {
      const nearest = error.instancePath === '' ? nearestName(name, Object.keys(contract.input.properties)) : null;
      return {
        path: `${error.instancePath}/${name}`,
        message: inputPhrases.unknownProperty(),
        ...(nearest === null ? {} : { hint: inputPhrases.nearest({ nearest }) }),
      };
    });
  }
  if (params.requiredProperties !== undefined) {
    return params.requiredProperties.map((name) => ({ path: `${error.instancePath}/${name}`, message: inputPhrases.required() }));
  }
  return [{ path: error.instancePath, message: error.message }];
}

function unknownProperty(name: string, contract: OperationContract): Error {
  return foundationErrors.invalidInput(
    {},
    {
      details: {
        violations: violationsOf(
          [{ keyword: 'additionalProperties', instancePath: '', message: '', params: { additionalProperties: [name] } }],
          contract,
        ),
      },
    },
  );
}
