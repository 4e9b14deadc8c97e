export { applicationEventOperations } from './emit-operation.ts';
export { applicationEventErrors } from './errors.ts';
export { type EventTeller, type EventTellerOptions, eventTeller } from './event-teller.ts';
export { LivePages, type LivePagesOptions } from './live/live-pages.ts';
export { requireCompatible } from './types/require-compatible.ts';
export { requireFit } from './types/require-fit.ts';
export { type TypedEvent, typedEvent } from './types/typed-event.ts';
