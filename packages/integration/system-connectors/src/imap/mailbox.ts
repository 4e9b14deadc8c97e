import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import { encryptOutgoingStream, type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { bearerOf, identityOf, loginOf, placeOf } from '../stream-place.ts';
import { ImapSession, type SignIn } from './imap-session.ts';
import { mailboxWord } from './imap-words.ts';
import { type ImapValue, NoImap } from './responses.ts';

type Asked = Pick<SystemRequest, 'action' | 'address' | 'secrets' | 'signal'>;

const ports = { 'imaps:': 993, 'imap:': 143 };

/** Does something in a conversation with a mail server that ends with it, and tells what fails without secrets. */
export async function overImap<Result>(
  sockets: OutgoingSockets,
  asked: Asked,
  bytes: number,
  work: (session: ImapSession) => Promise<Result>,
): Promise<Result> {
  const { action, address, signal } = asked;
  const { host } = address;
  const signIn = signInOf(asked);
  const place = placeOf(asked, ports);
  let socket = await openOutgoingStream(sockets, place, signal);
  try {
    let session = new ImapSession(socket, { action, host, bytes });
    await session.greeted();
    if (place.tls === null) {
      // Nobody signs in where others can read it.
      await session.startTls();
      socket = await encryptOutgoingStream(socket, { ...place, tls: identityOf(asked) }, signal);
      session = new ImapSession(socket, { action, host, bytes });
    }
    await session.signIn(signIn);
    const result = await work(session);
    session.end();
    return result;
  } catch (error) {
    socket.destroy();
    if (error instanceof NoImap) throw connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
    const { syscall, code } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: error });
  }
}

/** With a password, or with a token in the form that mail servers have known the longest. */
function signInOf(asked: Asked): SignIn {
  const login = loginOf(asked);
  if (login !== null) return { mechanism: 'PLAIN', said: Buffer.from(`\0${login.login}\0${login.password}`).toString('base64') };
  const bearer = bearerOf(asked);
  if (bearer === null) throw connectorErrors.noCredential({ action: asked.action, credential: 'login or oauth' });
  return { mechanism: 'XOAUTH2', said: Buffer.from(`user=${bearer.user}\x01auth=Bearer ${bearer.token}\x01\x01`).toString('base64') };
}

/** Opens a mailbox; a mail is known by its number as long as the mailbox's `validity` is the same (RFC 3501, section 2.3.1.1). */
export async function select(
  session: ImapSession,
  mailbox: string,
  how: 'SELECT' | 'EXAMINE',
): Promise<{ readonly validity: string; readonly next: number | null }> {
  const told = await session.ask([how, mailboxWord(mailbox)]);
  const said = (name: string) => told.flatMap(({ text }) => new RegExp(`^\\[${name} (\\d{1,12})\\]`, 'i').exec(text)?.[1] ?? [])[0];
  const next = said('UIDNEXT');
  return { validity: said('UIDVALIDITY') ?? '', next: next === undefined ? null : Number(next) };
}

/** A mail of a mailbox with the part of it that was asked for. */
export interface FetchedMail {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly receivedAt: string | null;
  readonly size: number;
  readonly source: Uint8Array;
}

/** Mails by their numbers; those that are gone are not among them. */
export async function fetchMails(session: ImapSession, uids: readonly number[], part: string): Promise<readonly FetchedMail[]> {
  if (uids.length === 0) return [];
  const told = await session.ask(['UID', 'FETCH', uids.join(','), `(UID FLAGS INTERNALDATE RFC822.SIZE ${part})`]);
  return told.flatMap(({ word, values: [items] }) => {
    const mail = word === 'FETCH' && Array.isArray(items) ? mailOf(items) : null;
    // A server may tell of changes of others meanwhile.
    return mail === null || !uids.includes(mail.uid) ? [] : [mail];
  });
}

function mailOf(items: readonly ImapValue[]): FetchedMail | null {
  const facts = new Map<string, ImapValue>();
  for (let at = 0; at + 1 < items.length; at += 2)
    facts.set(
      String(items[at])
        .toUpperCase()
        .replace(/^BODY\[.*$/, 'BODY'),
      items[at + 1] ?? null,
    );
  const [uid, flags, body] = [facts.get('UID'), facts.get('FLAGS'), facts.get('BODY')];
  if (uid === undefined || body === undefined) return null;
  const received = new Date(String(facts.get('INTERNALDATE')));
  return {
    uid: Number(uid),
    flags: Array.isArray(flags) ? flags.map(String) : [],
    receivedAt: Number.isNaN(received.valueOf()) ? null : received.toISOString(),
    size: Number(facts.get('RFC822.SIZE') ?? 0),
    source: Buffer.isBuffer(body) ? body : Buffer.from(String(body ?? '')),
  };
}
