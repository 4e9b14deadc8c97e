import { defineErrors } from '@plinth/foundation';

export const expressionErrors = defineErrors('expression', {
  invalid: { status: 422, cause: 'caller', message: 'The expression is not valid: {problem}', hint: '{suggestion}' },
  notInSql: {
    status: 422,
    cause: 'caller',
    message: '"{part}" cannot be computed by the database.',
    hint: '{reason}',
  },
  notInTypescript: {
    status: 422,
    cause: 'caller',
    message: '"{part}" cannot be written as TypeScript.',
    hint: '{reason}',
  },
  limit: { status: 422, cause: 'caller', message: 'The expression needs more than {limit} {what}.', hint: 'Make it smaller, or split it.' },
});
