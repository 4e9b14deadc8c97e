import { defineErrors } from '@plinth/foundation';

export const eventBusErrors = defineErrors('event-bus', {
  badEvent: {
    status: 422,
    cause: 'caller',
    message: 'The event is not one that can be published: {problem}.',
    hint: 'See CloudEvents 1.0: id, source, specversion and type are texts, and everything together has at most 256 KiB.',
  },
  malformed: {
    status: 422,
    cause: 'outside',
    message: 'What lies in the log is no event: {problem}.',
    hint: 'Let whoever wrote it look at CloudEvents 1.0 in structured JSON.',
  },
  unfit: {
    status: 422,
    cause: 'outside',
    message: 'The data of the event is not what its type {type} says: {problem}.',
    hint: 'Compare the schema of the type with what its teller sends. Mended, the event can be delivered again.',
  },
  hangs: {
    status: 504,
    cause: 'outside',
    message: 'What consumes the event did not end within {seconds} second(s).',
    hint: 'See what it waits for. It is tried again, and what it does later has no effect.',
  },
  noGroup: {
    status: 404,
    cause: 'caller',
    message: 'There is no group {group}.',
    hint: 'See which there are with the list of groups.',
  },
  badCursor: {
    status: 422,
    cause: 'caller',
    message: 'The cursor is not one that was given out here.',
    hint: 'Begin without one, and go on with the cursor of the answer.',
  },
  noDeadLetter: {
    status: 404,
    cause: 'caller',
    message: 'There is no such dead letter.',
    hint: 'Perhaps it was delivered again meanwhile.',
  },
  unclearChoice: {
    status: 422,
    cause: 'caller',
    message: 'It is not clear which dead letters are meant.',
    hint: 'Give either ids, or matching: an empty object means all.',
  },
  positionGone: {
    status: 409,
    cause: 'outside',
    message: 'The group {group} stands where partition {partition} keeps nothing any more.',
    hint: 'Events may be lost to it. Set it to a time or to the start, and see why it was away for longer than they are kept.',
  },
  signInRefused: {
    status: 503,
    cause: 'outside',
    message: 'Kafka does not take the name and password of this server.',
    hint: 'Nothing is lost: it is tried again. See the user, the password and the mechanism in the settings, and what the brokers know.',
  },
  unavailable: {
    status: 503,
    cause: 'outside',
    message: 'Kafka does not answer.',
    hint: 'Nothing is lost: it is tried again. See whether its brokers run and can be reached.',
  },
});
