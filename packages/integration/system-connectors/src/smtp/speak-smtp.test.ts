import { createServer, type Socket } from 'node:net';
import { startTestMailServer, type TestMailServer } from '@plinth/mail/testing';
import { TestAuthority } from '@plinth/outgoing/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testCalls } from '../testing-calls.ts';

let there: TestMailServer;
beforeEach(async () => {
  there = await startTestMailServer();
});
afterEach(() => there.close());

const mail = { from: 'Shop <shop@bank.example>', to: ['eva@bank.example'], subject: 'Größe', text: 'Hello\n.\nEnd' };

test('a mail is sent with all that is in it, and whom the server did not take is told', async () => {
  const ask = await testCalls('smtp', there.address, null);
  expect(await ask.test()).toMatchObject({ status: 200 });
  expect(there.received).toEqual([]);
  there.refuse((to) => (to.startsWith('nobody') ? { code: 550, message: 'No such user' } : null));
  const attachments = [{ name: 'a"b\r\nX-Evil: 1.txt', mediaType: 'text/plain', content: Buffer.from('attached').toString('base64') }];
  const answer = await ask('send', { ...mail, copy: ['nobody@bank.example', 'karl@bank.example'], html: '<p>Hello</p>', attachments });
  expect(answer).toMatchObject({ taken: ['eva@bank.example', 'karl@bank.example'], refused: ['nobody@bank.example'] });
  const [{ source } = { source: '' }] = there.received;
  expect(source).toContain(Buffer.from('attached').toString('base64'));
  expect(source).not.toMatch(/^X-Evil/m);
  expect(source).toContain(String(answer.id));
});

test('nothing that is written becomes a header, another recipient, or a file of this machine', async () => {
  const ask = await testCalls('smtp', there.address, null);
  await ask('send', { ...mail, subject: 'x\r\nBcc: mallory@evil.example\r\n\r\nbody', text: 'x' });
  expect(there.received[0]).toMatchObject({ to: ['eva@bank.example'], source: expect.not.stringMatching(/^bcc:/im) });
  const attachments = [{ name: 'x', content: 'eA==', path: '/etc/passwd' }];
  await expect(ask('send', { ...mail, attachments })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
});

test('a password goes over nothing that others can read, and what is refused is told', async () => {
  const login = { kind: 'basic', login: 'plinth', password: 'a-password-1' } as const;
  const ask = await testCalls('smtp', there.address, login, { attempts: 1 });
  const error = (await ask('send', mail).catch((thrown: unknown) => thrown)) as Error;
  expect(JSON.stringify(error)).not.toContain('a-password-1');
  expect(there.received).toEqual([]);
  const open = await testCalls('smtp', there.address, null, { attempts: 1 });
  there.refuse(() => ({ code: 451, message: 'Try again' }));
  await expect(open('send', mail)).rejects.toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('451') });
});

test('who is trusted counts where a connection becomes encrypted, and a token signs in as a password does', async () => {
  const authority = new TestAuthority();
  const server = await startTestMailServer({ tls: authority.certificate('mail'), token: 'token-of-plinth-1' });
  const place = server.address.replace('127.0.0.1', 'localhost');
  const certificate = { kind: 'mutual-tls', authorities: authority.authority } as const;
  const oauth = { kind: 'bearer', token: 'token-of-plinth-1' } as const;
  const login = { kind: 'basic', login: 'plinth', password: 'p@ss/word' } as const;
  const send = async (address: string, secrets: Parameters<typeof testCalls>[2]) => {
    const ask = await testCalls('smtp', address, secrets, { attempts: 1 });
    return ask('send', mail).then(
      () => 'sent',
      (error: { readonly code: string }) => error.code,
    );
  };
  expect(await send(place, { login, certificate })).toBe('sent');
  expect(await send(`${place}?user=plinth`, { oauth, certificate })).toBe('sent');
  expect(await send(`${place}?user=eva`, { oauth, certificate })).toBe('connectors.refused');
  expect(await send(`${place}?user=plinth`, { oauth: { ...oauth, token: 'another-token-1' }, certificate })).toBe('connectors.refused');
  expect(await send(place, { oauth, certificate })).toBe('connectors.no-credential');
  // Who is not trusted hears nothing of it.
  expect(await send(place, { login })).toMatch(/^outgoing\./);
  await server.close();
});

test.each<[string, (socket: Socket) => void, RegExp]>([
  ['says nothing', () => {}, /^outgoing\.timed-out$/],
  [
    'is no mail server',
    (socket) => socket.write('SSH-2.0-OpenSSH\r\n'),
    /^(connectors\.unreadable-answer|connectors\.refused|outgoing\.broke-off)$/,
  ],
  ['dies half-way', (socket) => socket.end('220 hel'), /^outgoing\.broke-off$/],
  [
    'greets for ever',
    (socket) =>
      void setImmediate(function more() {
        if (!socket.destroyed && socket.write(`220-${'x'.repeat(20_000)}\r\n`)) setImmediate(more);
        else if (!socket.destroyed) socket.once('drain', more);
      }),
    /^outgoing\.(too-large|broke-off)$/,
  ],
])('a server that %s is bounded and told', async (_, say, code) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    say(socket);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as { port: number };
  const milliseconds = code.test('outgoing.timed-out') ? 300 : 10_000;
  const asked = await testCalls('smtp', `smtp://127.0.0.1:${port}`, null, { milliseconds, attempts: 1, bytes: 100_000 });
  const error = (await asked('send', mail).catch((thrown: unknown) => thrown)) as { readonly code?: string };
  expect(error.code).toMatch(code);
  server.close();
});
