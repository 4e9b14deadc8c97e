import { createServer, type Server } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpRequest } from './http-request.ts';
import { outgoingSockets } from './outgoing-socket.ts';
import { readReachableHosts } from './reachable-hosts.ts';

let server: Server;
let port: number;
let visits = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    visits++;
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => response.setHeader('x-two', ['a', 'b']).end(`${request.method} ${request.headers.host} ${body}`));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const request = (address: string, more = {}) => ({
  address: new URL(address),
  method: 'GET',
  headers: {},
  signal: AbortSignal.timeout(10_000),
  mostBytes: 1000,
  ...more,
});

describe('a request', () => {
  test('is sent over a socket that was judged, and over no other', async () => {
    let made = 0;
    const open = outgoingSockets(readReachableHosts('127.0.0.1').hosts);
    const answer = await httpRequest(
      () => {
        made++;
        return open();
      },
      request(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'hä' }),
    );
    expect(answer).toMatchObject({ status: 200, body: `POST 127.0.0.1:${port} hä`, headers: { 'x-two': 'a, b' } });
    expect(made).toBe(1);
    const before = visits;
    const silent = () => {
      const socket = new Socket();
      socket.connect = () => {
        setImmediate(() => socket.destroy(new Error('judged')));
        return socket;
      };
      return socket;
    };
    for (const scheme of ['http', 'https'])
      await expect(httpRequest(silent, request(`${scheme}://127.0.0.1:${port}/`))).rejects.toMatchObject({ code: 'outgoing.no-answer' });
    expect(visits).toBe(before);
  });

  test('is refused where the list does not lead', async () => {
    const nowhere = outgoingSockets(readReachableHosts('public').hosts);
    for (const address of [`http://127.0.0.1:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `https://localhost:${port}/`])
      await expect(httpRequest(nowhere, request(address))).rejects.toMatchObject({ code: 'outgoing.refused' });
  });

  test('has no answer where that is longer than it may be', async () => {
    const open = outgoingSockets(readReachableHosts('127.0.0.1').hosts);
    await expect(httpRequest(open, request(`http://127.0.0.1:${port}/`, { mostBytes: 3 }))).rejects.toMatchObject({
      code: 'outgoing.no-answer',
      message: expect.stringContaining('more than 3 bytes'),
    });
  });
});
