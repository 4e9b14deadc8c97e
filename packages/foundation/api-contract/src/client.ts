import { isJsonObject, PlinthError, type Problem } from '@plinth/foundation';
import type { Static } from 'typebox';
import { clientErrors } from './errors.ts';
import type { OperationContract } from './operation.ts';

/** Where a call goes: the parts of the path that are not input. */
export interface CallTarget {
  readonly tenant?: string;
  readonly environment?: string;
  readonly application?: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
}

export interface ClientOptions {
  /** Scheme, host and port without a slash at the end; empty for the page's own origin. */
  readonly address: string;
  readonly fetch: typeof fetch;
  /** Sent with every call: `authorization`, or `x-plinth-csrf` in browsers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls operations by their contracts. Errors are rejected as the `PlinthError` that the server meant. */
export interface Client {
  call<Contract extends OperationContract>(
    contract: Contract,
    target: CallTarget,
    input: Static<Contract['input']>,
    options?: CallOptions,
  ): Promise<Static<Contract['output']>>;
  /** The bare response, for outputs that are bytes. */
  fetch(
    contract: OperationContract,
    target: CallTarget,
    input: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Response>;
}

export function createClient(options: ClientOptions): Client {
  const asked = options.address === '' ? 'this address' : options.address;
  const send: Client['fetch'] = async (contract, target, input, callOptions = {}) => {
    const request = toRequest(contract, target, input);
    const headers = { ...options.headers, ...request.headers };
    if (callOptions.idempotencyKey !== undefined) headers['idempotency-key'] = callOptions.idempotencyKey;
    const response = await options
      .fetch(options.address + request.path, {
        method: contract.method,
        headers,
        credentials: 'same-origin',
        ...(request.body === undefined ? {} : { body: request.body, ...(typeof request.body === 'string' ? {} : { duplex: 'half' }) }),
        ...(callOptions.signal === undefined ? {} : { signal: callOptions.signal }),
      })
      .catch((cause: unknown) => {
        if (callOptions.signal?.aborted === true) throw cause;
        throw clientErrors.unreachable({ address: asked }, { cause });
      });
    if (!response.ok) throw await errorOf(response, asked);
    return response;
  };
  return {
    fetch: send,
    async call(contract, target, input, callOptions) {
      const response = await send(contract, target, input as Readonly<Record<string, unknown>>, callOptions);
      if (response.status === 204) return null as never;
      const text = await response.text();
      try {
        return JSON.parse(text) as never;
      } catch (cause) {
        throw clientErrors.notPlinth({ address: asked }, { cause });
      }
    },
  };
}

interface HttpRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | BodyInit | undefined;
}

/** The HTTP form of an input: the reverse of what the gateway reads. */
function toRequest(contract: OperationContract, target: CallTarget, input: Readonly<Record<string, unknown>>): HttpRequest {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name) ?? target[name as keyof CallTarget];
    if (value === undefined) throw new Error(`${contract.id} needs ${name}.`);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const [name, header] of Object.entries((contract.headers ?? {}) as Record<string, string>)) {
    if (rest.has(name)) headers[header] = String(rest.get(name));
    rest.delete(name);
  }
  const query = new URLSearchParams();
  const bodyless = contract.method === 'GET' || contract.method === 'DELETE';
  const inQuery = bodyless ? [...rest.keys()] : (contract.query ?? []);
  for (const name of inQuery) {
    const value = rest.get(name);
    for (const item of Array.isArray(value) ? value : value === undefined ? [] : [value]) query.append(name, String(item));
    rest.delete(name);
  }
  const address = query.size === 0 ? path : `${path}?${query}`;
  if (bodyless) return { path: address, headers, body: undefined };
  if (contract.body === undefined) {
    headers['content-type'] = 'application/json';
    return { path: address, headers, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const body = rest.get(contract.body);
  const schema = contract.input.properties[contract.body] as { format?: string } | undefined;
  if (schema?.format === 'stream') {
    headers['content-type'] ??= 'application/octet-stream';
    return { path: address, headers, body: body as BodyInit };
  }
  headers['content-type'] = 'application/json';
  return { path: address, headers, body: JSON.stringify(body) };
}

/** The error that a problem document tells of. */
export function errorOfProblem(problem: Problem, options: { readonly retryAfter?: number } = {}): PlinthError {
  const { code, status, detail, hint, cause, type: _type, title: _title, ...details } = problem;
  return new PlinthError(
    code,
    { status, cause, message: detail, hint },
    {},
    { ...options, details: details as unknown as PlinthError['details'] },
  );
}

async function errorOf(response: Response, address: string): Promise<PlinthError> {
  const problem: unknown = await response.json().catch(() => null);
  if (!isJsonObject(problem) || typeof problem.code !== 'string') return clientErrors.notPlinth({ address });
  const retryAfter = response.headers.get('retry-after');
  return errorOfProblem(problem as unknown as Problem, retryAfter === null ? {} : { retryAfter: Number(retryAfter) });
}
