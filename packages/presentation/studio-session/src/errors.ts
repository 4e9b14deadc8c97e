import { defineErrors } from '@plinth/foundation';

/** What can come between a person and their work. */
export const sessionErrors = defineErrors('session', {
  connectionLost: {
    status: 503,
    cause: 'outside',
    message: 'The connection to the platform was lost.',
    hint: 'Go on working: everything is kept and is sent when the connection is back.',
  },
});
