import { type ErrorCause, PlinthError, type Violation } from './plinth-error.ts';
import { defineErrors } from './registry.ts';

/** A problem document (RFC 9457 §3) as Plinth answers it: `code` is the registry's, `hint` says what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly hint: string;
  readonly cause: ErrorCause;
  readonly trace?: string;
  readonly violations?: readonly Violation[];
  readonly [extension: string]: unknown;
}

/** Errors that any package may meet. */
export const foundationErrors = defineErrors('plinth', {
  unexpected: {
    status: 500,
    cause: 'ours',
    message: 'Something went wrong inside Plinth.',
    hint: 'Try again; if it stays, give the trace number to an administrator, who finds the cause in the log.',
  },
  invalidInput: {
    status: 400,
    cause: 'caller',
    message: 'The request is not valid.',
    hint: 'Mend what each violation names and send it again.',
  },
  cancelled: { status: 499, cause: 'caller', message: 'The request was cancelled.', hint: 'Send it again if you still want it.' },
});

/** Whatever was thrown, as a {@link PlinthError}; unknown errors become `plinth.unexpected` and keep their cause for the log. */
export function asPlinthError(thrown: unknown): PlinthError {
  return thrown instanceof PlinthError ? thrown : foundationErrors.unexpected({}, { cause: thrown });
}

/** The problem document of an error. Nothing of its cause is in it. */
export function toProblem(error: PlinthError, trace?: string): Problem {
  return {
    ...error.details,
    type: `urn:plinth:error:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
    detail: error.message,
    hint: error.hint,
    cause: error.fault,
    ...(trace === undefined ? {} : { trace }),
  };
}
