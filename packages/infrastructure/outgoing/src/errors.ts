import { defineErrors } from '@plinth/foundation';

export const outgoingErrors = defineErrors('outgoing', {
  refused: {
    status: 403,
    cause: 'caller',
    message: 'This server does not connect to {host}.',
    hint: 'Whoever runs the server decides where it connects to: PLINTH_OUTGOING_HOSTS lists it.',
  },
  unreachable: {
    status: 502,
    cause: 'outside',
    message: '{host} could not be reached: {reason}.',
    hint: 'See whether it runs, and whether its address, its port and its certificate are what the connection says.',
  },
  timedOut: {
    status: 504,
    cause: 'outside',
    message: '{host} did not answer within {seconds} second(s).',
    hint: 'Try again later, or allow it more time.',
  },
  brokeOff: {
    status: 502,
    cause: 'outside',
    message: '{host} broke off in the middle of its answer: {reason}.',
    hint: 'Whether it did what it was asked is not known. Look there before it is asked again.',
  },
  tooLarge: {
    status: 502,
    cause: 'outside',
    message: '{host} answered with more than {limit} bytes.',
    hint: 'Ask for less at once.',
  },
  malformedAnswer: {
    status: 502,
    cause: 'outside',
    message: '{host} answered with what is no HTTP: {reason}.',
    hint: 'See whether the address and the port are those of the system.',
  },
});
