import type { Heard, SystemListener } from '@plinth/connectors';
import { isJsonObject } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import type { ImapSession } from './imap-session.ts';
import { headOf, readMail } from './mail-parts.ts';
import { type FetchedMail, fetchMails, overImap, select } from './mailbox.ts';

const mails = 20;
/** Of what stands at the head of a mail. */
const mostHead = 100_000;

/** Hears of mails that are new in a mailbox, by their numbers, which only grow (RFC 3501, section 2.3.1.1). */
export function hearImap(sockets: OutgoingSockets): SystemListener {
  return (request) =>
    overImap(sockets, { ...request, action: request.trigger }, request.limits.bytes, async (session) => {
      const { input, cursor, take, address } = request;
      const mailbox = String(input.mailbox ?? 'INBOX');
      const { validity, next } = await select(session, mailbox, 'EXAMINE');
      const before = isJsonObject(cursor) ? cursor : null;
      let last = Number(before?.last ?? 0);
      if (before === null && input.existing !== true) return take([], { validity, last: next === null ? await newest(session) : next - 1 });
      // Numbers that mean other mails now say nothing: all of the mailbox is looked at again, and what was told is known by its id.
      if (before !== null && before.validity !== validity) last = 0;
      const part = `BODY.PEEK[HEADER]<0.${Math.min(mostHead, Math.floor(request.limits.bytes / (2 * mails)))}>`;
      const waiting = (await numbers(session, `${last + 1}:*`)).filter((uid) => uid > last).sort((a, b) => a - b);
      for (let at = 0; at < waiting.length; at += mails) {
        const some = await fetchMails(session, waiting.slice(at, at + mails), part);
        const heard = await Promise.all(
          [...some]
            .sort((a, b) => a.uid - b.uid)
            .map(async (mail) => {
              const { source, ...facts } = mail;
              const head = await readMail(source, address.host).then(headOf, () => null);
              if (head === null) return unreadMail(mailbox, validity, mail);
              const known = typeof head.messageId === 'string' ? head.messageId : `${validity}/${facts.uid}`;
              return {
                id: `${mailbox} ${known} ${facts.receivedAt}`,
                subject: `${mailbox}/${facts.uid}`,
                data: { mailbox, ...head, ...facts },
              };
            }),
        );
        last = waiting[Math.min(at + mails, waiting.length) - 1] ?? last;
        await take(heard, { validity, last });
      }
    });
}

/** One that cannot be read stops none of those that follow. */
function unreadMail(mailbox: string, validity: string, { uid, source }: FetchedMail): Heard {
  const text = Buffer.from(source).toString('latin1', 0, 10_000);
  const problem = 'it is a mail that is built in a way that cannot be read';
  return { id: `${mailbox} ${validity}/${uid}`, subject: `${mailbox}/${uid}`, data: null, unread: { text, problem } };
}

async function numbers(session: ImapSession, set: string): Promise<number[]> {
  const told = await session.ask(['UID', 'SEARCH', 'UID', set]);
  return told.filter(({ word }) => word === 'SEARCH').flatMap(({ values }) => values.map(Number));
}

async function newest(session: ImapSession): Promise<number> {
  return Math.max(0, ...(await numbers(session, '*')));
}
