import { defineErrors } from '@plinth/foundation';

export const clientErrors = defineErrors('client', {
  unreachable: {
    status: 503,
    cause: 'outside',
    message: 'The platform at {address} cannot be reached.',
    hint: 'Check that it runs, and the network between.',
  },
  notPlinth: {
    status: 502,
    cause: 'outside',
    message: 'What answered at {address} is not Plinth.',
    hint: 'Check the address.',
  },
});
