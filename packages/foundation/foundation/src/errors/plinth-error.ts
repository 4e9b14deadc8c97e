import type { JsonValue } from '../json.ts';
import type { Said } from './error-words.ts';
import { fill } from './fill.ts';

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

/** What stands in the place of the braces of a text. */
export type ErrorParameters = Readonly<Record<string, string | number>>;

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
  /** What the texts of the registry were filled with; with them it is said again in other languages. */
  readonly parameters: ErrorParameters;
  /** Seconds after which trying again makes sense, sent as `Retry-After`. */
  readonly retryAfter: number | undefined;

  /** `said` is what is said of it where that is not what the definition says. */
  constructor(code: string, definition: ErrorDefinition, parameters: ErrorParameters, options: ErrorOptions = {}, said?: Said | null) {
    super(said?.message ?? fill(definition.message, parameters), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = definition.status;
    this.fault = definition.cause;
    this.hint = said?.hint ?? fill(definition.hint, parameters);
    this.details = options.details ?? {};
    this.parameters = parameters;
    this.retryAfter = options.retryAfter;
  }
}

export interface ErrorOptions {
  /** The underlying error; logged, never shown. */
  readonly cause?: unknown;
  readonly details?: ErrorDetails;
  readonly retryAfter?: number;
}
