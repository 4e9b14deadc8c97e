import { defineErrors } from '@plinth/foundation';

export const serverErrors = defineErrors('server', {
  invalidConfiguration: {
    status: 500,
    cause: 'caller',
    message: 'The configuration is not valid.',
    hint: 'Mend the environment variables that the violations name; docs/configuration.md lists all of them.',
  },
  portTaken: {
    status: 500,
    cause: 'caller',
    message: 'Port {port} on {host} is taken by another program.',
    hint: 'Stop that program, or set {variable} to a free port.',
  },
});
