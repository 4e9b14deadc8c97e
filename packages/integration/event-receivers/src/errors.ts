import { defineErrors } from '@plinth/foundation';

export const receiverErrors = defineErrors('receivers', {
  noReceiver: {
    status: 404,
    cause: 'caller',
    message: 'There is no receiver {receiver} here.',
    hint: 'See which there are with the list of receivers.',
  },
  noAddress: {
    status: 422,
    cause: 'caller',
    message: 'The receiver {receiver} is new and has no address.',
    hint: 'Give the address that its events are sent to.',
  },
  badAddress: {
    status: 422,
    cause: 'caller',
    message: 'Events cannot be sent to this address: {problem}.',
    hint: 'Give an address of https: without a name and password. http: is only for hosts that PLINTH_OUTGOING_HOSTS lists.',
  },
  tooMany: {
    status: 422,
    cause: 'caller',
    message: 'An environment has at most {most} receivers.',
    hint: 'Remove one that nobody needs any more, or let one receiver take more types.',
  },
  noDelivery: {
    status: 404,
    cause: 'caller',
    message: 'There is no such delivery here.',
    hint: 'Deliveries are forgotten when events are. Set the receiver’s consumer back to a time to have older events sent again.',
  },
});
