export { BoundedCache } from './bounded-cache.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  type Actor,
  anonymousActor,
  type EnvironmentPlace,
  type EnvironmentReference,
  type Proof,
  type RequestContext,
  rolesInApplication,
  systemActor,
  systemContext,
  systemContextAt,
  type TenantReference,
  type TenantRole,
} from './context.ts';
export type { ErrorCatalogue, ErrorWords, Said, SayError } from './errors/error-words.ts';
export { phraseIn } from './errors/phrase-in.ts';
export { definePhrases, listPhrases, type PhraseFactory, type RegisteredPhrase } from './errors/phrases.ts';
export {
  type ErrorCause,
  type ErrorDefinition,
  type ErrorDetails,
  type ErrorOptions,
  type ErrorParameters,
  PlinthError,
  type Violation,
} from './errors/plinth-error.ts';
export { asPlinthError, foundationErrors, type Problem, problemIn, toProblem } from './errors/problem.ts';
export { defineErrors, type ErrorFactory, listErrors, type RegisteredError, speakErrors } from './errors/registry.ts';
export { shortId, traceId, uuidV7 } from './ids.ts';
export { forbiddenPropertyNames, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
export { nearestName } from './nearest-name.ts';
export { Pause } from './pause.ts';
export { Rounds, type RoundsOptions } from './rounds.ts';
export { inSpan, type Span, type SpanRecorder } from './spans.ts';
