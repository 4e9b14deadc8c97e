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
export {
  type ErrorCause,
  type ErrorDefinition,
  type ErrorDetails,
  type ErrorOptions,
  PlinthError,
  type Violation,
} from './errors/plinth-error.ts';
export { asPlinthError, foundationErrors, type Problem, toProblem } from './errors/problem.ts';
export { defineErrors, type ErrorFactory, listErrors, type RegisteredError } from './errors/registry.ts';
export { shortId, traceId, uuidV7 } from './ids.ts';
export { forbiddenPropertyNames, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
export { nearestName } from './nearest-name.ts';
export { Pause } from './pause.ts';
export { Rounds, type RoundsOptions } from './rounds.ts';
export { inSpan, type Span, type SpanRecorder } from './spans.ts';
