import { defineErrors } from '@plinth/foundation';

export const pageErrors = defineErrors('page', {
  planTooNew: {
    status: 409,
    cause: 'caller',
    message: 'The page was published for a newer player (plan format {format}).',
    hint: 'Reload the window to fetch the current player.',
  },
  unknownQuery: {
    status: 400,
    cause: 'caller',
    message: 'The page has no query "{query}".',
    hint: 'Check the query that the action names.',
  },
  unknownComponentName: {
    status: 400,
    cause: 'caller',
    message: 'The page has no component named "{name}".',
    hint: 'Check the component that the action names.',
  },
  compositeInItself: {
    status: 409,
    cause: 'caller',
    message: 'The composite "{composite}" stands in itself.',
    hint: 'Take it out where it closes the circle.',
  },
  unknownAction: {
    status: 400,
    cause: 'caller',
    message: 'There is no page action "{action}".',
    hint: 'Publish again with a current platform.',
  },
  unknownPage: {
    status: 404,
    cause: 'caller',
    message: 'There is no page "{page}", or your roles do not open it.',
    hint: 'Go back, or ask an administrator for access.',
  },
  unsafeAddress: {
    status: 400,
    cause: 'caller',
    message: 'The address "{address}" is not opened.',
    hint: 'Only https:, http:, mailto: and tel: addresses and paths are.',
  },
  foreignApi: {
    status: 400,
    cause: 'caller',
    message: 'Only paths of this platform below /api/ and /data/ can be called, not "{address}".',
    hint: 'Use a path of this platform.',
  },
  offline: { status: 503, cause: 'outside', message: 'The platform cannot be reached.', hint: 'Check the connection and try again.' },
  uploadRefused: { status: 502, cause: 'outside', message: 'The file was not accepted.', hint: 'Try again, or choose another file.' },
  noRecords: {
    status: 400,
    cause: 'caller',
    message: 'What should be changed is no list of records.',
    hint: 'Give the rows of a query, or a list of contexts with an id.',
  },
  noTask: { status: 400, cause: 'caller', message: 'The page does not know which task is meant.', hint: 'Open it from your tasks.' },
  missingRecord: { status: 400, cause: 'caller', message: 'No record was chosen.', hint: 'Choose a record first.' },
});
