import { defineErrors } from '@plinth/foundation';

export const functionErrors = defineErrors('functions', {
  failed: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} failed: {reason}',
    hint: 'The details say where. Whoever made the function can mend it, or check the input.',
  },
  invalid: {
    status: 422,
    cause: 'caller',
    message: 'The source of the function {function} cannot be compiled: {reason}',
    hint: 'Write a TypeScript module whose default export is a function.',
  },
  wrongInput: {
    status: 422,
    cause: 'caller',
    message: 'The input of the function {function} is not what it takes: {reason}',
    hint: 'The function lists its parameters with their types.',
  },
  wrongResult: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} gave something that it does not promise: {reason}',
    hint: 'Change what the function returns, or the type of its result.',
  },
  cpuExceeded: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} used more than {milliseconds} ms of processor time and was stopped.',
    hint: 'Do less in one call, or raise its limit.',
  },
  timeExceeded: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} took longer than {milliseconds} ms and was stopped.',
    hint: 'Do less in one call, wait for less, or raise its limit.',
  },
  memoryExceeded: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} needed more than {megabytes} MB of memory and was stopped.',
    hint: 'Hold less at a time, or raise its limit.',
  },
  outputTooLarge: {
    status: 422,
    cause: 'caller',
    message: 'The function {function} gave more than {bytes} bytes.',
    hint: 'Return less, or page by page.',
  },
  inputTooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The input of the function {function} has more than {bytes} bytes.',
    hint: 'Send less at a time.',
  },
  busy: {
    status: 429,
    cause: 'caller',
    message: 'Too many calls of functions wait already.',
    hint: 'Try again in a moment.',
  },
  interrupted: {
    status: 503,
    cause: 'outside',
    message: 'The function {function} was interrupted when its runner ended.',
    hint: 'It may have changed something already. Look before it is called again.',
  },
  unavailable: {
    status: 503,
    cause: 'outside',
    message: 'Functions cannot run here: {reason}',
    hint: 'Whoever runs the server reads in its log which walls around functions are missing.',
  },
  testFailed: {
    status: 422,
    cause: 'caller',
    message: 'The test case "{test}" of the function {function} does not pass: {problem}',
    hint: 'Mend the function, or what the test case expects.',
  },
  notGranted: {
    status: 403,
    cause: 'caller',
    message: 'The function may not {what}.',
    hint: 'What it may do is listed in its grants.',
  },
  notUnderstood: {
    status: 422,
    cause: 'caller',
    message: 'The function asked for something that is not there: {what}.',
    hint: 'Its context has records, fetch, secret, connection, user, idempotencyKey and log.',
  },
  remoteFailed: {
    status: 502,
    cause: 'outside',
    message: 'No answer from {host}: {reason}',
    hint: 'Try again later, or ask whoever answers there.',
  },
  noFunction: {
    status: 404,
    cause: 'caller',
    message: 'There is no function {function} that you may call.',
    hint: 'Ask for the list of functions.',
  },
});
