import { defineErrors } from '@plinth/foundation';

export const mailErrors = defineErrors('mail', {
  refused: {
    status: 502,
    cause: 'outside',
    message: 'The mail server refuses the mail: {reason}.',
    hint: 'See whether the address exists and the server takes mail from the sender.',
  },
  unavailable: {
    status: 503,
    cause: 'outside',
    message: 'The mail server did not take the mail: {reason}.',
    hint: 'Check that it runs, and PLINTH_SMTP_URL.',
  },
  badAddress: {
    status: 500,
    cause: 'outside',
    message: 'The address of the mail server is none.',
    hint: 'Write smtp://USER:PASSWORD@HOST:PORT, or smtps:// where the connection is encrypted from the start.',
  },
});
