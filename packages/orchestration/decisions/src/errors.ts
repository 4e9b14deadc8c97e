import { defineErrors } from '@plinth/foundation';

export const decisionsErrors = defineErrors('decisions', {
  wrongInputs: {
    status: 422,
    cause: 'caller',
    message: 'The decision {decision} cannot be made: {count} of its inputs are missing or wrong.',
    hint: 'Correct each one that is listed.',
  },
  notInForce: {
    status: 422,
    cause: 'caller',
    message: 'No version of the decision {decision} is in force on {day}.',
    hint: 'Ask for a day within its validity, or add a version that is valid then.',
  },
  noEntity: {
    status: 422,
    cause: 'caller',
    message: 'The decision {decision} does not say which records it is about.',
    hint: 'Give its inputs themselves, or have its maker add entity: and inputsFrom:.',
  },
  inputsOrRecord: {
    status: 400,
    cause: 'caller',
    message: 'A decision is asked with inputs or about a record, with one of both.',
    hint: 'Send either inputs or record.',
  },
  notReady: {
    status: 409,
    cause: 'caller',
    message: 'The answers are not there: the operation is {status}.',
    hint: 'Wait until it has succeeded, or begin another.',
  },
  badComparison: {
    status: 422,
    cause: 'caller',
    message: 'The answers cannot be compared with {what}.',
    hint: '{hint}',
  },
});
