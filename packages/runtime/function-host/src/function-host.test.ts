import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testContext } from '@plinth/foundation/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noGrants } from './capabilities/grants.ts';
import { FunctionHost } from './function-host.ts';
import { defaultLimits } from './limits.ts';

let host: FunctionHost;
let server: Server;
let address: string;
/** Answers what it was sent, `/late` only when it is gone. */
beforeAll(async () => {
  host = new FunctionHost();
  server = createServer((request, response) => {
    if (request.url === '/late') return;
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => response.end(JSON.stringify([request.headers['content-type'] ?? null, body])));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await host.close();
});

async function run(source: string, input = {}) {
  const world = { grants: { ...noGrants, fetch: [address] }, sockets: outgoingSockets(readReachableHosts('127.0.0.1').hosts) };
  const { result } = await host.call(testContext(), { owner: 'test', name: 'tried', source, limits: defaultLimits }, input, world);
  return result;
}

test('I2 a function has the interfaces of the web that touch nothing, Intl, and await at the top of its module', async () => {
  const source = `
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const digest = hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc')));
const { promise, resolve } = Promise.withResolvers();
queueMicrotask(() => resolve('waited'));
const waited = await promise;
export default async ({ at }) => {
  const url = new URL('../b?x=1#y', at);
  url.searchParams.append('z', 'ä');
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException('enough', 'TimeoutError')), 1);
  const why = await new Promise((tell) => controller.signal.addEventListener('abort', () => tell(controller.signal.reason.name)));
  const copy = structuredClone(new Map([[1, new Date(0)]]));
  return {
    digest, waited, why,
    url: url.href, host: URL.parse('http://0x7f.1')?.host,
    text: new TextDecoder().decode(Uint8Array.of(0xc3, 0xa4)), base64: btoa('abc') + atob('YWJj'),
    random: crypto.getRandomValues(new Uint8Array(8)).length + crypto.randomUUID().length,
    copied: copy.get(1).toISOString(),
    money: new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(1234.5),
    missing: ['performance', 'process', 'fetch', 'WebAssembly', 'SharedArrayBuffer'].filter((name) => name in globalThis),
  };
};`;
  expect(await run(source, { at: 'http://a.test/c/d' })).toEqual({
    ...{ digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', waited: 'waited', why: 'TimeoutError' },
    ...{ url: 'http://a.test/b?x=1&z=%C3%A4#y', host: '127.0.0.1', text: 'ä', base64: 'YWJjabc', random: 44 },
    ...{ copied: '1970-01-01T00:00:00.000Z', money: '1.234,50\u00a0€', missing: [] },
  });
}, 30_000);

test('O2 a request takes a form, and is not waited for any more where its signal was aborted', async () => {
  const source = `export default async ({ address }, { fetch }) => {
  const form = await (await fetch(address, { method: 'POST', body: new URLSearchParams({ a: 'x y', b: 'ä' }) })).json();
  const late = await fetch(address + '/late', { signal: AbortSignal.timeout(50) }).catch((error) => error.name);
  const never = await fetch(address, { signal: AbortSignal.abort() }).catch((error) => error.name);
  const odd = await fetch(address, { method: 'POST', body: { a: 1 } }).catch((error) => error.message);
  return [form, late, never, odd];
};`;
  expect(await run(source, { address })).toEqual([
    ['application/x-www-form-urlencoded;charset=UTF-8', 'a=x+y&b=%C3%A4'],
    ...['TimeoutError', 'AbortError', 'A body is a text or URLSearchParams.'],
  ]);
}, 30_000);

test('I3 what a function leaves behind is not waited for, and what a module fails with while it is loaded is told', async () => {
  // Nothing outside is there before a call; what waits for it is told so and does not hang.
  const early = `let why = ''; setTimeout(() => 0, 1); try { await Promise.resolve(); throw new Error('from the top'); } catch (error) { why = error.message; } export default () => why;`;
  expect(await run(early)).toBe('from the top');
  await expect(run(`throw new Error('not loaded'); export default () => 1;`)).rejects.toMatchObject({
    message: expect.stringContaining('not loaded'),
  });
  await expect(run(`await 0; throw new Error('not loaded later'); export default () => 1;`)).rejects.toMatchObject({
    message: expect.stringContaining('not loaded later'),
  });
  expect(await run(`export default async () => { (async () => { for (let at = 0; at < 1e5; at++) await 0; })(); return 'given'; };`)).toBe(
    'given',
  );
}, 30_000);
