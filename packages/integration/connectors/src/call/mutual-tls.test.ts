import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { TestAuthority } from '@plinth/outgoing/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CredentialSecret, type OpenConnection, usualLimits } from '../connection.ts';
import type { Connector } from '../connector.ts';
import { importOpenApi } from '../openapi/import-openapi.ts';
import { importProto } from '../proto/import-proto.ts';
import { ConnectorCalls } from './connector-calls.ts';

const ours = new TestAuthority();
const theirs = new TestAuthority();
const tls = { ...pair(ours.certificate('bank')), ca: ours.authority, requestCert: true, rejectUnauthorized: true };
const calls = new ConnectorCalls({ exchange: httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts)), wait: async () => {} });
const { signal } = new AbortController();
const rest = importOpenApi(`
openapi: 3.1.0
info: { title: Bank, version: '1' }
security: [{ certificate: [] }]
paths: { /me: { get: { operationId: me, responses: { '200': { content: { application/json: { schema: {} } } } } } } }
components: { securitySchemes: { certificate: { type: mutualTLS } } }
`).connector;
const rpc = importProto('syntax = "proto3"; package t; message A { string a = 1; } service S { rpc Me (A) returns (A); }').connector;

let servers: Server[];
let addresses: string[];

beforeAll(async () => {
  const web = createServer(tls, (request, answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ name: (request.socket as TLSSocket).getPeerCertificate().subject.CN }));
  });
  const grpc = createSecureServer(tls);
  grpc.on('stream', (stream) => {
    const socket = stream.session?.socket as TLSSocket | undefined;
    const name = Buffer.from(String(socket?.getPeerCertificate().subject.CN ?? ''));
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, name.byteLength + 2, 0x0a, name.byteLength, ...name]));
  });
  for (const server of [web, grpc]) server.on('tlsClientError', () => {});
  servers = [web, grpc];
  addresses = await Promise.all(
    servers.map(async (server) => {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
});

function pair({ certificate, key }: ReturnType<TestAuthority['certificate']>) {
  return { cert: certificate, key };
}
function secret(of: TestAuthority, trusts = ours): CredentialSecret {
  return { kind: 'mutual-tls', ...of.certificate('Plinth of a bank'), authorities: trusts.authority };
}
async function ask(connector: Connector, place: number, name: string, secrets: OpenConnection['secrets']) {
  const address = addresses[place] ?? '';
  const connection = {
    id: JSON.stringify([address, secrets]),
    connector,
    address,
    secrets,
    limits: { ...usualLimits, attempts: 1, milliseconds: 5000 },
  };
  return (await calls.call({ signal }, connection, 'me', name === '' ? {} : { message: {} })).output;
}

test('who asks is known by a certificate, over HTTP and gRPC', async () => {
  expect(await ask(rest, 0, '', { certificate: secret(ours) })).toMatchObject({ body: { name: 'Plinth of a bank' } });
  expect(await ask(rpc, 1, 'Me', { tls: secret(ours) })).toEqual({ message: { a: 'Plinth of a bank' } });
});

test('one that the system does not trust, and a system that we do not trust, come to nothing', async () => {
  for (const [connector, place, name, credential] of [
    [rest, 0, '', 'certificate'],
    [rpc, 1, 'Me', 'tls'],
  ] as const) {
    await expect(ask(connector, place, name, { [credential]: secret(theirs) })).rejects.toMatchObject({
      code: expect.stringMatching(/^outgoing\.(unreachable|broke-off)$/),
    });
    await expect(ask(connector, place, name, { [credential]: secret(ours, theirs) })).rejects.toMatchObject({
      code: 'outgoing.unreachable',
    });
  }
  await expect(ask(rpc, 1, 'Me', {})).rejects.toMatchObject({ code: 'outgoing.unreachable' });
  await expect(ask(rest, 0, '', {})).rejects.toMatchObject({ code: 'connectors.no-credential' });
});
