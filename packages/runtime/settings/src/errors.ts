import { defineErrors } from '@plinth/foundation';

export const settingsErrors = defineErrors('settings', {
  noSetting: {
    status: 404,
    cause: 'caller',
    message: '{application} has no setting {setting}.',
    hint: '{hint}',
  },
  wrongValue: {
    status: 422,
    cause: 'caller',
    message: 'The value of {setting} {problem}.',
    hint: 'Give a value of the type {type}.',
  },
  needed: {
    status: 409,
    cause: 'caller',
    message: '{application} runs in {environment} and needs {setting}.',
    hint: 'Give it another value, or publish a version that does not need it first.',
  },
  missing: {
    status: 409,
    cause: 'caller',
    message: '{environment} does not say what {first} is, which the application needs.',
    hint: 'Set it under Settings in the Studio, or run: plinth config set {key} -e {environment}',
  },
  tooMany: {
    status: 409,
    cause: 'caller',
    message: 'The environment says {most} settings of {application} already.',
    hint: 'Unset those that nothing declares any longer.',
  },
});
