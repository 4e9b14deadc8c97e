import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenConnection, usualLimits } from '../connection.ts';
import { importProto } from '../proto/import-proto.ts';
import { reflectGrpc } from '../proto/reflection/reflect-grpc.ts';
import { ConnectorCalls } from './connector-calls.ts';

const example = join(import.meta.dirname, '../../../../../examples/bank/core-banking');
const { connector } = importProto(readFileSync(join(example, 'core-banking.proto'), 'utf8'));
const { signal } = new AbortController();
const waits: number[] = [];
const calls = () =>
  new ConnectorCalls({
    exchange: httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts)),
    random: () => 1,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
  });
const connectionTo = (address: string, more: Partial<OpenConnection> = {}): OpenConnection => ({
  id: address,
  connector,
  address,
  secrets: {},
  limits: { ...usualLimits, milliseconds: 20_000 },
  ...more,
});
const ask = (connection: OpenConnection, name: string, message: JsonObject, by = calls()) =>
  by.call({ signal }, connection, name, { message });

describe('the core-banking system', () => {
  let folder: string;
  let bank: ChildProcess;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plinth-grpc-'));
    bank = spawn(process.execPath, [join(example, 'src/main.ts'), '--port', '0', '--data', folder, '--accounts', '40'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = await new Promise<string>((resolve, reject) => {
      let told = '';
      bank.stdout?.on('data', (part) => {
        told += String(part);
        const port = /answers at [\d.]+:(\d+)/.exec(told)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
      bank.once('exit', () => reject(new Error('The core-banking system ended.')));
    });
  });
  afterAll(async () => {
    const gone = new Promise((done) => bank.once('exit', done));
    bank.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true });
  });

  test('tells an account, and all of them as they stream', async () => {
    const connection = connectionTo(address);
    const { output, mismatches } = await ask(connection, 'getAccount', { account: '10' });
    expect(output).toMatchObject({
      message: { account: '10', status: 'ACCOUNT_STATUS_OPEN', balance: '19290.10', company: { name: 'Schäfer & Söhne GmbH' } },
    });
    expect(mismatches).toEqual([]);
    const { output: listed } = await ask(connection, 'listAccounts', { limit: 3 });
    expect(listed).toMatchObject({ message: [{ account: '1' }, { account: '2' }, { account: '3' }] });
  });

  test('books once, and says by its code why it does not', async () => {
    const connection = connectionTo(address);
    const booking = { reference: 'r-1', debtor: '10', creditor: '11', amount: '1.50', purpose: 'Größe €' };
    const { output } = await ask(connection, 'book', booking);
    expect(output).toMatchObject({ message: { reference: 'r-1', purpose: 'Größe €', legs: [{ amount: '-1.50' }, { amount: '1.50' }] } });
    expect((await ask(connection, 'book', booking)).output).toEqual(output);
    await expect(ask(connection, 'getAccount', { account: '999999' })).rejects.toMatchObject({
      code: 'connectors.refused',
      details: { answer: { status: 404, body: { code: 'NOT_FOUND', message: expect.stringContaining('999999') } } },
    });
    await expect(ask(connection, 'book', { ...booking, reference: 'r-2', amount: '1.555' })).rejects.toMatchObject({
      details: { answer: { status: 400, body: { code: 'INVALID_ARGUMENT' } } },
    });
  });

  test('tells by server reflection what its document says, and is asked by it', async () => {
    const { connector: told, report } = await reflectGrpc(calls(), { signal }, connectionTo(address));
    expect(report).toMatchObject({ format: 'grpc', version: 'v1', title: 'plinth.bank.v1', notes: [] });
    const { title: _, source: __, ...rest } = told;
    const { title: ___, source: ____, ...written } = connector;
    expect(rest.types).toEqual(written.types);
    expect(rest.actions).toEqual(written.actions);
    expect(Object.fromEntries(Object.entries(rest.wire ?? {}).sort())).toEqual(
      Object.fromEntries(Object.entries(written.wire ?? {}).sort()),
    );
    const { output } = await ask(connectionTo(address, { connector: told }), 'getAccount', { account: '10' });
    expect(output).toMatchObject({ message: { account: '10', status: 'ACCOUNT_STATUS_OPEN' } });
  });

  test('more than an answer may have is not taken', async () => {
    const limits = { ...usualLimits, bytes: 1000 };
    await expect(ask(connectionTo(address, { limits }), 'listAccounts', {})).rejects.toMatchObject({ code: 'outgoing.too-large' });
  });
});

describe('systems that do what they should not', () => {
  let server: Http2Server;
  let address: string;
  let answer: (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>) => void;

  beforeAll(async () => {
    server = createServer();
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      answer(stream, headers);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const respond = (stream: ServerHttp2Stream, body: Uint8Array, trailers: Readonly<Record<string, string>> | null) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: trailers !== null });
    if (trailers !== null) stream.once('wantTrailers', () => stream.sendTrailers(trailers));
    stream.end(Buffer.from(body));
  };
  const done = { 'grpc-status': '0' };
  const empty = Buffer.from([0, 0, 0, 0, 0]);

  test.each([
    ['no message', Buffer.alloc(0), 'it has 0 messages instead of one'],
    ['two of them', Buffer.concat([empty, empty]), 'it has 2 messages instead of one'],
    ['half of one', Buffer.from([0, 0, 0, 0, 9, 1]), 'it ends within a message'],
    ['a packed one', Buffer.from([1, 0, 0, 0, 0]), 'a message is packed'],
    ['a length beyond the end', Buffer.from([0, 0, 0, 0, 2, 0x0a, 0x7f]), 'it ends too early'],
    ['a field of another kind', Buffer.from([0, 0, 0, 0, 2, 0x08, 0x01]), 'which is no string'],
    ['no UTF-8', Buffer.from([0, 0, 0, 0, 3, 0x0a, 0x01, 0xff]), 'a text is no UTF-8'],
  ])('%s', async (_, body, reason) => {
    answer = (stream) => respond(stream, body, done);
    await expect(ask(connectionTo(address), 'getAccount', { account: '1' })).rejects.toMatchObject({
      code: 'connectors.unreadable-answer',
      message: expect.stringContaining(reason),
    });
  });

  test('what is absent has the first value of its type, and what nobody knows is passed over', async () => {
    answer = (stream) => respond(stream, Buffer.from([0, 0, 0, 0, 5, 0xfa, 0x3f, 0x02, 1, 2]), done);
    const { output } = await ask(connectionTo(address), 'getAccount', { account: '1' });
    expect(output).toMatchObject({ message: { account: '', status: 'ACCOUNT_STATUS_UNSPECIFIED', branch: 0 } });
    expect(output).not.toHaveProperty('message.person');
  });

  test('who is busy is asked again where that does no harm, who says nothing in the end broke off', async () => {
    let asked = 0;
    answer = (stream) => respond(stream, Buffer.alloc(0), { 'grpc-status': String(++asked === 1 ? 8 : 14), 'grpc-message': 'zu%20viel' });
    waits.length = 0;
    await expect(ask(connectionTo(address), 'openAccount', { account: '7' })).rejects.toMatchObject({
      details: { answer: { status: 503, body: { code: 'UNAVAILABLE', message: 'zu viel' } } },
    });
    // An account may have been opened where it is not there; where too much was asked, nothing was done.
    expect([asked, waits]).toEqual([2, [200]]);
    // The contract says that a booking is one however often it is asked.
    await expect(ask(connectionTo(address), 'book', { reference: 'x' })).rejects.toMatchObject({ details: { answer: { status: 503 } } });
    expect(asked).toBe(6);
    answer = (stream) => respond(stream, empty, null);
    await expect(ask(connectionTo(address), 'getAccount', { account: '1' })).rejects.toMatchObject({
      details: { answer: { status: 502 } },
    });
  });

  test('of one that streams without an end so many messages are taken as are enough, however they are cut', async () => {
    const one = Buffer.from([0, 0, 0, 0, 3, 0x0a, 0x01, 0x37]);
    let ended: number | undefined;
    answer = (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      stream.once('close', () => {
        ended = stream.rstCode;
      });
      const bytes = Buffer.concat([one, one, one, one]);
      let at = 0;
      const timer = setInterval(() => {
        if (stream.destroyed) return clearInterval(timer);
        stream.write(bytes.subarray(at, at + 3));
        at = (at + 3) % 27;
      }, 1);
    };
    const { output } = await calls().call({ signal }, connectionTo(address), 'listAccounts', { message: {}, most: 3 });
    expect(output).toMatchObject({ message: [{ account: '7' }, { account: '7' }, { account: '7' }] });
    // The other side is told, and need not go on.
    await expect.poll(() => ended).toBe(8);
    await expect(calls().call({ signal }, connectionTo(address), 'listAccounts', { message: {}, most: 0 })).rejects.toMatchObject({
      code: 'connectors.wrong-input',
    });
  });

  test('one that hangs is given up, and was told how long we wait', async () => {
    let told: unknown;
    answer = (_, headers) => {
      told = headers['grpc-timeout'];
    };
    const limits = { ...usualLimits, milliseconds: 300, attempts: 1 };
    await expect(ask(connectionTo(address, { limits }), 'getAccount', { account: '1' })).rejects.toMatchObject({
      code: 'outgoing.timed-out',
    });
    expect(Number.parseInt(String(told), 10)).toBeLessThanOrEqual(300);
    answer = (stream) => stream.close(2);
    await expect(ask(connectionTo(address, { limits }), 'getAccount', { account: '1' })).rejects.toMatchObject({
      code: 'outgoing.broke-off',
    });
  });
});
