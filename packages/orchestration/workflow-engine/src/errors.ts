import { defineErrors } from '@plinth/foundation';

/** Refusals of a stimulus: nothing of the instance has changed. What goes wrong within an instance is an incident instead. */
export const processErrors = defineErrors('process', {
  unknownProcess: { status: 404, cause: 'caller', message: 'There is no process {process} in the model.', hint: 'Its processes: {known}.' },
  noStart: {
    status: 409,
    cause: 'caller',
    message: 'The process {process} cannot be started {how}.',
    hint: '{suggestion}',
  },
  ended: { status: 409, cause: 'caller', message: 'The instance has ended: it is {status}.', hint: 'Start another one.' },
  notWaiting: {
    status: 409,
    cause: 'caller',
    message: 'Nothing in the instance waits for {what}.',
    hint: 'Perhaps it was there already, or was cancelled; look at what the instance waits for.',
  },
  noIncident: { status: 409, cause: 'caller', message: '{visit} has no incident.', hint: 'Perhaps somebody has resolved it.' },
  notStorable: {
    status: 422,
    cause: 'caller',
    message: 'The variable {name} cannot be kept: {reason}.',
    hint: 'Functions, endless structures and texts that no other program could read are no values of a process.',
  },
  variablesTooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The variables are larger than {limit} characters of JSON.',
    hint: 'Keep large things as records or files, and their ids as variables.',
  },
  endless: {
    status: 422,
    cause: 'caller',
    message: 'The simulation does not end: more than {limit} things have happened.',
    hint: 'Look for a timer, an answer or messages between processes that come again without an end.',
  },
  invalidScript: {
    status: 422,
    cause: 'caller',
    message: 'The script of the simulation is not valid: {place} {problem}.',
    hint: 'See the README of the plinth command for what a script can say.',
  },
});
