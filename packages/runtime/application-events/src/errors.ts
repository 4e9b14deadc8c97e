import { defineErrors } from '@plinth/foundation';

export const applicationEventErrors = defineErrors('events', {
  noType: {
    status: 404,
    cause: 'caller',
    message: 'There is no type of event {type} here that you may tell.',
    hint: 'See the types that the application declares, and the roles that may tell them.',
  },
  wrongData: {
    status: 422,
    cause: 'caller',
    message: 'The data of the event {type} is not what its type says: {first}',
    hint: 'The schema of the type stands in the AsyncAPI document of the application.',
  },
  incompatible: {
    status: 422,
    cause: 'caller',
    message: 'The type of event {type} changes in a way that breaks others: {first}',
    hint: 'Change the schema so that both can live with it, or declare a new type beside it: order.placed.v2.',
  },
  versionNotRaised: {
    status: 422,
    cause: 'caller',
    message: 'The schema of the type of event {type} has changed since its version {version} was published.',
    hint: 'Raise the version of the type, so that others can tell which schema an event has.',
  },
});
