import { defineErrors } from '@plinth/foundation';

export const externalTriggerErrors = defineErrors('triggers', {
  notFound: {
    status: 404,
    cause: 'caller',
    message: 'The application {application} hears nothing in this environment that is called {trigger}.',
    hint: 'See which triggers it has; one that is new is there when it was published.',
  },
  claimLost: {
    status: 409,
    cause: 'outside',
    message: 'The trigger {trigger} is heard by another server, or by none any more.',
    hint: 'Nothing has to be done: what was not kept is heard again there.',
  },
  paused: {
    status: 503,
    cause: 'outside',
    message: 'The trigger {trigger} is paused.',
    hint: 'Send it again later: it is taken when the trigger is resumed.',
  },
  unfit: {
    status: 422,
    cause: 'outside',
    message: 'What {trigger} told is no event {type}: {problem}.',
    hint: 'Mend it where it comes from, or the schema of the type of event; then have it delivered again.',
  },
});
