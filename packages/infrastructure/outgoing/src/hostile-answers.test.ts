import { createSecureServer } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpRequest, httpExchange } from './http-exchange.ts';
import { outgoingSockets } from './outgoing-socket.ts';
import { readReachableHosts } from './reachable-hosts.ts';
import { TestAuthority } from './testing-certificates.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Listening {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
  on(event: 'connection', heard: (socket: Socket) => void): unknown;
  close(): unknown;
}

/** The port of a server, which ends with the test and all its connections with it. */
async function listening(server: Listening): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as { readonly port: number }).port;
}

/** A server that says something to whoever has said something. */
const saying = (say: (socket: Socket) => void) => listening(createServer((socket) => socket.once('data', () => say(socket))));

const exchange = httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts));
/** What is not slow is waited for as long as a busy machine needs. */
const [patient, hasty] = [10_000, 400];

function codeOf(address: string, milliseconds: number, more: Partial<HttpRequest> = {}): Promise<string> {
  const limits = { milliseconds, bytes: 100_000 };
  const plain = { method: 'GET', headers: {}, body: null, limits, signal: new AbortController().signal };
  return exchange({ ...plain, address: new URL(address), ...more }).then(
    ({ status, body }) => `${status} ${body.byteLength}`,
    (error: { code?: string }) => error.code ?? 'no code',
  );
}

/** Says the same for as long as anybody listens. */
function forEver(socket: Socket, part: string | Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(part));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}

const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
/** What is wrong within a body that has begun. */
const within = /^outgoing\.(broke-off|malformed-answer)$/;
const zeros = Buffer.alloc(50_000_000);
const packed = (coding: string, body: Uint8Array) => (socket: Socket) => {
  socket.write(head(`content-encoding: ${coding}`, `content-length: ${body.byteLength}`));
  socket.end(body);
};
const layers = (count: number) => {
  let body: Buffer = Buffer.from('x');
  for (let layer = 0; layer < count; layer++) body = gzipSync(body);
  return packed(Array(count).fill('gzip').join(','), body);
};

describe('answers of HTTP', () => {
  test.each<[string, (socket: Socket) => void, string | RegExp]>([
    ['packed by gzip, a thousand times as large', packed('gzip', gzipSync(zeros)), 'outgoing.too-large'],
    ['packed by deflate, a thousand times as large', packed('deflate', deflateSync(zeros)), 'outgoing.too-large'],
    ['packed by brotli, a million times as large', packed('br', brotliCompressSync(zeros, { params: { 1: 5 } })), 'outgoing.too-large'],
    ['packed by zstd, which was not asked for', packed('zstd', zstdCompressSync(zeros)), 'outgoing.malformed-answer'],
    ['packed twice', layers(2), '200 1'],
    ['packed five hundred times', layers(500), 'outgoing.malformed-answer'],
    ['packed by one thing and said to be another', packed('br', gzipSync('x')), 'outgoing.malformed-answer'],
    ['packed, and cut', packed('gzip', gzipSync('x'.repeat(1000)).subarray(0, 20)), 'outgoing.malformed-answer'],
    ['with less than was promised', (socket) => socket.end(`${head('content-length: 50')}half`), 'outgoing.broke-off'],
    ['with more than was promised', (socket) => socket.end(`${head('content-length: 2')}more`), '200 2'],
    ['with a length below nothing', (socket) => socket.end(head('content-length: -5')), 'outgoing.malformed-answer'],
    ['with a length beyond all', (socket) => socket.end(head('content-length: 99999999999999999999999')), 'outgoing.malformed-answer'],
    ['with two lengths', (socket) => socket.end(`${head('content-length: 2', 'content-length: 4')}more`), 'outgoing.malformed-answer'],
    [
      'with a length, in pieces',
      (socket) => socket.end(`${head('content-length: 2', 'transfer-encoding: chunked')}2\r\nab\r\n0\r\n\r\n`),
      'outgoing.malformed-answer',
    ],
    ['in pieces of odd lengths', (socket) => socket.end(`${head('transfer-encoding: chunked')}zz\r\nab`), within],
    ['in a piece of all there is', (socket) => socket.end(`${head('transfer-encoding: chunked')}ffffffffffffffffff\r\na`), within],
    [
      'in pieces without an end',
      (socket) =>
        forEver(
          socket.on('error', () => {}),
          `${'1\r\nx\r\n'.repeat(100)}`,
        ),
      'outgoing.malformed-answer',
    ],
    [
      'in a hundred thousand pieces of one byte',
      (socket) => socket.end(`${head('transfer-encoding: chunked')}${'1\r\nx\r\n'.repeat(100_000)}0\r\n\r\n`),
      '200 100000',
    ],
    [
      'in pieces with words that do not end',
      (socket) => {
        socket.write(`${head('transfer-encoding: chunked')}1;`);
        forEver(socket, 'x'.repeat(10_000));
      },
      within,
    ],
    [
      'without an end',
      (socket) => {
        socket.write(head());
        forEver(socket, 'x'.repeat(10_000));
      },
      'outgoing.too-large',
    ],
    [
      'with headers without an end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        forEver(socket, `x: ${'y'.repeat(1000)}\r\n`);
      },
      'outgoing.malformed-answer',
    ],
    ['with a line that breaks in its header', (socket) => socket.end('HTTP/1.1 200 OK\r\nx: a\rb\n\r\n'), 'outgoing.malformed-answer'],
    ['of another protocol', (socket) => socket.end('SSH-2.0-OpenSSH\r\n'), 'outgoing.malformed-answer'],
    ['that is no text', (socket) => socket.end(Buffer.alloc(1000, 0xff)), 'outgoing.malformed-answer'],
    [
      'that changes over to something else',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'outgoing.broke-off',
    ],
  ])('%s', async (_, say, code) => {
    expect(await codeOf(`http://127.0.0.1:${await saying(say)}/`, patient)).toMatch(
      typeof code === 'string' ? new RegExp(`^${code}$`) : code,
    );
  });

  test.each<[string, (socket: Socket) => void]>([
    ['that only announces itself, for ever', (socket) => forEver(socket, 'HTTP/1.1 100 Continue\r\n\r\n')],
    ['that hangs in its first line', (socket) => socket.write('HTTP/1.1 2')],
    ['that hangs in a header', (socket) => socket.write('HTTP/1.1 200 OK\r\nx')],
    ['that hangs in its body', (socket) => socket.write(`${head('content-length: 50')}half`)],
    ['that hangs behind its last piece', (socket) => socket.write(`${head('transfer-encoding: chunked')}0\r\n`)],
  ])('%s is given up in time', async (_, say) => {
    expect(await codeOf(`http://127.0.0.1:${await saying(say)}/`, hasty)).toBe('outgoing.timed-out');
  });
});

describe('encryption', () => {
  const authority = new TestAuthority();
  const { certificate, key } = authority.certificate('mail');
  const tls = { authorities: authority.authority };
  const raw = (say: (socket: Socket) => void) => listening(createServer((socket) => socket.once('data', () => say(socket))));

  test.each<[string, (socket: Socket) => void]>([
    ['in clear', (socket) => socket.end(head())],
    ['of noise', (socket) => socket.end(Buffer.alloc(10_000, 0xff))],
    ['that is only an alarm', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))],
    ['of a record beyond all', (socket) => socket.end(Buffer.from([22, 3, 3, 0xff, 0xff, 2]))],
    ['that ends at once', (socket) => socket.destroy()],
  ])('%s comes to nothing', async (_, say) => {
    expect(await codeOf(`https://127.0.0.1:${await raw(say)}/`, patient, { tls })).toBe('outgoing.unreachable');
  });

  test.each<[string, (socket: Socket) => void]>([
    ['that hangs', () => {}],
    ['of greetings that do not end', (socket) => forEver(socket, Buffer.from([22, 3, 3, 0, 4, 0, 0, 0, 0]))],
  ])('%s is given up in time', async (_, say) => {
    expect(await codeOf(`https://127.0.0.1:${await raw(say)}/`, hasty, { tls })).toBe('outgoing.timed-out');
  });

  test('by a certificate that nobody trusts, or of another name, comes to nothing', async () => {
    const port = await listening(createTlsServer({ cert: certificate, key }, (socket) => socket.end(head())));
    expect(await codeOf(`https://127.0.0.1:${port}/`, patient)).toBe('outgoing.unreachable');
    const elsewhere = httpExchange(
      outgoingSockets(readReachableHosts('127.0.0.1, other.test').hosts, {
        resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      }),
    );
    const limits = { milliseconds: patient, bytes: 1000 };
    const asked = { method: 'GET', headers: {}, body: null, limits, tls, signal: new AbortController().signal };
    await expect(elsewhere({ ...asked, address: new URL(`https://other.test:${port}/`) })).rejects.toMatchObject({
      code: 'outgoing.unreachable',
    });
  });
});

describe('answers of HTTP/2', () => {
  const authority = new TestAuthority();
  const { certificate, key } = authority.certificate('mail');
  const tls = { authorities: authority.authority };
  const frame = (length: number, type: number, flags: number, stream: number, body: Buffer = Buffer.alloc(length)) =>
    Buffer.concat([Buffer.from([length >> 16, (length >> 8) & 255, length & 255, type, flags, 0, 0, 0, stream]), body]);
  const settings = frame(0, 4, 0, 0);
  const h2 = { protocol: 'h2' } as const;

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['that are none', (socket) => socket.write(head()), /^outgoing\.(broke-off|malformed-answer)$/],
    [
      'of a frame beyond all',
      (socket) => socket.write(Buffer.concat([settings, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])])),
      /^outgoing\.(broke-off|malformed-answer)$/,
    ],
    ['that end half-way', (socket) => socket.end(Buffer.concat([settings, Buffer.from([0, 0])])), /^outgoing\.broke-off$/],
    [
      'that are only farewells',
      (socket) => socket.write(Buffer.concat([settings, frame(8, 7, 0, 0)])),
      /^outgoing\.(broke-off|timed-out)$/,
    ],
    [
      'for another stream',
      (socket) => socket.write(Buffer.concat([settings, frame(1, 1, 4, 9, Buffer.from([0x88]))])),
      /^outgoing\.(broke-off|malformed-answer)$/,
    ],
    [
      'of broken headers',
      (socket) => socket.write(Buffer.concat([settings, frame(2, 1, 4, 1, Buffer.from([0xff, 0xff]))])),
      /^outgoing\.(broke-off|malformed-answer)$/,
    ],
    [
      'that are promised and pushed',
      (socket) => socket.write(Buffer.concat([settings, frame(5, 5, 4, 1, Buffer.from([0, 0, 0, 2, 0x82]))])),
      /^outgoing\.(broke-off|malformed-answer|timed-out)$/,
    ],
    [
      'of headers without an end',
      (socket) => {
        socket.write(Buffer.concat([settings, frame(1, 1, 0, 1, Buffer.from([0x88]))]));
        forEver(socket, frame(16_000, 9, 0, 1, Buffer.alloc(16_000, 0x82)));
      },
      /^outgoing\.(broke-off|malformed-answer|timed-out|too-large)$/,
    ],
    [
      'of settings without an end',
      (socket) => forEver(socket, Buffer.concat(Array<Buffer>(100).fill(settings))),
      /^outgoing\.(broke-off|timed-out)$/,
    ],
    [
      'of questions without an end',
      (socket) => {
        socket.write(settings);
        forEver(socket, Buffer.concat(Array<Buffer>(100).fill(frame(8, 6, 0, 0))));
      },
      /^outgoing\.(broke-off|timed-out)$/,
    ],
  ])('%s', async (_, say, code) => {
    expect(await codeOf(`http://127.0.0.1:${await saying(say)}/`, 2000, h2)).toMatch(code);
  });

  test('that hang are given up in time, and those without an end at their limit', async () => {
    expect(await codeOf(`http://127.0.0.1:${await saying(() => {})}/`, hasty, h2)).toBe('outgoing.timed-out');
    const server = createSecureServer({ cert: certificate, key });
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      if (headers[':path'] === '/hangs') return void stream.write('half');
      const more = () => {
        while (!stream.destroyed && stream.write('x'.repeat(10_000)));
        if (!stream.destroyed) stream.once('drain', more);
      };
      more();
    });
    server.on('session', (session) => session.on('error', () => {}));
    const port = await listening(server as unknown as Listening);
    expect(await codeOf(`https://127.0.0.1:${port}/`, patient, { ...h2, tls })).toBe('outgoing.too-large');
    expect(await codeOf(`https://127.0.0.1:${port}/hangs`, hasty, { ...h2, tls })).toBe('outgoing.timed-out');
  });
});
