import { defineErrors } from '@plinth/foundation';

export const longOperationErrors = defineErrors('long-operations', {
  notFound: {
    status: 404,
    cause: 'caller',
    message: 'There is no such operation.',
    hint: 'Check the address; operations are kept for seven days after they ended.',
  },
  notResumable: {
    status: 409,
    cause: 'caller',
    message: 'The operation has succeeded; there is nothing to resume.',
    hint: 'Start another one.',
  },
});
