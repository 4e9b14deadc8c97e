import type { SystemForm } from '../built-in.ts';
import { answer, existing, name, number, text, textOrNull, whole } from '../form-parts.ts';

const mailbox = { ...name('Name of the mailbox.', 400), default: 'INBOX' };
const uid = whole('Number of the mail in its mailbox (UID).', 1, 4_294_967_295);
const uids = { type: 'array', items: uid, minItems: 1, maxItems: 1000 };
const day = { type: 'string', format: 'date' };
const words = (description: string) => text(description, 500);
const flags = { type: 'array', items: { type: 'string' }, description: 'Such as \\Seen, \\Flagged and words of one’s own.' };
const flag = { type: 'string', pattern: '^\\\\?[A-Za-z0-9$_.-]{1,60}$' };
const people = { type: 'array', items: answer({ name: { type: 'string' }, address: { type: 'string' } }) };

/** What is told of a mail without reading all of it. */
const mailHead = {
  uid: { type: 'integer' },
  messageId: textOrNull,
  from: people,
  to: people,
  copy: people,
  subject: { type: 'string' },
  /** As its sender has it. */
  date: textOrNull,
  receivedAt: textOrNull,
  size: { type: 'integer' },
  flags,
};

/** What a mailbox can be asked. */
export const imapForm: SystemForm = {
  system: 'imap',
  title: 'Mailbox',
  description:
    'Mails that came, from a server that speaks IMAP over TLS: from the beginning (imaps) or once both have agreed to it (imap, STARTTLS). Who signs in by OAuth says in the address whose mailbox it is.',
  addresses: ['imaps://{host}?user={mailbox}', 'imap://{host}?user={mailbox}'],
  parameters: { user: 'request' },
  credential: { kind: 'basic' },
  otherCredentials: { oauth: { kind: 'oauth2', flows: {} } },
  commands: {
    mailboxes: {
      title: 'List mailboxes',
      description: '',
      effect: 'reads',
      input: {},
      output: answer({ mailboxes: { type: 'array', items: { type: 'string' } } }),
    },
    search: {
      title: 'Search for mails',
      description: 'The newest that fit everything that is given, the newest first.',
      effect: 'reads',
      input: {
        mailbox,
        from: words('Part of the sender.'),
        to: words('Part of a recipient.'),
        subject: words('Part of the subject.'),
        text: words('Part of anything in it.'),
        since: { ...day, description: 'Received on this day or later.' },
        before: { ...day, description: 'Received before this day.' },
        unseen: { type: 'boolean', description: 'Only those that nobody has read, or only those that somebody has.' },
        count: whole('How many at most.', 1, 500, 50),
      },
      optional: ['from', 'to', 'subject', 'text', 'since', 'before', 'unseen'],
      output: answer({ mails: { type: 'array', items: answer(mailHead) }, found: number('How many fit.') }),
    },
    fetch: {
      title: 'Read a mail',
      description: 'With its attachments as files. That it was read is not noted.',
      effect: 'reads',
      input: { mailbox, uid },
      output: answer({
        ...mailHead,
        text: textOrNull,
        html: { ...textOrNull, description: 'As it came: it is not safe to be shown.' },
        attachments: {
          type: 'array',
          items: answer({
            name: { type: 'string' },
            mediaType: { type: 'string' },
            size: { type: 'integer' },
            content: { type: 'string', contentEncoding: 'base64' },
          }),
        },
      }),
    },
    flag: {
      title: 'Set and remove flags',
      description: '',
      effect: 'repeatable',
      input: {
        mailbox,
        uids,
        add: { type: 'array', items: flag, maxItems: 20, default: [] },
        remove: { type: 'array', items: flag, maxItems: 20, default: [] },
      },
      output: answer({ done: { type: 'boolean' } }),
    },
    move: {
      title: 'Move mails',
      description: 'To another mailbox, where they get new numbers.',
      effect: 'once',
      input: { mailbox, uids, to: name('Name of the other mailbox.', 400) },
      output: answer({ done: { type: 'boolean' } }),
    },
  },
  triggers: {
    mails: {
      title: 'New mails',
      description: 'With what stands at their head; who wants to read one fetches it by its number.',
      hears: 'asking',
      input: { mailbox, existing },
      payload: answer({ mailbox: { type: 'string' }, ...mailHead }),
    },
  },
};
