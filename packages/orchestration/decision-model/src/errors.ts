import { defineErrors } from '@plinth/foundation';

export const decisionModelErrors = defineErrors('decisions', {
  badDay: { status: 400, cause: 'caller', message: '{day} is no day.', hint: 'Write it as 2026-01-31.' },
  unreadableLogic: {
    status: 422,
    cause: 'caller',
    message: 'The logic at {place} cannot be read: {reason}.',
    hint: 'Write expression: or table:, or import the model again.',
  },
  importsOthers: {
    status: 422,
    cause: 'caller',
    message: 'The model {model} imports others, which decisions of an application cannot.',
    hint: 'Put what it needs of them into one model first.',
  },
  unknownDecision: {
    status: 404,
    cause: 'caller',
    message: 'There is no decision {decision} in this application.',
    hint: '{suggestion}',
  },
});
