import { defineErrors } from '@plinth/foundation';

export const connectionErrors = defineErrors('connections', {
  tooMany: {
    status: 409,
    cause: 'caller',
    message: 'The environment has {most} connections already.',
    hint: 'Remove one that is not needed any longer.',
  },
  otherKind: {
    status: 409,
    cause: 'caller',
    message: 'The connection {connection} is of another kind.',
    hint: 'Choose another key, or remove that connection first.',
  },
  noDocument: {
    status: 422,
    cause: 'caller',
    message: 'There is no connection {connection} yet, so it needs a document and its format.',
    hint: 'Give the document that the makers of the system publish, with one of: {formats}.',
  },
  noAddress: {
    status: 422,
    cause: 'caller',
    message: 'It is not known where the system of {connection} answers.',
    hint: 'Give a whole address that begins with {schemes}.',
  },
  secretInAddress: {
    status: 422,
    cause: 'caller',
    message: 'An address is shown to everybody who sees the connection, so that no login stands in it.',
    hint: 'Leave out what stands before the @, and give it as a secret.',
  },
  unknownParameter: {
    status: 422,
    cause: 'caller',
    message: 'The address has a parameter {parameter}, which the system does not know.',
    hint: 'It knows: {known}.',
  },
  unknownCredential: {
    status: 422,
    cause: 'caller',
    message: 'The system knows no way to sign in that is called {credential}.',
    hint: 'It knows: {known}.',
  },
  noSetting: {
    status: 409,
    cause: 'caller',
    message: 'The connection {connection} signs in with the secret setting {setting}, which has no value in this environment.',
    hint: 'Give the setting its value in the environment, or the connection a secret of its own.',
  },
  tooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The connector that is made of the document is too large to be kept.',
    hint: 'Import a part of the document: the operations that are needed, with the types that they use.',
  },
  onlyReads: {
    status: 422,
    cause: 'caller',
    message: '{action} may change something there, and what a page shows is only read.',
    hint: 'Ask for it by a page action.',
  },
  onlyAdministrators: {
    status: 403,
    cause: 'caller',
    message: '{action} may change something there, which is for administrators to try.',
    hint: 'Try an action that only reads, or ask an administrator.',
  },
});
