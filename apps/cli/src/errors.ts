import { defineErrors } from '@plinth/foundation';

export const cliErrors = defineErrors('cli', {
  unknownCommand: { status: 400, cause: 'caller', message: 'There is no command "{name}".', hint: '{suggestion}' },
  usage: { status: 400, cause: 'caller', message: '{problem}', hint: 'See: plinth {command} --help' },
  notConnected: {
    status: 401,
    cause: 'caller',
    message: 'No platform is connected.',
    hint: 'Make a token under your name in the browser, then: plinth connect http://127.0.0.1:4400 --tenant KEY --token TOKEN (or set PLINTH_SERVER, PLINTH_TENANT and PLINTH_TOKEN).',
  },
  notAnApplication: {
    status: 400,
    cause: 'caller',
    message: '{folder} is no application: it has no plinth.yaml.',
    hint: 'Go to the folder of an application, name it with --folder, or make one with: plinth init NAME',
  },
  folderNotEmpty: {
    status: 400,
    cause: 'caller',
    message: '{folder} exists and is not empty.',
    hint: 'Choose another name, or empty it first.',
  },
  invalidDefinition: { status: 422, cause: 'caller', message: 'The application has {count} problem(s).', hint: 'Mend them and try again.' },
  destructive: {
    status: 409,
    cause: 'caller',
    message: '{count} step(s) may lose data or lock tables for long; nothing was published.',
    hint: 'Look at them, then publish with --allow-destructive.',
  },
  unreadableSnapshot: {
    status: 502,
    cause: 'outside',
    message: 'What the platform keeps of {application} cannot be read here.',
    hint: 'Use the plinth command of the same version as the platform.',
  },
  noSuchMember: {
    status: 404,
    cause: 'caller',
    message: 'Nobody has the address {email}.',
    hint: 'See: plinth users; invite with: plinth users invite {email}',
  },
  notHeld: { status: 404, cause: 'caller', message: '{email} does not hold {role} in {application}.', hint: 'See: plinth users roles' },
  importFailed: {
    status: 422,
    cause: 'caller',
    message: '{failed} of {total} rows were not imported.',
    hint: 'Mend the rows the report names and import the file again.',
  },
  operationCancelled: {
    status: 409,
    cause: 'caller',
    message: '{label} was cancelled; {leaves}.',
    hint: '{again}',
  },
});
