import { afterEach, beforeEach, expect, test } from 'vitest';
import { smtpServer } from './smtp-server.ts';
import { startTestMailServer, type TestMailServer } from './testing.ts';

let there: TestMailServer;
beforeEach(async () => {
  there = await startTestMailServer();
});
afterEach(() => there.close());

const from = 'Plinth <plinth@bank.example>';
const mail = { to: { name: 'Eva Nováková', address: 'eva@bank.example' }, subject: 'A task', text: 'Größe: 5\n.\nEnd', id: 'm-1' };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'sent',
    (error: { code?: string }) => error.code,
  );

test('a mail arrives with its text, and says that a machine sent it', async () => {
  const server = smtpServer({ address: there.address, from });
  await server.send(mail);
  server.close();
  const [{ to, source } = { to: [], source: '' }] = there.received;
  expect(to).toEqual(['eva@bank.example']);
  expect(source).toMatch(/^Message-ID: <m-1@bank\.example>\r$/m);
  expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(source).toMatch(/^From: Plinth <plinth@bank\.example>\r$/m);
});

test('nothing that is written into a subject or name becomes a header or another recipient', async () => {
  const server = smtpServer({ address: there.address, from });
  const hostile = 'x\r\nBcc: mallory@evil.example\r\n\r\nbody';
  await server.send({ ...mail, subject: hostile, to: { name: `${hostile} <mallory@evil.example>,`, address: 'eva@bank.example' } });
  server.close();
  expect(there.received[0]?.to).toEqual(['eva@bank.example']);
  expect(there.received[0]?.source).not.toMatch(/^bcc:/im);
});

test('what is refused for good is told from what may go later', async () => {
  const server = smtpServer({ address: there.address, from });
  there.refuse(() => ({ code: 550, message: 'No such user' }));
  expect(await codeOf(server.send(mail))).toBe('mail.refused');
  there.refuse(() => ({ code: 451, message: 'Try again' }));
  expect(await codeOf(server.send(mail))).toBe('mail.unavailable');
  server.close();
  const nobody = smtpServer({ address: 'smtp://127.0.0.1:1', from });
  expect(await codeOf(nobody.send(mail))).toBe('mail.unavailable');
  nobody.close();
});

test('a name and password are given, also with signs that addresses have', async () => {
  const address = (password: string) => there.address.replace('//', `//plinth:${encodeURIComponent(password)}@`);
  const known = smtpServer({ address: address('p@ss/word'), from });
  await known.send(mail);
  known.close();
  expect(there.received).toHaveLength(1);
  const unknown = smtpServer({ address: address('wrong'), from });
  expect(await codeOf(unknown.send(mail))).toBe('mail.unavailable');
  unknown.close();
});

test.each(['', 'mail.bank.example', 'http://mail.bank.example', 'smtp://'])('%j is no address', (address) => {
  expect(() => smtpServer({ address, from })).toThrow('The address of the mail server is none.');
});
