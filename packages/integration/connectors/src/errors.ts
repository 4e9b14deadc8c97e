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
    hint: 'Import a part of it: the operations that are needed, with the types that they use.',
  },
});
