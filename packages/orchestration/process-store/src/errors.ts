import { defineErrors } from '@plinth/foundation';

export const processStoreErrors = defineErrors('process-store', {
  noProcess: {
    status: 404,
    cause: 'caller',
    message: 'There is no process {process} that you may start or manage.',
    hint: 'See which there are with the list of processes, and whether one of your roles names it under start or manage.',
  },
  notRunnable: {
    status: 422,
    cause: 'caller',
    message: 'The process {process} cannot be run: {problem}.',
    hint: 'Let its maker look at what plinth process validate says.',
  },
  noInstance: {
    status: 404,
    cause: 'caller',
    message: 'There is no such instance.',
    hint: 'It may have been removed after its time, or belong to a process that you do not manage.',
  },
  noTask: {
    status: 404,
    cause: 'caller',
    message: 'There is no such task.',
    hint: 'Perhaps it was done already, or is not for you.',
  },
  taskTaken: {
    status: 409,
    cause: 'caller',
    message: 'Somebody else has the task.',
    hint: 'Let them give it back, or have it delegated to you.',
  },
  taskNotYours: {
    status: 409,
    cause: 'caller',
    message: 'You do not have the task.',
    hint: 'Claim it first.',
  },
  taskExcluded: {
    status: 409,
    cause: 'caller',
    message: '{who} may not do this task: it is for somebody else than those who did another part.',
    hint: 'Leave it to another of its candidates.',
  },
  taskStopped: {
    status: 409,
    cause: 'caller',
    message: 'The task has an incident.',
    hint: 'Resolve it first.',
  },
  leaseLost: {
    status: 409,
    cause: 'caller',
    message: 'The work is no longer held by {worker}.',
    hint: 'The lease ran out and somebody else may be at it; stop, and fetch again.',
  },
  recordsElsewhere: {
    status: 422,
    cause: 'caller',
    message: 'The records of {entity} are in another database, which cannot change together with a process.',
    hint: 'Let a worker of your own change them there, with the work of the task as its idempotency key.',
  },
  nothingDoes: {
    status: 422,
    cause: 'caller',
    message: 'Nothing here does {effect}.',
    hint: 'Look at what the task is to do, or ask whoever runs the server.',
  },
  unknownMember: {
    status: 422,
    cause: 'caller',
    message: 'There is no active member {member}.',
    hint: 'Give the id or the e-mail address of a member of the tenant.',
  },
  nobodyWaits: {
    status: 409,
    cause: 'caller',
    message: 'Nothing waits for the message {name} with that key, and no process is started by it.',
    hint: 'Send it later, or with keepSeconds, so that it is kept for who comes to wait for it.',
  },
  badVariable: {
    status: 422,
    cause: 'caller',
    message: 'The variable {name} has no value: {reason}.',
    hint: 'Variables are JSON; a date is an object with the one entry $date and "2026-01-31", an exact number one with $number and "0.1".',
  },
  wrongInput: {
    status: 422,
    cause: 'caller',
    message: 'The variable {name} is {value}, and the decision asks for {type}.',
    hint: 'Give the variable a value of the type that the decision asks for, or map it where the task begins.',
  },
  tooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The instance has grown to {size} characters; at most {limit} are kept.',
    hint: 'Keep large things as records or files, and their ids as variables.',
  },
  idempotencyMismatch: {
    status: 409,
    cause: 'caller',
    message: 'The idempotency key was used for another start.',
    hint: 'Use a new key for a new instance.',
  },
  badTime: {
    status: 422,
    cause: 'caller',
    message: 'The {name} "{text}" is no moment.',
    hint: 'Write it as ISO 8601 with an offset: 2026-01-31T08:00:00Z.',
  },
  badSchedule: {
    status: 422,
    cause: 'caller',
    message: 'The schedule "{text}" cannot be read: {problem}.',
    hint: 'Write five fields as cron has them (minute hour day month weekday), or ISO 8601 such as R/PT1H.',
  },
});
