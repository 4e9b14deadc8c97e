import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CredentialSecret } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { TestAuthority } from '@plinth/outgoing/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testHear } from '../testing-hear.ts';
import { forEver, hostileServer } from '../testing-hostile.ts';
import { testServer } from '../testing-server.ts';
import { mailboxName, mailboxWord } from './imap-words.ts';

/** On a machine that is busy with something else. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });

const login = { kind: 'basic', login: 'test', password: 'test-password' } as const;
let place = '';
let mails = '';
let secrets: Readonly<Record<string, CredentialSecret>> = { login };
let ask: Asking | null = null;

beforeAll(async () => {
  const server = await testServer('dovecot');
  if (server === null) return;
  mails = server.more.mails ?? '';
  for (const part of ['', 'new', 'cur', 'tmp']) {
    const folder = join(mails, '.Done &- filed', part);
    mkdirSync(folder, { recursive: true });
    // The server may be somebody else.
    chmodSync(folder, 0o777);
  }
  place = `imaps://localhost:${server.port}`;
  secrets = { login, certificate: { kind: 'mutual-tls', authorities: readFileSync(server.more.authority ?? '', 'utf8') } };
  ask = await testCalls('imap', place, secrets);
});

let count = 0;
/** Delivers a mail as a mail server would. */
function deliver(subject: string, { body = 'Hello', extra = '' } = {}): void {
  const id = `<m${++count}@bank.example>`;
  const head = [
    'From: "Eva Süd" <eva@bank.example>',
    'To: shop@bank.example, Karl <karl@bank.example>',
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
  ];
  const text = [...head, 'Date: Mon, 30 Nov 2026 08:00:00 +0100', ...(extra === '' ? [] : [extra]), '', body, ''].join('\r\n');
  writeFileSync(join(mails, 'new', `${1_700_000_000 + count}.${count}.host`), text);
}

const multipart = `--b\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
Gr=F6=DFe\r
--b\r
Content-Type: application/pdf; name="x"\r
Content-Disposition: attachment; filename="../../etc/r\u00e9sum\u00e9.pdf"\r
Content-Transfer-Encoding: base64\r
\r
JVBERg==\r
--b--`;

type Mail = JsonObject & { readonly uid: number; readonly subject: string; readonly flags: readonly string[] };
const mailsOf = (answer: JsonObject) => answer.mails as unknown as readonly Mail[];

test('mails are searched for, read with their attachments as files, flagged and moved', async ({ skip }) => {
  if (ask === null) return skip();
  deliver('=?utf-8?Q?Gr=C3=B6=C3=9Fe?= 7');
  deliver('Invoice', { body: multipart, extra: 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b' });
  await soon(async () => (await (ask as NonNullable<typeof ask>)('search')).found).toBe(2);
  const [found, ...others] = mailsOf(await ask('search', { subject: 'Größe' }));
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    subject: 'Größe 7',
    from: [{ name: 'Eva Süd', address: 'eva@bank.example' }],
    receivedAt: expect.stringMatching(/Z$/),
  });
  expect(mailsOf(await ask('search', { from: 'nobody" ALL', since: '2020-01-01' }))).toEqual([]);
  const [invoice] = mailsOf(await ask('search', { subject: 'Invoice', unseen: true }));
  const uid = invoice?.uid ?? 0;
  expect(await ask('fetch', { uid })).toMatchObject({
    messageId: '<m2@bank.example>',
    text: expect.stringContaining('Größe'),
    attachments: [{ name: expect.stringMatching(/^r.*pdf$/), mediaType: 'application/pdf', size: 4, content: 'JVBERg==' }],
  });
  // To read one does not mark it.
  expect(mailsOf(await ask('search', { unseen: true })).length).toBe(2);
  await ask('flag', { uids: [uid], add: ['\\Seen', 'booked'] });
  expect(mailsOf(await ask('search', { unseen: false })).map(({ flags }) => [...flags].sort())).toEqual([
    expect.arrayContaining(['\\Seen', 'booked']),
  ]);
  await ask('flag', { uids: [uid], remove: ['\\Seen'] });
  await expect(ask('move', { uids: [uid], to: 'Nowhere' })).rejects.toMatchObject({
    code: 'connectors.refused',
    message: expect.stringContaining('TRYCREATE'),
  });
  expect((await ask('mailboxes')).mailboxes).toEqual(expect.arrayContaining(['INBOX', 'Done & filed']));
  await ask('move', { uids: [uid], to: 'Done & filed' });
  expect(mailsOf(await ask('search', { mailbox: 'Done & filed' })).map(({ subject }) => subject)).toEqual(['Invoice']);
  await expect(ask('fetch', { uid: 4_000_000 })).rejects.toMatchObject({ code: 'connectors.refused' });
});

test.each<[string, string, JsonObject]>([
  ['a flag', 'flag', { uids: [1], add: ['x) (y'] }],
  ['a flag', 'flag', { uids: [1], remove: ['\\Seen)\r\nz9 DELETE INBOX'] }],
  ['a day', 'search', { since: '1 ALL\r\nz9 DELETE INBOX-11-30' }],
  ['a day', 'search', { before: '2026-13-01' }],
])('%s that would be another command is not sent: %s %o', async (_, action, input) => {
  const said: string[] = [];
  const server = await hostileServer((socket) => {
    socket.on('data', (part) => said.push(part.toString()));
    signedIn('* 1 FETCH (UID 1)\r\np5 OK\r\n')(socket);
  }, tls);
  const asked = await testCalls('imap', `imaps://127.0.0.1:${server.port}`, trusted, { attempts: 1 });
  await expect(asked(action, input)).rejects.toMatchObject({ code: 'connectors.wrong-input' });
  expect(said.join('')).not.toContain('DELETE');
  server.close();
});

test('new mails are heard once, from where it was', async ({ skip }) => {
  if (ask === null) return skip();
  const hear = await testHear('imap', place, secrets);
  const first = hear('mails', {});
  expect(await first.ended).toBeUndefined();
  expect(first.heard).toEqual([]);
  for (const subject of ['one', 'two']) deliver(subject);
  const found = async (cursor: Parameters<typeof hear>[2]) => {
    const listening = hear('mails', {}, cursor);
    expect(await listening.ended).toBeUndefined();
    return listening;
  };
  const second = await found(first.cursor);
  expect(second.heard.map(({ data }) => data?.subject)).toEqual(['one', 'two']);
  expect(second.heard[0]).toMatchObject({
    subject: expect.stringMatching(/^INBOX\/\d+$/),
    data: { mailbox: 'INBOX', from: [{ address: 'eva@bank.example' }] },
  });
  expect((await found(second.cursor)).heard).toEqual([]);
  // Numbers that mean other mails by now: everything is told again, by the same ids.
  const again = await found({ validity: '1', last: 900 });
  expect(again.heard.map(({ id }) => id)).toEqual(expect.arrayContaining(second.heard.map(({ id }) => id)));
});

/** Who gives tokens, as a service beside the mail server does. */
async function tokenServer(token: () => string) {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: token(), expires_in: 600 }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token` };
}

const base64 = (text: string) => Buffer.from(text).toString('base64url');

test('encrypted once both agree to it, and signed in to by a token that is asked for', async ({ skip }) => {
  const server = await testServer('dovecot');
  if (server === null) return skip();
  const key = Buffer.from(readFileSync(server.more.tokenKey ?? '', 'utf8'), 'base64');
  const at = Math.floor(Date.now() / 1000);
  const tokens = [
    `${base64('{"alg":"HS256","typ":"JWT"}')}.${base64(JSON.stringify({ sub: 'test', iat: at, nbf: at - 5, exp: at + 600 }))}`,
  ].map((signed) => `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`);
  // The first one that is given is good for nothing.
  const given = ['refused-token-1234', ...tokens];
  const { server: giver, address } = await tokenServer(() => given.shift() ?? '');
  const { certificate } = secrets;
  if (certificate === undefined) return expect.unreachable();
  const oauth = { kind: 'oauth2', clientId: 'shop', clientSecret: 'secret-of-client', tokenAddress: address } as const;
  const starttls = `imap://localhost:${server.more.starttls}`;
  for (const [where, by] of [
    [starttls, { login, certificate }],
    [`${starttls}?user=test`, { oauth, certificate }],
    [`${place}?user=test`, { oauth, certificate }],
  ] as const) {
    const asked = await testCalls('imap', where, by, { attempts: 1 });
    if ('oauth' in by && given.length > 0) {
      const error = await asked('mailboxes').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'connectors.refused' });
      expect(JSON.stringify(error)).not.toContain('refused-token-1234');
    } else if ('oauth' in by) given.push(...tokens);
    expect((await asked('mailboxes')).mailboxes).toContain('INBOX');
    expect(await asked.test()).toMatchObject({ status: 200 });
  }
  const nobodys = await testCalls('imap', starttls, { oauth: { kind: 'bearer', token: 'x' }, certificate }, { attempts: 1 });
  await expect(nobodys('mailboxes')).rejects.toMatchObject({ code: 'connectors.no-credential' });
  // In the clear, nothing is said but that it is to be encrypted.
  const stranger = await testCalls('imap', starttls, login, { attempts: 1 });
  await expect(stranger('mailboxes')).rejects.toMatchObject({ code: 'outgoing.unreachable' });
  giver.close();
});

test.each([
  ['will not encrypt', 'p1 NO not here\r\n', 'connectors.refused'],
  ['says more in the clear', 'p1 OK go on\r\n* OK as if it were encrypted\r\n', 'connectors.unreadable-answer'],
  ['ends', '', 'outgoing.broke-off'],
])('a server that %s hears no password', async (_, answer, code) => {
  const said: string[] = [];
  const server = await hostileServer((socket) => {
    socket.on('data', (part) => said.push(part.toString()));
    socket.write('* OK hello\r\n');
    socket.once('data', () => (answer === '' ? socket.end() : socket.write(answer)));
  });
  const asked = await testCalls('imap', `imap://127.0.0.1:${server.port}`, trusted, { attempts: 1 });
  await expect(asked('search')).rejects.toMatchObject({ code });
  expect(said.join('')).toBe('p1 STARTTLS\r\n');
  server.close();
});

test('what it refuses is told, the password is not, and nobody is spoken to who is not trusted', async ({ skip }) => {
  if (ask === null) return skip();
  const wrong = await testCalls('imap', place, { ...secrets, login: { ...login, password: 'wrong-password' } }, { attempts: 1 });
  const error = (await wrong('search').catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('AUTHENTICATIONFAILED') });
  await expect(wrong.test()).rejects.toMatchObject({ code: 'connectors.refused' });
  expect(await ask.test()).toMatchObject({ status: 200 });
  expect(JSON.stringify(error)).not.toContain('wrong-password');
  const trusting = await testCalls('imap', place, login, { attempts: 1 });
  await expect(trusting('search')).rejects.toMatchObject({
    code: 'outgoing.unreachable',
    message: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/),
  });
  deliver('Large', { body: `${'x'.repeat(70)}\r\n`.repeat(200) });
  await soon(async () => mailsOf(await (ask as Asking)('search', { subject: 'Large' })).length).toBe(1);
  const [large] = mailsOf(await ask('search', { subject: 'Large' }));
  const narrow = await testCalls('imap', place, secrets, { bytes: 5000, attempts: 1 });
  await expect(narrow('fetch', { uid: large?.uid ?? 0 })).rejects.toMatchObject({ code: 'outgoing.too-large' });
});

const authority = new TestAuthority();
const tls = authority.certificate('mail');
const trusted = { login, certificate: { kind: 'mutual-tls', authorities: authority.authority } } as const;
const signedIn = (rest: string | Uint8Array) => (socket: Parameters<Parameters<typeof hostileServer>[0]>[0]) => {
  socket.write(
    '* OK hello\r\n+ go on\r\np1 OK in\r\n* CAPABILITY IMAP4rev1\r\np2 OK\r\n* OK [UIDVALIDITY 1] x\r\np3 OK\r\n* SEARCH 1\r\np4 OK\r\n',
  );
  socket.write(rest);
};

test.each<[string, Parameters<typeof hostileServer>[0], string]>([
  ['says nothing', () => {}, 'outgoing.timed-out'],
  ['is no mail server', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), 'connectors.unreadable-answer'],
  ['goes at once', (socket) => socket.write('* BYE [UNAVAILABLE] not now\r\n'), 'connectors.refused'],
  ['dies half-way', (socket) => socket.end('* OK hel'), 'outgoing.broke-off'],
  ['talks for ever', (socket) => forEver(socket, `* OK ${'x'.repeat(9000)}\r\n`), 'outgoing.too-large'],
  ['has a line without end', (socket) => forEver(socket, 'x'.repeat(9000)), 'outgoing.too-large'],
  ['promises a mail of a gigabyte', signedIn('* 1 FETCH (UID 1 BODY[HEADER] {1000000000}\r\n'), 'outgoing.too-large'],
  ['nests without end', signedIn(`* 1 FETCH ${'('.repeat(500)}\r\n`), 'connectors.unreadable-answer'],
  ['ends no list', signedIn('* 1 FETCH (UID 1\r\n'), 'connectors.unreadable-answer'],
  ['answers another command', signedIn('q9 OK done\r\n'), 'connectors.unreadable-answer'],
])('a server that %s is bounded and told', async (_, say, code) => {
  const server = await hostileServer(say, tls);
  const milliseconds = code === 'outgoing.timed-out' ? 400 : 10_000;
  const asked = await testCalls('imap', `imaps://127.0.0.1:${server.port}`, trusted, { milliseconds, attempts: 1, bytes: 100_000 });
  await expect(asked('search')).rejects.toMatchObject({ code });
  server.close();
});

test('a certificate of ours that cannot be read is told', async () => {
  const server = await hostileServer(() => {}, tls);
  const broken = { login, certificate: { kind: 'mutual-tls', certificate: 'no certificate', key: 'a-key-that-is-none' } } as const;
  const asked = await testCalls('imap', `imaps://127.0.0.1:${server.port}`, broken, { attempts: 1 });
  const error = (await asked('search').catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'outgoing.unreachable', message: expect.stringContaining('cannot be read') });
  expect(JSON.stringify(error)).not.toContain('a-key-that-is-none');
  server.close();
});

test('a server that answers in clear is not spoken to', async () => {
  const server = await hostileServer((socket) => socket.write('* OK hello\r\n'));
  const asked = await testCalls('imap', `imaps://127.0.0.1:${server.port}`, login, { attempts: 1 });
  await expect(asked('search')).rejects.toMatchObject({ code: 'outgoing.unreachable' });
  server.close();
});

test.each(['INBOX', 'Entwürfe', '日本語', 'a&b', 'Emoji 😀', 'line\r\nbreak'])('the name of a mailbox is spelt and read: %s', (name) => {
  const word = mailboxWord(name);
  expect(word).toMatch(/^"[\x20-\x7e]*"$/);
  expect(mailboxName(word.slice(1, -1).replaceAll(/\\(.)/g, '$1'))).toBe(name);
});
