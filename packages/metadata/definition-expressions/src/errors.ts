import { defineErrors } from '@plinth/foundation';

/** Why something cannot have another name. */
export const renameErrors = defineErrors('rename', {
  gone: { status: 404, cause: 'caller', message: '{id} is not there any more.', hint: 'Look for it again.' },
  noName: {
    status: 422,
    cause: 'caller',
    message: '"{name}" cannot be a name.',
    hint: 'A name begins with a small letter and has letters, digits and _ only.',
  },
  taken: { status: 409, cause: 'caller', message: 'There is another {name} already.', hint: 'Choose another name.' },
  hidden: {
    status: 409,
    cause: 'caller',
    message: 'At {place}, {name} means something else already.',
    hint: 'Choose another name, or change that place first.',
  },
  refused: { status: 409, cause: 'caller', message: 'It cannot have that name: {reason}.', hint: 'Choose another name.' },
});
