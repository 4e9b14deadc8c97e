import { constants, generateKeyPairSync, verify } from 'node:crypto';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { TestAuthority } from '@plinth/outgoing/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CredentialSecret, type OpenConnection, usualLimits } from '../connection.ts';
import type { Connector } from '../connector.ts';
import { withCertificate } from '../formats.ts';
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

/** What tokens were asked for with. */
const asked: { readonly name: unknown; readonly authorization: unknown; readonly form: Readonly<Record<string, string>> }[] = [];
let servers: Server[];
let addresses: string[];

beforeAll(async () => {
  const web = createServer(tls, async (request, answer) => {
    const name = (request.socket as TLSSocket).getPeerCertificate().subject.CN;
    if (request.url === '/token') {
      const parts: Uint8Array[] = [];
      for await (const part of request) parts.push(part as Uint8Array);
      asked.push({
        name,
        authorization: request.headers.authorization,
        form: Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString())),
      });
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token": "bound-token", "token_type": "Bearer"}');
      return;
    }
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ name, authorization: request.headers.authorization }));
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

describe('a bank that asks for tokens as FAPI has it, though its document says nothing of certificates', () => {
  const { connector: fapi } = importOpenApi(`
openapi: 3.0.3
info: { title: Open bank, version: '1' }
security: [{ TPPOAuth2Security: [accounts] }]
paths: { /me: { get: { operationId: me, responses: { '200': { description: ok, content: { application/json: { schema: {} } } } } } } }
components:
  securitySchemes:
    TPPOAuth2Security: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://example.invalid/token', scopes: { accounts: a } } } }
`);
  const open = withCertificate(fapi);
  const oauth = (more: object) => ({
    certificate: secret(ours),
    TPPOAuth2Security: { kind: 'oauth2', clientId: 'tpp', tokenAddress: `${addresses[0]}/token`, scopes: ['accounts'], ...more } as const,
  });

  test('it may be shown one', () => {
    expect(open.credentials.certificate).toEqual({ kind: 'mutual-tls' });
    expect(withCertificate(rest)).toBe(rest);
    expect(withCertificate(rpc)).toBe(rpc);
  });

  test('by the certificate alone', async () => {
    asked.length = 0;
    expect(await ask(open, 0, '', oauth({}))).toMatchObject({ body: { name: 'Plinth of a bank', authorization: 'Bearer •••' } });
    const form = { grant_type: 'client_credentials', scope: 'accounts', client_id: 'tpp' };
    expect(asked).toEqual([{ name: 'Plinth of a bank', authorization: undefined, form }]);
  });

  test.each([
    ['PS256', generateKeyPairSync('rsa', { modulusLength: 2048 }), { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }), { dsaEncoding: 'ieee-p1363' }],
    ['EdDSA', generateKeyPairSync('ed25519'), {}],
  ] as const)('by a key of its own: %s', async (alg, { publicKey, privateKey }, how) => {
    asked.length = 0;
    const clientKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await ask(open, 0, '', oauth({ clientKey, keyId: 'k1' }));
    const { client_assertion: assertion = '', ...form } = asked[0]?.form ?? {};
    expect(form).toMatchObject({ client_id: 'tpp', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' });
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(head)).toEqual({ alg, typ: 'JWT', kid: 'k1' });
    expect(read(claims)).toMatchObject({ iss: 'tpp', sub: 'tpp', aud: `${addresses[0]}/token`, jti: expect.any(String) });
    const data = Buffer.from(`${head}.${claims}`);
    const signed = Buffer.from(signature, 'base64url');
    expect(verify(alg === 'EdDSA' ? null : 'sha256', data, { key: publicKey, ...how }, signed)).toBe(true);
  });

  test.each([
    ['no key', 'hunter22222'],
    [
      'a short key of RSA',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('%s signs nothing, and is not told', async (_, clientKey) => {
    const told = await ask(open, 0, '', oauth({ clientKey })).catch((error: unknown) => error);
    expect(told).toMatchObject({ code: 'connectors.no-credential' });
    expect(String((told as Error).message)).not.toContain('hunter22222');
  });
});
