import { defineErrors } from '@plinth/foundation';

export const connectorErrors = defineErrors('connectors', {
  unreadableDocument: {
    status: 422,
    cause: 'caller',
    message: 'The document cannot be read: {reason}.',
    hint: 'Give one that is {format}, as its makers publish it.',
  },
  tooLargeDocument: {
    status: 413,
    cause: 'caller',
    message: 'The document has more than {limit}.',
    hint: 'Import a part of it: the operations that are needed, with the types that they use. In JSON it may be larger than in YAML.',
  },
  noAction: {
    status: 404,
    cause: 'caller',
    message: 'The connector {connector} has no action {action}.',
    hint: '{suggestion}',
  },
  wrongInput: {
    status: 422,
    cause: 'caller',
    message: 'What {action} is asked with is not what it takes, in {count} place(s).',
    hint: 'Mend each place that is named.',
  },
  unwritableInput: {
    status: 422,
    cause: 'caller',
    message: '{parameter} cannot be sent: {reason}.',
    hint: 'Give it another value.',
  },
  noCredential: {
    status: 409,
    cause: 'caller',
    message: 'The connection cannot sign in: {action} needs {credential}.',
    hint: 'Give the connection that credential.',
  },
  signInRefused: {
    status: 502,
    cause: 'outside',
    message: '{host} gave no token: it answered {status}.',
    hint: 'See whether the client and its secret are still those that the system knows.',
  },
  refused: {
    status: 502,
    cause: 'outside',
    message: '{action} was refused: {host} answered {status}.',
    hint: 'What it said is told beside this. Change what is asked, or see to the rights of the connection.',
  },
  unproven: {
    status: 502,
    cause: 'outside',
    message: '{host} does not prove to be the system that is meant: {reason}.',
    hint: 'Compare it with what those say who run the system, over another way. If it is theirs, let the address of the connection name it: ?hostkey=SHA256:…',
  },
  noTrigger: {
    status: 404,
    cause: 'caller',
    message: 'The connector {connector} tells nothing that is called {trigger}.',
    hint: '{suggestion}',
  },
  notHeard: {
    status: 501,
    cause: 'ours',
    message: '{trigger} is told in a way that Plinth describes but does not hear yet.',
    hint: 'Hear of new rows by an action that reads them (trigger rows), or have the system send them to a webhook.',
  },
  unreadableAnswer: {
    status: 502,
    cause: 'outside',
    message: '{host} answered with what cannot be read: {reason}.',
    hint: 'Whether it did what it was asked is not known. Look there before it is asked again.',
  },
  paused: {
    status: 503,
    cause: 'outside',
    message: '{host} failed several times in a row and is left alone for now.',
    hint: 'Try again later.',
  },
  tooMany: {
    status: 429,
    cause: 'caller',
    message: 'The connection may begin {limit} requests a second, and more are waiting than could in time.',
    hint: 'Ask less often, or let the connection do more.',
  },
  noWire: {
    status: 409,
    cause: 'caller',
    message: 'It is not known how the messages of {action} lie in bytes.',
    hint: 'Give the connection its .proto document again.',
  },
  noReflection: {
    status: 422,
    cause: 'outside',
    message: '{host} does not tell which services of gRPC it has.',
    hint: 'Have server reflection (v1 or v1alpha) switched on there, or give the .proto document.',
  },
  noConversation: {
    status: 422,
    cause: 'caller',
    message: '{action} is asked and answered once; no conversation is held about it.',
    hint: 'Call it. Conversations are held by methods of gRPC.',
  },
  conversationEnded: {
    status: 409,
    cause: 'caller',
    message: 'Nothing can be said to {host} any more: {reason}.',
    hint: 'Receive what it has said, which tells how it ended.',
  },
  notCallable: {
    status: 501,
    cause: 'ours',
    message: '{action} is asked by {protocol}, which Plinth describes but does not speak yet.',
    hint: 'Ask the system over HTTP, if it can be.',
  },
});
