import { defineErrors } from '@plinth/foundation';

export const tableFileErrors = defineErrors('imports', {
  unreadable: {
    status: 422,
    cause: 'caller',
    message: 'The file cannot be read: {reason}',
    hint: 'Save it again, as CSV with the names of its columns in the first row.',
  },
});
