import { defineErrors } from '@plinth/foundation';

export const connectionErrors = defineErrors('connections', {
  tooMany: {
    status: 409,
    cause: 'caller',
    message: 'The environment has {most} connections already.',
    hint: 'Remove one that is not needed any longer.',
  },
});
