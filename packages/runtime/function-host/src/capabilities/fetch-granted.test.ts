import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlinthError } from '@plinth/foundation';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallSecrets } from './call-secrets.ts';
import { fetchGranted } from './fetch-granted.ts';
import { noGrants } from './grants.ts';

let kept = '';
const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/echo': (request, response) =>
    response.end(JSON.stringify({ method: request.method, authorization: request.headers.authorization ?? null })),
  '/to-echo': (_, response) => response.writeHead(302, { location: '/echo' }).end(),
  '/keep': (request, response) => {
    kept = request.headers.authorization ?? '';
    response.end();
  },
  '/kept': (_, response) => {
    response.setHeader(`X-${kept.toUpperCase()}`, '1');
    const encoded = ['', 'a', 'ab'].map((before) => Buffer.from(`${before}${kept}: and more`).toString('base64'));
    response.end([kept, kept.toUpperCase(), `&lt;${kept}&gt;`, Buffer.from(kept).toString('hex').toUpperCase(), ...encoded].join('\n'));
  },
  '/to-secret': (_, response) => response.writeHead(302, { location: `http://${kept}.example/` }).end(),
  '/to-elsewhere': (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${elsewhere}/echo` }).end(),
  '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
  '/giant': (_, response) => {
    const part = 'x'.repeat(1_000_000);
    const more = () => {
      while (response.write(part));
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  },
  '/silent': () => undefined,
  '/broken': (request) => request.socket.destroy(),
};

let server: Server;
let other: Server;
let port: number;
let elsewhere: number;
const heard: string[] = [];

beforeAll(async () => {
  const listen = async (name: string) => {
    const made = createServer((request, response) => {
      heard.push(`${name} ${request.url} ${request.headers.authorization ?? '-'}`);
      answers[request.url ?? '']?.(request, response);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => made.once('listening', resolve));
    return [made, (made.address() as AddressInfo).port] as const;
  };
  [server, port] = await listen('own');
  [other, elsewhere] = await listen('other');
});
afterAll(() => {
  for (const each of [server, other]) {
    each.closeAllConnections();
    each.close();
  }
});

const secretsOf = () => ({ token: `http://127.0.0.1:${port}/`, far: 'https://far.example/' });
const callSecrets = () =>
  new CallSecrets({ secrets: secretsOf() }, async (name) => (name === 'token' || name === 'far' ? `top-secret-${name}` : null));
const send = (
  path: string,
  options: Record<string, unknown> = {},
  more: { fetch?: string[]; milliseconds?: number; secrets?: CallSecrets } = {},
) =>
  fetchGranted(
    {
      grants: { ...noGrants, fetch: more.fetch ?? [`http://127.0.0.1:${port}`], secrets: secretsOf() },
      sockets: outgoingSockets(readReachableHosts('127.0.0.1').hosts),
      secrets: more.secrets ?? callSecrets(),
      signal: AbortSignal.timeout(more.milliseconds ?? 20_000),
    },
    path.startsWith('/') ? `http://127.0.0.1:${port}${path}` : path,
    { method: 'GET', ...options } as Parameters<typeof fetchGranted>[2],
  ) as Promise<{ status: number; headers: Record<string, string>; body: string }>;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
  );

describe('requests of functions', () => {
  test('O2 go to what is granted, and follow redirects there', async () => {
    expect(await send('/to-echo')).toMatchObject({ status: 200, body: '{"method":"GET","authorization":null}' });
    expect(await codeOf(send('/echo', {}, { fetch: [`http://127.0.0.1:${port}/other/`] }))).toBe('functions.not-granted');
  });

  test('O2 a redirect is judged like a request', async () => {
    const before = heard.length;
    expect(await codeOf(send('/to-elsewhere'))).toBe('functions.not-granted');
    expect(await codeOf(send('/to-file'))).toBe('functions.not-granted');
    expect(heard.slice(before).filter((line) => line.startsWith('other'))).toEqual([]);
    expect(await codeOf(send('/round'))).toBe('functions.remote-failed');
    expect(await send('/to-file', { redirect: 'manual' })).toMatchObject({ status: 302 });
  });

  test('O3 a secret is sent and never seen', async () => {
    const headers = { authorization: ['Bearer ', { secret: 'token' }] };
    expect((await send('/echo', { headers })).body).toBe('{"method":"GET","authorization":"Bearer [token]"}');
    expect(heard.at(-1)).toBe('own /echo Bearer top-secret-token');
  });

  test('O3 what another request, a header by its name, or another spelling repeats of a secret is not seen either', async () => {
    const secrets = callSecrets();
    await send('/keep', { headers: { authorization: { secret: 'token' } } }, { secrets });
    const { body, headers } = await send('/kept', {}, { secrets });
    expect(body).not.toMatch(/top-secret|dG9wLXNlY3JldC|b3Atc2VjcmV0|746f70/i);
    expect(body.split('\n')).toEqual(expect.arrayContaining(['[token]', '&lt;[token]&gt;']));
    expect(headers).toHaveProperty('x-[token]');
    const refused = await codeOf(send('/to-secret', {}, { secrets }).catch((error: Error) => Promise.reject(secrets.hide(error.message))));
    expect(refused).toBe('The function may not send requests to http://[token].example.');
  });

  test('O3 a secret goes to its own address alone, also after a redirect', async () => {
    expect(await codeOf(send('/echo', { headers: { authorization: { secret: 'far' } } }))).toBe('functions.not-granted');
    expect(await codeOf(send('/echo', { headers: { authorization: { secret: 'unknown' } } }))).toBe('functions.not-granted');
    const both = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${elsewhere}`];
    await send('/to-elsewhere', { headers: { authorization: { secret: 'token' } } }, { fetch: both });
    expect(heard.at(-1)).toBe('other /echo -');
  });

  test.each([
    [{ host: 'x' }],
    [{ 'Transfer-Encoding': 'chunked' }],
    [{ 'content-length': '1' }],
    [{ 'a b': 'c' }],
    [{ a: 'b\r\nc: d' }],
    [{ a: 'x'.repeat(10_000) }],
  ])('headers that make another request of it are refused: %j', async (headers) => {
    expect(await codeOf(send('/echo', { headers }))).toBe('functions.not-granted');
  });

  test('a server that sends without end, is silent or breaks off is given up', async () => {
    expect(await codeOf(send('/giant'))).toBe('outgoing.too-large');
    expect(await codeOf(send('/broken'))).toBe('outgoing.broke-off');
    expect(await codeOf(send('/silent', {}, { milliseconds: 200 }))).toBe('plinth.cancelled');
  });
});
