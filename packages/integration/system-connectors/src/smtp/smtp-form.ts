import type { SystemForm } from '../built-in.ts';
import { answer, text } from '../form-parts.ts';

const person = { ...text('E-mail address, alone or as Name <address>.', 400), minLength: 3 };
const people = { type: 'array', items: person, maxItems: 100 };

/** What a mail server can be asked. */
export const smtpForm: SystemForm = {
  system: 'smtp',
  title: 'Mail server',
  description: 'Mails through a server that speaks SMTP. Who signs in by OAuth says in the address whose mailbox it is.',
  addresses: ['smtps://{host}?user={mailbox}', 'smtp://{host}?user={mailbox}'],
  parameters: { user: 'request' },
  credential: { kind: 'basic' },
  otherCredentials: { oauth: { kind: 'oauth2', flows: {} } },
  commands: {
    send: {
      title: 'Send a mail',
      description: 'Done when the server has taken it. Who signs in does so over an encrypted way alone.',
      effect: 'once',
      input: {
        from: person,
        to: { ...people, minItems: 1 },
        copy: people,
        blindCopy: people,
        answerTo: person,
        subject: text('Subject.', 1000),
        text: text('Plain text.', 1_000_000),
        html: text('The same as HTML.', 2_000_000),
        attachments: {
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            properties: {
              name: text('Name of the file.', 200),
              mediaType: text('Media type.', 200),
              content: { type: 'string', contentEncoding: 'base64', maxLength: 14_000_000 },
            },
            required: ['name', 'content'],
            additionalProperties: false,
          },
        },
      },
      optional: ['copy', 'blindCopy', 'answerTo', 'html', 'attachments'],
      output: answer({
        id: { type: 'string', description: 'Message-ID.' },
        taken: { type: 'array', items: { type: 'string' }, description: 'Addresses for which the server took it.' },
        refused: { type: 'array', items: { type: 'string' } },
      }),
    },
  },
};
