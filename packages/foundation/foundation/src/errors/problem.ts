import { type ErrorCatalogue, phraseOf, wordsOf } from './error-words.ts';
import { type ErrorCause, PlinthError, type Violation } from './plinth-error.ts';
import { defineErrors, registeredError } from './registry.ts';
import { parametersOf, templateOf } from './template.ts';

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

/** The problem document of an error, in the language of a catalogue, else in English. Nothing of its cause is in it. */
export function toProblem(error: PlinthError, trace?: string, catalogue?: ErrorCatalogue | null): Problem {
  const { message, hint } = (catalogue && wordsOf(catalogue, error.code, error.parameters)) ?? error;
  const { violations } = error.details;
  return {
    ...error.details,
    ...(catalogue && Array.isArray(violations) ? { violations: violations.map((violation) => inLanguage(catalogue, violation)) } : {}),
    type: `urn:plinth:error:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
    detail: message,
    hint,
    cause: error.fault,
    ...(trace === undefined ? {} : { trace }),
  };
}

/**
 * A problem document that was kept in English, said in the language of a catalogue: what its texts were filled with is found again by
 * the registry's. As it was kept where the catalogue is null, or its code or its texts are not those of the registry.
 */
export function problemIn(catalogue: ErrorCatalogue | null, problem: Problem): Problem {
  const definition = catalogue === null ? undefined : registeredError(problem.code);
  if (catalogue === null || definition === undefined) return problem;
  const [inDetail, inHint] = [
    parametersOf(templateOf(definition.message), problem.detail),
    parametersOf(templateOf(definition.hint), problem.hint),
  ];
  if (inDetail === null || inHint === null) return problem;
  const said = wordsOf(catalogue, problem.code, { ...inHint, ...inDetail });
  const { violations } = problem;
  return {
    ...problem,
    ...(said === null ? {} : { detail: said.message, hint: said.hint }),
    ...(Array.isArray(violations) ? { violations: violations.map((violation) => inLanguage(catalogue, violation)) } : {}),
  };
}

function inLanguage(catalogue: ErrorCatalogue, violation: Violation): Violation {
  const { message, hint } = violation;
  return { ...violation, message: phraseOf(catalogue, message), ...(hint === undefined ? {} : { hint: phraseOf(catalogue, hint) }) };
}
