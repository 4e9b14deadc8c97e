import { defineErrors } from '@plinth/foundation';

export const introspectionErrors = defineErrors('introspection', {
  notValid: {
    status: 500,
    cause: 'ours',
    message: 'The application made of the database has {count} problem(s): {first}.',
    hint: 'Please report it with the definition of the table it names; leave its schema out meanwhile.',
  },
});
