import { defineErrors } from '@plinth/foundation';

export const outgoingErrors = defineErrors('outgoing', {
  refused: {
    status: 403,
    cause: 'caller',
    message: 'This server does not connect to {host}.',
    hint: 'Whoever runs the server decides where it connects to: PLINTH_OUTGOING_HOSTS lists it.',
  },
  noAnswer: {
    status: 502,
    cause: 'outside',
    message: 'No answer from {host}: {reason}',
    hint: 'Try again later, or ask whoever answers there.',
  },
});
