import { defineErrors } from '@plinth/foundation';

/** What can come between a person and their work. */
export const sessionErrors = defineErrors('session', {
  connectionLost: {
    status: 503,
    cause: 'outside',
    message: 'The connection to the platform was lost.',
    hint: 'Go on working: everything is kept and is sent when the connection is back.',
  },
  storageFull: {
    status: 507,
    cause: 'outside',
    message: 'This device has no room left: work that was not sent would not survive a reload.',
    hint: 'Stay on this page until everything is sent, or free some space.',
  },
  storageUnavailable: {
    status: 507,
    cause: 'outside',
    message: 'This browser keeps nothing, as private windows do: work that was not sent would not survive a reload.',
    hint: 'Stay on this page until everything is sent, or use an ordinary window.',
  },
  workUnreadable: {
    status: 500,
    cause: 'ours',
    message: 'Work that was kept on this device cannot be read: {reason}',
    hint: 'It stays where it is. The branch was opened as the server has it.',
  },
});
