import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CredentialSecret } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { TestAuthority } from '@plinth/outgoing/testing';
import { describe, expect, test } from 'vitest';
import { testCalls } from './testing-calls.ts';
import { forEver, hostileServer } from './testing-hostile.ts';

const login = { kind: 'basic', login: 'shop', password: 'a-planted-password' } as const;
const authority = new TestAuthority();
const certificate = { kind: 'mutual-tls', authorities: authority.authority } as const;
const own = authority.certificate('system');

interface System {
  /** In clear and encrypted, as its addresses begin; null where there is none of it. */
  readonly plain: string | null;
  readonly encrypted: string | null;
  readonly action: string;
  readonly input: JsonObject;
  readonly path?: string;
}

const systems: Readonly<Record<string, System>> = {
  redis: { plain: 'redis', encrypted: 'rediss', action: 'get', input: { key: 'x' } },
  mqtt: { plain: 'mqtt', encrypted: 'mqtts', action: 'publish', input: { topic: 'a', message: 'b' } },
  amqp: { plain: 'amqp', encrypted: 'amqps', action: 'get', input: { queue: 'x' } },
  kafka: { plain: 'kafka', encrypted: 'kafkas', action: 'topics', input: {} },
  imap: { plain: null, encrypted: 'imaps', action: 'search', input: {} },
  smtp: {
    ...{ plain: 'smtp', encrypted: 'smtps', action: 'send' },
    input: { from: 'a@bank.example', to: ['b@bank.example'], subject: 's', text: 't' },
  },
  sftp: { plain: 'sftp', encrypted: null, action: 'list', input: {} },
  mariadb: { plain: 'mariadb', encrypted: null, action: 'query', input: { sql: 'select 1' }, path: '/x' },
  s3: { plain: 'http', encrypted: 'https', action: 'list', input: {}, path: '/papers?region=eu-central-1' },
};

const told = /^(outgoing\.(timed-out|broke-off|too-large|malformed-answer|unreachable)|connectors\.(unreadable-answer|refused))$/;
/** What none of them takes in before it gives up, with what the system and the sockets hold on their way. */
const mostBytes = 20_000_000;

const behaviours: Readonly<Record<string, (socket: Socket) => void>> = {
  'hangs before it greets': () => {},
  'ends at once': (socket) => socket.end(),
  'is cut off at once': (socket) => (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy()),
  'dies behind its first byte': (socket) => socket.end(Buffer.from([0])),
  'is another system': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
  'sends zeros for ever': (socket) => forEver(socket, Buffer.alloc(65_536)),
  'sends ones for ever': (socket) => forEver(socket, Buffer.alloc(65_536, 0xff)),
  'sends lines for ever': (socket) => forEver(socket, 'hello hello hello\r\n'.repeat(3000)),
  'sends one line for ever': (socket) => forEver(socket, 'x'.repeat(65_536)),
  'sends half characters for ever': (socket) => forEver(socket, Buffer.alloc(65_536, 0xc3)),
  'repeats what it hears': (socket) => void socket.pipe(socket),
  drips: (socket) => {
    const drip = setInterval(() => socket.write(Buffer.from([0x2b])), 20);
    socket.once('close', () => clearInterval(drip));
  },
};

/** What an action came to, and how much the other side could say until then. */
async function outcome(name: string, address: string, encrypted: boolean, milliseconds: number) {
  const { action, input } = systems[name] as System;
  const secrets: Readonly<Record<string, CredentialSecret>> = encrypted ? { login, certificate } : { login };
  const asked = await testCalls(name, address, secrets, { milliseconds, attempts: 1, bytes: 100_000 });
  const error: unknown = await asked(action, input).catch((thrown: unknown) => thrown);
  return error as { readonly code?: string; readonly message?: string };
}

for (const [name, { plain, encrypted, path = '' }] of Object.entries(systems)) {
  describe.each([plain, encrypted].filter((scheme) => scheme !== null))(`a system of ${name} at %s:`, (scheme) => {
    const isEncrypted = scheme === encrypted;

    test.concurrent.each(Object.entries(behaviours))('one that %s is bounded and told', async (_, say) => {
      let said: Socket | null = null;
      const server = await hostileServer(
        (socket) => {
          said = socket;
          say(socket);
        },
        isEncrypted ? own : undefined,
      );
      const error = await outcome(name, `${scheme}://127.0.0.1:${server.port}${path}`, isEncrypted, 700);
      const sent = (said as Socket | null)?.bytesWritten ?? 0;
      server.close();
      expect(error.code).toMatch(told);
      expect(sent).toBeLessThan(mostBytes);
      expect(JSON.stringify([error, error.message])).not.toContain(login.password);
    });

    if (!isEncrypted) return;
    test.each<[string, (socket: Socket) => void]>([
      ['speaks in clear', (socket) => socket.write('hello\r\n')],
      ['sends noise in place of encryption', (socket) => socket.end(Buffer.alloc(10_000, 0xff))],
      ['hangs while it should encrypt', () => {}],
    ])('one that %s is bounded and told', async (_, say) => {
      const server = await hostileServer(say);
      const error = await outcome(name, `${scheme}://127.0.0.1:${server.port}${path}`, true, 1000);
      server.close();
      expect(error.code).toMatch(told);
    });

    test('one whose certificate nobody trusts hears no password', async () => {
      let heard = '';
      const server = await hostileServer((socket) => {
        socket.on('data', (part) => {
          heard += part.toString('latin1');
        });
      }, own);
      const asked = await testCalls(name, `${scheme}://127.0.0.1:${server.port}${path}`, { login }, { milliseconds: 2000, attempts: 1 });
      const { action, input } = systems[name] as System;
      await expect(asked(action, input)).rejects.toMatchObject({ code: 'outgoing.unreachable' });
      server.close();
      expect(heard).toBe('');
    });
  });
}
