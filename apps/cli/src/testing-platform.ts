import type { OperationContract } from '@plinth/api-contract';
import { Value } from 'typebox/value';

/** A request as the fake saw it. */
export interface SeenCall {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly authorization: string | null;
}

/** What the fake answers to one operation: its output, a {@link FakeProblem} for an error, a response where it is bytes. */
export type Answer = (call: SeenCall) => unknown;

/** An error of the platform: status and code as a problem document (RFC 9457). */
export class FakeProblem {
  readonly status: number;
  readonly code: string;
  readonly violations: readonly { readonly path: string; readonly message: string }[];
  constructor(status: number, code: string, violations: FakeProblem['violations'] = []) {
    this.status = status;
    this.code = code;
    this.violations = violations;
  }
}

/** A platform in memory: answers by the contracts, checks its own answers against them, remembers what was asked. */
export function fakePlatform(answers: readonly (readonly [OperationContract, Answer])[]): { fetch: typeof fetch; calls: SeenCall[] } {
  const calls: SeenCall[] = [];
  const respond = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address);
    for (const [contract, answer] of answers) {
      const path = matchPath(contract.path, url.pathname);
      if (contract.method !== init.method || path === null) continue;
      const call = {
        operation: contract.id,
        path,
        query: Object.fromEntries(url.searchParams),
        body: await bodyOf(init.body),
        authorization: new Headers(init.headers).get('authorization'),
      };
      calls.push(call);
      const output = answer(call);
      if (output instanceof FakeProblem) return problem(output);
      if (output instanceof Response) return output;
      if (contract.status === 204) return new Response(null, { status: 204 });
      const wrong = [...Value.Errors(contract.output, output)][0];
      if (wrong !== undefined) throw new Error(`The fake answers ${contract.id} wrongly: ${JSON.stringify(wrong)}`);
      return Response.json(output, { status: contract.status ?? 200 });
    }
    throw new Error(`The fake knows no ${init.method} ${url.pathname}`);
  };
  return { fetch: ((address: string, init?: RequestInit) => respond(address, init)) as typeof fetch, calls };
}

function problem({ status, code, violations }: FakeProblem): Response {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: `It is ${code}.`,
    hint: 'Do otherwise.',
    cause: 'caller',
    violations,
  };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const parts = pattern.split('/');
  const given = path.split('/').map(decodeURIComponent);
  if (parts.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    if (part.startsWith('{')) found[part.slice(1, -1)] = given[at] ?? '';
    else if (part !== given[at]) return null;
  }
  return found;
}

async function bodyOf(body: unknown): Promise<unknown> {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return JSON.parse(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
