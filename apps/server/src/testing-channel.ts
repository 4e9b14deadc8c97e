import { request } from 'node:http';
import type { Socket } from 'node:net';

/** What a request to become a WebSocket is answered; the connection ends at once. */
export function askToUpgrade(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const asking = request(address + path, { headers: { ...upgrade, ...headers } });
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, text: '' });
    });
    asking.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on('error', reject).end();
  });
}

/** A WebSocket as a hostile caller has it: messages as they come, and the code it ended with. */
export interface Talk {
  readonly heard: Record<string, unknown>[];
  say(message: unknown): void;
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  /** Resolves with the next message of a type. */
  next(type: string): Promise<Record<string, unknown>>;
}

export async function talk(address: string, path: string, headers: Readonly<Record<string, string>>): Promise<Talk> {
  const socket = new WebSocket(address.replace(/^http/, 'ws') + path, { headers } as never);
  const heard: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  let taken = 0;
  socket.onmessage = ({ data }) => {
    heard.push(JSON.parse(String(data)));
    for (const wake of waiting.splice(0)) wake();
  };
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => {
      resolve(code);
      for (const wake of waiting.splice(0)) wake();
    };
  });
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('The WebSocket could not be opened.'));
  });
  return {
    heard,
    socket,
    closed,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next(type) {
      for (;;) {
        const at = heard.findIndex((message, position) => position >= taken && message.type === type);
        if (at >= 0) {
          taken = at + 1;
          return heard[at] ?? {};
        }
        if (socket.readyState > 1) throw new Error(`It ended without ${type}: ${JSON.stringify(heard.at(-1))}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

/** A caller that asks for much and reads nothing: its bare connection after the upgrade. */
export function upgraded(address: string, path: string, headers: Readonly<Record<string, string>>): Promise<Socket> {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const asking = request(address + path, { headers: { ...upgrade, ...headers } });
    asking.on('upgrade', (_response, socket) => resolve(socket as Socket));
    asking.on('response', (response) => reject(new Error(`Answered ${response.statusCode}.`)));
    asking.on('error', reject).end();
  });
}

/** A text frame as clients send it (RFC 6455 §5.2), masked by zeros, of at most 65,535 bytes. */
export function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}
