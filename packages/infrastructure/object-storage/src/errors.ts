import { defineErrors } from '@plinth/foundation';

export const objectStorageErrors = defineErrors('object-storage', {
  invalidKey: {
    status: 400,
    cause: 'caller',
    message: 'That is no id of a file.',
    hint: 'Use the id that was given when the file was stored.',
  },
  missing: { status: 404, cause: 'caller', message: 'The file {id} is not there.', hint: 'It may have been deleted; upload it again.' },
  tooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The file is larger than {limit} bytes.',
    hint: 'Send a smaller file, or ask an administrator to raise the limit.',
  },
  invalidRange: {
    status: 416,
    cause: 'caller',
    message: 'The file has {size} bytes; the range asked for lies outside.',
    hint: 'Ask for a range that starts inside the file.',
  },
  full: {
    status: 507,
    cause: 'outside',
    message: 'There is no room left for files.',
    hint: 'Free space on the disk that holds Plinth’s data.',
  },
});
