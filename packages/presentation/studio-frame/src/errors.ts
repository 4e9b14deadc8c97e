import { defineErrors } from '@plinth/foundation';

/** What can go wrong where no application is open. */
export const homeErrors = defineErrors('home', {
  notRenamed: {
    status: 409,
    cause: 'caller',
    message: 'The application did not take this name.',
    hint: 'Choose another one.',
  },
});
