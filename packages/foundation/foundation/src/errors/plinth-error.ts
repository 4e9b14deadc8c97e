import type { JsonValue } from '../json.ts';

/**
 * Whose fault an error is, which decides what is logged and what is shown:
 * `caller` made a mistake and can mend it, `outside` is something we depend on that fails, `ours` is a defect of Plinth.
 */
export type ErrorCause = 'caller' | 'outside' | 'ours';

/** One entry of the error registry. `message` and `hint` may name parameters in braces: `There is no {entity}.` */
export interface ErrorDefinition {
  /** HTTP status that the gateway answers with. */
  readonly status: number;
  readonly cause: ErrorCause;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What to do now. */
  readonly hint: string;
}

/** One place where input is wrong; `path` is a JSON Pointer (RFC 6901) into what was sent. */
export interface Violation {
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** What may be said beyond the message: shown to the caller, so never secrets or internals. */
export interface ErrorDetails {
  readonly violations?: readonly Violation[];
  readonly [name: string]: JsonValue | readonly Violation[] | undefined;
}

/** The only error type that may cross a package's door. Made by the factories of {@link defineErrors}. */
export class PlinthError extends Error {
  override readonly name = 'PlinthError';
  readonly code: string;
  readonly status: number;
  readonly fault: ErrorCause;
  readonly hint: string;
  readonly details: ErrorDetails;
  /** Seconds after which trying again makes sense, sent as `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(code: string, definition: ErrorDefinition, parameters: Record<string, string | number>, options: ErrorOptions = {}) {
    super(fill(definition.message, parameters), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = definition.status;
    this.fault = definition.cause;
    this.hint = fill(definition.hint, parameters);
    this.details = options.details ?? {};
    this.retryAfter = options.retryAfter;
  }
}

export interface ErrorOptions {
  /** The underlying error; logged, never shown. */
  readonly cause?: unknown;
  readonly details?: ErrorDetails;
  readonly retryAfter?: number;
}

const longestShown = 200;

function fill(text: string, parameters: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    const shown = String(value);
    return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
  });
}
