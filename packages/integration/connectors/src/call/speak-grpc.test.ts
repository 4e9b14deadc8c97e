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
    // Comments of a document are no part of what a server tells.
    const bare = (value: unknown) => JSON.parse(JSON.stringify(value, (name, part) => (name === 'description' ? undefined : part)));
    expect(bare(rest.types)).toEqual(bare(written.types));
    expect(bare(rest.actions)).toEqual(bare(written.actions));
    expect(Object.fromEntries(Object.entries(rest.wire ?? {}).sort())).toEqual(
      Object.fromEntries(Object.entries(written.wire ?? {}).sort()),
    );
    const { output } = await ask(connectionTo(address, { connector: told }), 'getAccount', { account: '10' });
    expect(output).toMatchObject({ message: { account: '10', status: 'ACCOUNT_STATUS_OPEN' } });
  });

  test('a conversation sends each message on what was told of the one before', async () => {
    const conversation = await calls().converse({ signal }, connectionTo(address), 'bookEach');
    const booking = (reference: string, amount: string) => ({ reference, debtor: '10', creditor: '11', amount, purpose: 'Each' });
    let amount = '1.00';
    const told: unknown[] = [];
    for (let at = 1; at <= 3; at++) {
      await conversation.send(booking(`each-${at}`, amount));
      const [message] = await conversation.receive();
      told.push(message);
      // What was booked says what is booked next: it could not have been said before.
      amount = String((message as { legs: readonly { amount: string }[] }).legs[1]?.amount).replace(/^(\d)/, (digit) =>
        String(Number(digit) + 1),
      );
    }
    expect(told).toMatchObject([
      { legs: [{}, { amount: '1.00' }] },
      { legs: [{}, { amount: '2.00' }] },
      { legs: [{}, { amount: '3.00' }] },
    ]);
    await expect(conversation.send({ reference: 7 })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
    conversation.finish();
    expect(await conversation.receive()).toEqual([]);
    await expect(conversation.send(booking('late', '1.00'))).rejects.toMatchObject({ code: 'connectors.conversation-ended' });
  });

  test('a conversation that is refused says why, one that is closed ends, and what is asked once holds none', async () => {
    const refused = await calls().converse({ signal }, connectionTo(address), 'bookEach');
    await refused.send({ reference: 'x', amount: '-1' });
    await expect(refused.receive()).rejects.toMatchObject({
      code: 'connectors.refused',
      details: { answer: { body: { code: 'INVALID_ARGUMENT' } } },
    });
    await expect(refused.receive()).rejects.toMatchObject({ code: 'connectors.refused' });
    const closed = await calls().converse({ signal }, connectionTo(address), 'bookEach');
    const waiting = closed.receive();
    closed.close();
    expect(await waiting).toEqual([]);
    const leaving = new AbortController();
    const left = await calls().converse({ signal: leaving.signal }, connectionTo(address), 'bookEach');
    leaving.abort();
    await expect(left.receive()).rejects.toMatchObject({ code: 'plinth.cancelled' });
    const limits = { ...usualLimits, milliseconds: 300 };
    const late = await calls().converse({ signal }, connectionTo(address, { limits }), 'bookEach');
    await expect(late.receive()).rejects.toMatchObject({ code: 'outgoing.timed-out' });
    const small = await calls().converse({ signal }, connectionTo(address, { limits: { ...usualLimits, bytes: 40 } }), 'bookEach');
    await small.send({ reference: 'small' });
    await expect(small.send({ reference: 'x'.repeat(40) })).rejects.toMatchObject({ code: 'connectors.conversation-ended' });
    small.close();
    await expect(calls().converse({ signal }, connectionTo(address), 'getAccount')).rejects.toMatchObject({
      code: 'connectors.no-conversation',
    });
    const nobody = await calls().converse({ signal }, connectionTo('http://127.0.0.1:1'), 'bookEach');
    await expect(nobody.receive()).rejects.toMatchObject({ code: 'outgoing.unreachable' });
  });

  test('of a stream that is not received no more is read than a few messages', async () => {
    const listed = await calls().converse({ signal }, connectionTo(address), 'listAccounts');
    await listed.send({});
    listed.finish();
    const numbers: unknown[] = [];
    for (let [account] = await listed.receive(); account !== undefined; [account] = await listed.receive())
      numbers.push((account as { account: string }).account);
    expect(numbers).toHaveLength(40);
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

  test.each([
    ['half of a message', Buffer.from([0, 0, 0, 0, 9, 1]), done, 'connectors.unreadable-answer'],
    ['a packed one', Buffer.from([1, 0, 0, 0, 0]), done, 'connectors.unreadable-answer'],
    ['no UTF-8', Buffer.from([0, 0, 0, 0, 4, 0x12, 0x02, 0xff, 0xff]), done, 'connectors.unreadable-answer'],
    ['no end', Buffer.alloc(0), null, 'connectors.refused'],
  ])('a conversation in which %s is said', async (_, body, trailers, code) => {
    answer = (stream) => respond(stream, body, trailers);
    const conversation = await calls().converse({ signal }, connectionTo(address), 'bookEach');
    await expect(conversation.receive()).rejects.toMatchObject({ code });
  });

  test('a conversation is signed in to, and says nothing of what it signed in by', async () => {
    const token = 'planted-token-1234';
    const credentials = { token: { kind: 'bearer' } } as const;
    const signing = { connector: { ...connector, credentials }, secrets: { token: { kind: 'bearer', token } } } as const;
    answer = (stream, headers) => {
      const said = Buffer.from(String(headers.authorization));
      respond(stream, Buffer.concat([Buffer.from([0, 0, 0, 0, said.length + 2, 0x12, said.length]), said]), {
        'grpc-status': '7',
        'grpc-message': token,
      });
    };
    const conversation = await calls().converse({ signal }, connectionTo(address, signing), 'bookEach');
    expect(await conversation.receive()).toMatchObject([{ reference: 'Bearer •••' }]);
    const told = await conversation.receive().catch((error: unknown) => error);
    expect(told).toMatchObject({ code: 'connectors.refused' });
    expect(JSON.stringify(told)).not.toContain(token);
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
