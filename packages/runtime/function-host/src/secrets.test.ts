import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlinthError } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noGrants } from './capabilities/grants.ts';
import { FunctionHost } from './function-host.ts';
import { defaultLimits } from './limits.ts';

/** As people choose them: with quotes and signs of addresses. */
const planted = new Map(
  Array.from({ length: 20 }, (_, at) => [
    `s${at}`,
    ['pa"ss', 'a b+c&d=', '50%\\', 'x/y?z#', 'plain'][at % 5] + randomBytes(12).toString('base64'),
  ]),
);
let host: FunctionHost;
let server: Server;
let address: string;
const heard: string[] = [];

beforeAll(async () => {
  host = new FunctionHost();
  // A system that repeats whatever it hears, in every way that systems do.
  server = createServer((request, response) => {
    const sent = String(request.headers['x-secret'] ?? '');
    const basic = Buffer.from(String(request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    heard.push(sent, basic);
    const told = [
      sent,
      JSON.stringify(sent),
      encodeURIComponent(sent),
      Buffer.from(sent).toString('base64'),
      Buffer.from(sent).toString('hex'),
    ];
    response.setHeader('x-told', encodeURIComponent(sent));
    response.setHeader('x-basic', String(request.headers.authorization ?? ''));
    response.statusCode = request.url === '/broken' ? 500 : 200;
    response.end([...told, basic, request.headers.authorization].join('\n'));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await host.close();
});

const source = `export default async ({ address, names, fails }, { fetch, secret }) => {
  const seen = [];
  for (const name of names) {
    const handle = secret(name);
    const answer = await fetch(address, { headers: { 'x-secret': handle, authorization: ['Basic ', handle.basic('plinth')] } });
    console.log(name, String(handle), JSON.stringify(handle), answer.headers, await answer.text());
    seen.push(answer.headers, await answer.text());
  }
  const other = await fetch(address, { headers: { 'x-secret': secret('of-nobody') } }).catch((error) => String(error.stack));
  if (fails) throw Object.assign(new Error(seen.map((each) => JSON.stringify(each)).join()), { code: JSON.stringify(seen).slice(0, 150) });
  return [seen, other];
};`;

test.each([false, true])(
  'O3 of twenty secrets none is in what a function gives, logs or throws (%s)',
  { timeout: 60_000 },
  async (fails) => {
    heard.length = 0;
    const world = {
      grants: { ...noGrants, fetch: [address], secrets: Object.fromEntries([...planted.keys()].map((name) => [name, address])) },
      secret: async (_: unknown, name: string) => planted.get(name) ?? null,
      sockets: outgoingSockets(readReachableHosts('127.0.0.1').hosts),
    };
    const called = { owner: 'test', name: 'tell', source, limits: { ...defaultLimits, cpu: 5000 } };
    const told = await host.call(testContext(), called, { address, names: [...planted.keys()], fails }, world).catch((error: unknown) => {
      if (!(error instanceof PlinthError)) throw error;
      return { message: error.message, details: error.details };
    });
    // They did arrive where they are meant for.
    for (const value of planted.values()) {
      expect(heard).toContain(value);
      expect(heard).toContain(`plinth:${value}`);
    }
    const text = JSON.stringify(told);
    expect(text).toContain('[s0]');
    for (const value of planted.values()) {
      const bytes = Buffer.from(value);
      const basic = Buffer.from(`plinth:${value}`).toString('base64');
      for (const spelling of [value, encodeURIComponent(value), bytes.toString('base64'), bytes.toString('hex'), basic]) {
        expect(text).not.toContain(spelling);
        // Within JSON within JSON.
        expect(text).not.toContain(JSON.stringify(spelling).slice(1, -1));
      }
    }
  },
);
