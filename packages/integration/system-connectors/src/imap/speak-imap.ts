import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import type { ImapSession, Word } from './imap-session.ts';
import { dayWord, isFlag, mailboxName, mailboxWord, quoted } from './imap-words.ts';
import { bodyOf, headOf, readMail } from './mail-parts.ts';
import { fetchMails, overImap, select } from './mailbox.ts';

type Work = (session: ImapSession, request: SystemRequest) => Promise<JsonValue>;

const commands: Readonly<Record<string, Work>> = { probe: async () => null, mailboxes, search, fetch, flag, move };

/** Speaks to mailboxes over encrypted sockets that lead only where they may; a connection for each call. */
export function speakImap(sockets: OutgoingSockets): SystemSpeaker {
  return (request) => {
    const { action, command } = request;
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (work === undefined) throw connectorErrors.notCallable({ action, protocol: `IMAP (${command})` });
    return overImap(sockets, request, request.limits.bytes, (session) => work(session, request));
  };
}

async function mailboxes(session: ImapSession): Promise<JsonValue> {
  const told = await session.ask(['LIST', '""', '"*"']);
  return { mailboxes: told.filter(({ word }) => word === 'LIST').map(({ values }) => mailboxName(String(values[2] ?? ''))) };
}

async function search(session: ImapSession, request: SystemRequest): Promise<JsonValue> {
  const { mailbox, count = 50 } = request.input;
  await select(session, String(mailbox ?? 'INBOX'), 'EXAMINE');
  const told = await session.ask(['UID', 'SEARCH', ...criteria(request.input)]);
  const found = told.filter(({ word }) => word === 'SEARCH').flatMap(({ values }) => values.map(Number));
  const newest = found.sort((a, b) => b - a).slice(0, Number(count));
  const mails = await fetchMails(session, newest, 'BODY.PEEK[HEADER]');
  const byUid = new Map(mails.map((mail) => [mail.uid, mail]));
  const heads = newest.flatMap((uid) => byUid.get(uid) ?? []);
  const { host } = request.address;
  return {
    mails: await Promise.all(heads.map(async ({ source, ...facts }) => ({ ...headOf(await readMail(source, host)), ...facts }))),
    found: found.length,
  };
}

async function fetch(session: ImapSession, request: SystemRequest): Promise<JsonValue> {
  const { mailbox, uid } = request.input;
  await select(session, String(mailbox ?? 'INBOX'), 'EXAMINE');
  const [mail] = await fetchMails(session, [Number(uid)], 'BODY.PEEK[]');
  const { action, address } = request;
  if (mail === undefined) throw connectorErrors.refused({ action, host: address.host, status: `that it has no mail ${uid}` });
  const { source, ...facts } = mail;
  const read = await readMail(source, address.host);
  return { ...headOf(read), ...facts, ...bodyOf(read) };
}

async function flag(session: ImapSession, { input }: SystemRequest): Promise<JsonValue> {
  await select(session, String(input.mailbox ?? 'INBOX'), 'SELECT');
  for (const [sign, flags] of [
    ['+', input.add],
    ['-', input.remove],
  ] as const) {
    const words = Array.isArray(flags) ? flags.map(String) : [];
    const strange = words.find((word) => !isFlag(word));
    if (strange !== undefined) throw connectorErrors.unwritableInput({ parameter: 'a flag', reason: 'it is no word' });
    if (words.length > 0) await session.ask(['UID', 'STORE', setOf(input.uids), `${sign}FLAGS.SILENT`, `(${words.join(' ')})`]);
  }
  return { done: true };
}

async function move(session: ImapSession, { action, address, input }: SystemRequest): Promise<JsonValue> {
  await select(session, String(input.mailbox ?? 'INBOX'), 'SELECT');
  const [set, to] = [setOf(input.uids), mailboxWord(String(input.to))];
  if (session.capabilities.has('MOVE')) await session.ask(['UID', 'MOVE', set, to]);
  else if (session.capabilities.has('UIDPLUS')) {
    await session.ask(['UID', 'COPY', set, to]);
    await session.ask(['UID', 'STORE', set, '+FLAGS.SILENT', '(\\Deleted)']);
    await session.ask(['UID', 'EXPUNGE', set]);
  } else throw connectorErrors.refused({ action, host: address.host, status: 'that it moves no mails (neither MOVE nor UIDPLUS)' });
  return { done: true };
}

function setOf(uids: JsonValue | undefined): string {
  return Array.isArray(uids) ? uids.map((uid) => String(Math.trunc(Number(uid)))).join(',') : '';
}

/** What is searched for; texts are sent so that nothing in them is a word of the command. */
function criteria(input: JsonObject): readonly Word[] {
  const texts = (['from', 'to', 'subject', 'text'] as const).flatMap((name) =>
    input[name] === undefined ? [] : [name.toUpperCase(), textWord(String(input[name]))],
  );
  const days = (['since', 'before'] as const).flatMap((name) =>
    input[name] === undefined ? [] : [name.toUpperCase(), dayOf(name, String(input[name]))],
  );
  const seen = input.unseen === undefined ? [] : [input.unseen === true ? 'UNSEEN' : 'SEEN'];
  const words = [...texts, ...days, ...seen];
  const charset = words.some((word) => typeof word !== 'string') ? ['CHARSET', 'UTF-8'] : [];
  return [...charset, ...(words.length === 0 ? ['ALL'] : words)];
}

function dayOf(parameter: string, day: string): string {
  const word = dayWord(day);
  if (word === null) throw connectorErrors.unwritableInput({ parameter, reason: 'it is no day, such as 2026-11-30' });
  return word;
}

function textWord(text: string): Word {
  return quoted(text) ?? { bytes: Buffer.from(text) };
}
