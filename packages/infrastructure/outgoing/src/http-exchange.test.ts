import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type HttpAnswer, type HttpRequest, httpExchange } from './http-exchange.ts';
import { outgoingSockets } from './outgoing-socket.ts';
import { readReachableHosts } from './reachable-hosts.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listening(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serve = (listener: RequestListener) => listening(createServer(listener));
const say = (work: (socket: Socket) => void) =>
  listening(
    createRawServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => work(socket));
    }),
  );

const exchange = httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts));

function ask(address: string, more: Partial<HttpRequest> = {}): Promise<HttpAnswer> {
  const plain = {
    method: 'GET',
    headers: {},
    body: null,
    limits: { milliseconds: 1000, bytes: 1000 },
    signal: new AbortController().signal,
  };
  return exchange({ ...plain, address: new URL(address), ...more });
}
const codeOf = (answer: Promise<HttpAnswer>) =>
  answer.then(
    ({ status }) => status,
    (error: { code?: string }) => error.code,
  );

test('a request is sent and its answer taken, whatever its status', async () => {
  const host = await serve((request, answer) => {
    answer.writeHead(404, { 'x-a': ['1', '2'] });
    request.pipe(answer);
  });
  const { status, headers, body } = await ask(`http://${host}/a?b=c`, { method: 'POST', body: Buffer.from('hello') });
  expect([status, headers['x-a'], String(body)]).toEqual([404, '1, 2', 'hello']);
});

test('packed answers are unpacked, as far as the limit goes', async () => {
  const host = await serve(({ url }, answer) => {
    answer.writeHead(200, { 'content-encoding': url === '/odd' ? 'zstd9' : 'gzip' });
    answer.end(url === '/broken' ? 'no gzip' : gzipSync(url === '/bomb' ? Buffer.alloc(10_000_000) : 'packed'));
  });
  expect(String((await ask(`http://${host}/`)).body)).toBe('packed');
  expect(await codeOf(ask(`http://${host}/bomb`, { limits: { milliseconds: 1000, bytes: 100_000 } }))).toBe('outgoing.too-large');
  expect(await codeOf(ask(`http://${host}/broken`))).toBe('outgoing.malformed-answer');
  expect(await codeOf(ask(`http://${host}/odd`))).toBe('outgoing.malformed-answer');
});

test('a redirect is told, not followed', async () => {
  const host = await serve((_, answer) => answer.writeHead(302, { location: 'http://169.254.169.254/' }).end());
  expect(await ask(`http://${host}/`)).toMatchObject({ status: 302, headers: { location: 'http://169.254.169.254/' } });
});

test('places that may not be reached are not', async () => {
  for (const address of ['http://127.0.0.2/', 'http://[::1]/', 'http://0x7f000002/', 'https://169.254.169.254/', 'http://[::ffff:7f00:2]/'])
    expect([address, await codeOf(ask(address))]).toEqual([address, 'outgoing.refused']);
});

test('who hangs, streams without end, dies or talks nonsense is given up', async () => {
  const hangs = await say(() => {});
  const drips = await say((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 20);
    socket.once('close', () => clearInterval(drip));
  });
  const floods = await say((socket) => void socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`));
  const dies = await say((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
  const resets = await say((socket) => socket.destroy());
  const nonsense = await say((socket) => void socket.end('220 mail.example ESMTP\r\n'));
  const plain = await say((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  const gone = await serve(() => {});
  await new Promise((done) => open.pop()?.close(done));
  const short = { limits: { milliseconds: 200, bytes: 1000 } };
  expect(
    await Promise.all([
      codeOf(ask(`http://${hangs}/`, short)),
      codeOf(ask(`http://${drips}/`, short)),
      codeOf(ask(`http://${floods}/`)),
      codeOf(ask(`http://${dies}/`)),
      codeOf(ask(`http://${resets}/`)),
      codeOf(ask(`http://${nonsense}/`)),
      codeOf(ask(`https://${plain}/`)),
      codeOf(ask(`http://${gone}/`)),
    ]),
  ).toEqual([
    'outgoing.timed-out',
    'outgoing.timed-out',
    'outgoing.too-large',
    'outgoing.broke-off',
    'outgoing.broke-off',
    'outgoing.malformed-answer',
    'outgoing.unreachable',
    'outgoing.unreachable',
  ]);
});

test('whoever asks can go away', async () => {
  const host = await say(() => {});
  await expect(ask(`http://${host}/`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ code: 'plinth.cancelled' });
  await expect(ask(`http://${host}/`, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'plinth.cancelled' });
});

test('a connection is used again by its owner, and by nobody else', async () => {
  const connections = new Set<unknown>();
  const host = await serve((request, answer) => {
    connections.add(request.socket);
    answer.end('x');
  });
  const count = async (...asks: Partial<HttpRequest>[]) => {
    const before = connections.size;
    for (const more of asks) await ask(`http://${host}/`, more);
    return connections.size - before;
  };
  const mine = { owner: 'mine' };
  expect(await count(...Array(20).fill(mine))).toBe(1);
  expect(await count(mine, mine)).toBe(0);
  expect(await count({ owner: 'other' }, { ...mine, tls: { authorities: 'x' } })).toBe(2);
  expect(await count({}, {})).toBe(2);
});

test('one that the other side has ended meanwhile is replaced without being noticed', async () => {
  let answered = 0;
  const host = await say((socket) => {
    const reply = () => {
      answered++;
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\nx');
    };
    reply();
    // What comes second on the same connection is answered by its end.
    socket.on('data', () => socket.destroy());
  });
  const mine = { owner: 'mine' };
  for (let at = 0; at < 3; at++) expect(String((await ask(`http://${host}/`, mine)).body)).toBe('x');
  expect(answered).toBe(3);
});

test('an answer that is given up ends its connection, also a kept one', async () => {
  let hangs = false;
  const host = await serve((_, answer) => {
    if (!hangs) answer.end('x');
  });
  const mine = { owner: 'mine' };
  await ask(`http://${host}/`, mine);
  hangs = true;
  expect(await codeOf(ask(`http://${host}/`, { ...mine, limits: { milliseconds: 200, bytes: 100 } }))).toBe('outgoing.timed-out');
  hangs = false;
  expect(await codeOf(ask(`http://${host}/`, mine))).toBe(200);
});
