import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { bankLoans, bankPlans, bankShell } from './bank-plans.ts';

export interface FakePlatform {
  readonly address: string;
  /** What each call was, in order: `POST /data/…`. */
  readonly calls: string[];
  close(): Promise<void>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** The policy that the gateway sends with its pages. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A platform in memory that keeps the contracts the Player calls: a double for tests of the Player alone. */
export async function startFakePlatform(dist: string): Promise<FakePlatform> {
  const calls: string[] = [];
  const session = { signedIn: true };
  const server = createServer((request, response) => {
    void answer(request, response, dist, calls, session).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The fake platform has no port.');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    calls,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  dist: string,
  calls: string[],
  session: { signedIn: boolean },
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake.invalid');
  if (url.pathname.startsWith('/assets/player/')) return asset(response, join(dist, url.pathname.slice('/assets/player/'.length)));
  if (!/^\/(api|data)\//.test(url.pathname)) return page(response, dist);
  calls.push(`${request.method} ${url.pathname}`);
  const body = await bodyOf(request);
  const result = operate(`${request.method} ${url.pathname}`, body, session);
  response.writeHead(result.status, { 'content-type': result.status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(result.status === 204 ? undefined : JSON.stringify(result.body));
}

interface Result {
  readonly status: number;
  readonly body?: unknown;
}

const base = '/data/acme/test/bank';

function operate(call: string, body: Readonly<Record<string, unknown>>, session: { signedIn: boolean }): Result {
  const member = session.signedIn
    ? { id: 'm1', name: 'Mara Nováková', email: 'mara@acme.example', tenantRoles: ['member'], groups: [], platformAdministrator: false }
    : null;
  const info = { tenant: { key: 'acme', name: 'Acme Bank' }, environments: [], member, applicationRoles: {}, scopes: null };
  switch (call) {
    case 'GET /api/set-up':
      return ok({ needed: false });
    case 'POST /api/set-up':
      return problem(409, 'tenancy.set-up-not-possible', 'The platform is set up already.', 'Sign in instead.');
    case 'GET /api/acme/session':
      return ok(info);
    case 'POST /api/acme/session':
      if (body.password !== 'correct horse battery')
        return problem(401, 'tenancy.sign-in-refused', 'E-mail and password do not match.', 'Check both and try again.');
      session.signedIn = true;
      return { status: 201, body: { ...info, member: { name: 'Mara' } } };
    case 'DELETE /api/acme/session':
      session.signedIn = false;
      return { status: 204 };
    case 'POST /api/acme/session/link/preview':
      return ok({
        purpose: 'invitation',
        tenant: { key: 'acme', name: 'Acme Bank' },
        email: 'jan@acme.example',
        name: 'Jan Malý',
        expiresAt: '2027-01-01T12:00:00Z',
      });
    case 'GET /api/acme/launcher':
      if (!session.signedIn) return problem(401, 'gateway.sign-in-needed', 'You are not signed in.', 'Sign in.');
      return ok({
        tenant: { key: 'acme', label: 'Acme Bank' },
        applications: [
          { ...bankShell.application, environment: { key: 'test', label: 'Test' } },
          {
            key: 'leave',
            label: 'Leave requests',
            description: 'Ask for days off and see who is away.',
            icon: 'calendar',
            environment: { key: 'production', label: 'Production' },
            version: '2.0.1',
          },
        ],
      });
    case `GET ${base}/-/application`:
      return session.signedIn ? ok(bankShell) : problem(401, 'gateway.sign-in-needed', 'You are not signed in.', 'Sign in.');
    case `POST ${base}/-/queries/byStatus`:
      return ok({ rows: byStatus(), nextCursor: null, count: null });
    case `POST ${base}/-/queries/openLoans`:
      return ok(openLoans(body));
    case `POST ${base}/-/queries/loan`:
      return ok({ rows: bankLoans.filter((loan) => loan.id === (body.values as { id: string }).id), nextCursor: null, count: null });
    default:
      return operateMore(call, body);
  }
}

function operateMore(call: string, body: Readonly<Record<string, unknown>>): Result {
  const pageKey = new RegExp(`^GET ${base}/-/pages/(\\w+)$`).exec(call)?.[1];
  if (pageKey !== undefined) return ok(bankPlans[pageKey]);
  const id = new RegExp(`^(?:PATCH|PUT) ${base}/loan/(\\w+)$`).exec(call)?.[1];
  const loan = bankLoans.find((candidate) => candidate.id === id);
  if (loan !== undefined) return ok(Object.assign(loan, body, { version: loan.version + 1 }));
  if (call.startsWith('DELETE ')) return problem(409, 'records.referenced', 'The loan has payments.', 'Remove them first.');
  return problem(404, 'gateway.not-found', 'There is nothing here.', 'Check the address.');
}

function openLoans(body: Readonly<Record<string, unknown>>) {
  const { status, search } = body.values as { readonly status: string | null; readonly search: string | null };
  const words = String(search ?? '').toLowerCase();
  const matching = bankLoans.filter((loan) => (!status || loan.status === status) && loan.client.toLowerCase().includes(words));
  const start = Number(body.cursor ?? 0);
  const rows = matching.slice(start, start + 50);
  return { rows, nextCursor: start + 50 < matching.length ? String(start + 50) : null, count: matching.length };
}

function byStatus() {
  return ['running', 'arrears', 'due', 'paid'].map((status) => {
    const loans = bankLoans.filter((loan) => loan.status === status);
    return { status, loans: loans.length, amount: String(loans.reduce((sum, loan) => sum + Number(loan.amount), 0)) };
  });
}

function ok(body: unknown): Result {
  return { status: 200, body };
}

function problem(status: number, code: string, detail: string, hint: string): Result {
  return { status, body: { type: `urn:plinth:error:${code}`, title: code, status, code, detail, hint, cause: 'caller' } };
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

async function asset(response: ServerResponse, path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': mediaTypes[extname(path)] ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' });
  response.end(bytes);
}

async function page(response: ServerResponse, dist: string): Promise<void> {
  const nonce = Math.random().toString(36).slice(2);
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(nonce),
    'cache-control': 'no-store',
  });
  response.end(html.replaceAll('__NONCE__', nonce));
}
