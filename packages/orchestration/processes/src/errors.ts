import { defineErrors } from '@plinth/foundation';

export const processesErrors = defineErrors('processes', {
  unknownProcess: { status: 404, cause: 'caller', message: 'There is no process {process}.', hint: '{suggestion}' },
  ownInstructions: {
    status: 422,
    cause: 'caller',
    message: 'The document has processing instructions called plinth.',
    hint: 'Remove them: Plinth marks the places of records with that name.',
  },
  unreadableContent: {
    status: 422,
    cause: 'caller',
    message: 'The XML of {element} cannot be read: {reason} (line {line}, column {column}).',
    hint: 'Correct its content; prefixes must be declared in the document.',
  },
});
