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
  importFailed: {
    status: 422,
    cause: 'caller',
    message: '{failed} of {total} rows were not imported.',
    hint: 'Mend the rows the report names and import the file again.',
  },
});
