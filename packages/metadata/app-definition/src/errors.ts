import { defineErrors } from '@plinth/foundation';

/** What the definition's own functions throw; what people do wrong comes back as violations and refusals instead. */
export const definitionErrors = defineErrors('definition', {
  invalid: {
    status: 422,
    cause: 'caller',
    message: 'The definition is not valid: {first}',
    hint: 'Mend what each violation names.',
  },
  refused: {
    status: 409,
    cause: 'caller',
    message: 'The change was refused: {reason}',
    hint: '{hint}',
  },
  newerSchema: {
    status: 422,
    cause: 'caller',
    message: 'This was written with schema version {found}; this Plinth reads up to {newest}.',
    hint: 'Update Plinth.',
  },
});
