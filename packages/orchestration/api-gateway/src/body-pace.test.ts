import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { implement, operation } from '@plinth/api-contract';
import { testContext } from '@plinth/foundation/testing';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyPace } from './body-pace.ts';
import { createGateway, type Gateway } from './index.ts';

const pace: BodyPace = { head: 400, whole: 400, silence: 300, leastRate: 1000 };

const common = {
  summary: 'Tests.',
  method: 'POST',
  output: Type.Unknown(),
  permission: 'anyone',
  scope: 'things:write',
  idempotency: 'none',
  errors: [],
} as const;
const content = Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' });
const upload = operation({ ...common, id: 'test.upload', path: '/api/upload', input: Type.Object({ content }), body: 'content' });
const glance = operation({ ...common, id: 'test.glance', path: '/api/glance', input: Type.Object({ content }), body: 'content' });
const note = operation({ ...common, id: 'test.note', path: '/api/note', input: Type.Object({ text: Type.String() }) });

let gateway: Gateway;
let port = 0;
/** What the last upload came to. */
let read: { size: number; error: unknown };

beforeAll(async () => {
  gateway = createGateway({
    operations: [
      implement(upload, async (_context, input) => {
        read = { size: 0, error: null };
        try {
          for await (const chunk of input.content) read.size += chunk.length;
        } catch (error) {
          read.error = error;
          throw error;
        }
        return { size: read.size };
      }),
      implement(glance, async (_context, input) => {
        for await (const chunk of input.content) return { first: chunk.length };
        return null;
      }),
      implement(note, async (_context, { text }) => ({ text })),
    ],
    authenticator: { authenticate: ({ trace }) => testContext({ trace }), authorize: () => undefined },
    sites: [],
    version: '1.0.0',
    secureCookies: false,
    frameAncestors: async () => [],
    ready: async () => true,
    trustedProxies: [],
    pace,
    onFinished: () => undefined,
    onUnhandled: () => undefined,
  });
  port = Number(new URL(await gateway.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => gateway.close());

interface Sent {
  readonly answer: string;
  /** Milliseconds until the server ended the connection or answered all there is. */
  readonly milliseconds: number;
}

/** Sends a head, then pieces with a pause before each, and reads until the answer is there or the connection ends. */
async function send(head: string, pieces: readonly string[], pause: number, until: 'answer' | 'end' = 'answer'): Promise<Sent> {
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  const began = performance.now();
  let answer = '';
  socket.setEncoding('latin1').on('data', (text) => (answer += text));
  // A connection that the server ends while something is being sent is reset.
  socket.on('error', () => undefined);
  socket.write(head);
  for (const piece of pieces) {
    await after(pause);
    if (socket.destroyed || (until === 'answer' && answer !== '')) break;
    socket.write(piece);
  }
  await Promise.race([until === 'answer' ? answered(socket, () => answer !== '') : closed, after(5000)]);
  const milliseconds = performance.now() - began;
  socket.destroy();
  return { answer, milliseconds };
}

async function answered(socket: Socket, there: () => boolean): Promise<void> {
  while (!there() && !socket.destroyed) await after(10);
}

function head(path: string, length: number, type = 'application/octet-stream'): string {
  return `POST ${path} HTTP/1.1\r\nhost: test\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;
}

const kilobyte = 'x'.repeat(1000);

describe('a streamed body', () => {
  test('may take longer than any other, as long as bytes keep coming', async () => {
    const { answer, milliseconds } = await send(head('/api/upload', 12_000), Array(12).fill(kilobyte), 100);
    expect(answer).toContain('{"size":12000}');
    expect(milliseconds).toBeGreaterThan(2 * pace.whole);
  });

  test('is given up when it falls silent, which the caller and the operation are told', async () => {
    const { answer, milliseconds } = await send(head('/api/upload', 12_000), [kilobyte], 10);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('gateway.body-too-slow');
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(milliseconds).toBeLessThan(pace.silence + 1000);
    expect(read).toMatchObject({ size: 1000, error: { code: 'gateway.body-too-slow' } });
  });

  test('is given up when it only trickles, though it is never silent', async () => {
    const { answer, milliseconds } = await send(head('/api/upload', 12_000), Array(60).fill('x'), 50);
    expect(answer).toContain('gateway.body-too-slow');
    expect(milliseconds).toBeLessThan(1500);
  });

  test('that nobody wants any more is let run past after the answer, and its connection goes on', async () => {
    const further = `${kilobyte.repeat(2)}${head('/api/glance', 3)}abc`;
    const { answer } = await send(head('/api/glance', 3000), [kilobyte, further, ''], 100, 'end');
    expect(answer.match(/\{"first":\d+\}/g)).toEqual(['{"first":1000}', '{"first":3}']);
  });

  test('whose rest never comes holds its connection no longer than any other', async () => {
    const { answer, milliseconds } = await send(head('/api/glance', 90_000), [kilobyte, ...Array(40).fill('x')], 50, 'end');
    expect(answer).toContain('{"first":1000}');
    expect(milliseconds).toBeLessThan(3000);
  });
});

test('a body that is no stream has a time for the whole of it, however steadily it comes', async () => {
  const text = JSON.stringify({ text: 'x'.repeat(30) });
  const { answer } = await send(head('/api/note', text.length, 'application/json'), [...text], 50);
  expect(answer).toContain('gateway.body-too-slow');
  const quick = await send(head('/api/note', text.length, 'application/json'), [text], 50);
  expect(quick.answer).toContain('"text":"xxx');
});

test('a body for nothing that is there holds its connection no longer either', async () => {
  const { answer, milliseconds } = await send(head('/api/nowhere', 90_000, 'text/plain'), Array(60).fill('x'), 50, 'end');
  expect(answer).toMatch(/^HTTP\/1.1 4/);
  expect(milliseconds).toBeLessThan(3000);
});

test('a head that comes letter by letter is cut off', async () => {
  const { answer, milliseconds } = await send('', [...head('/api/note', 2)], 50, 'end');
  expect(answer).toMatch(/^(HTTP\/1.1 408 |$)/);
  expect(milliseconds).toBeLessThan(3000);
});
