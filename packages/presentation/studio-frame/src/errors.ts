import { defineErrors } from '@plinth/foundation';

/** What can go wrong where no application is open. */
export const homeErrors = defineErrors('home', {
  archiveUnreadable: {
    status: 422,
    cause: 'caller',
    message: 'The archive cannot be read: {reason}.',
    hint: 'Choose the ZIP file that “Export as files” saved, or one of a folder with a plinth.yaml.',
  },
  notRenamed: {
    status: 409,
    cause: 'caller',
    message: 'The application did not take this name.',
    hint: 'Choose another one.',
  },
});
