export { eventOperations } from './api/event-operations.ts';
export { eventBusErrors } from './errors.ts';
export { type CloudEvent, identityOf, requireEvents } from './event/cloud-event.ts';
export type {
  DeadLetter,
  DeadLetterSearch,
  EventBus,
  Foreseen,
  GroupState,
  LetterChoice,
  ReadEvent,
  RunningSubscription,
  Start,
  Subscription,
} from './event-bus.ts';
export { announcePublication, declareRetentions, EventWorker, type EventWorkerOptions, type TypeRetention } from './event-worker.ts';
export type { KafkaOptions } from './kafka/kafka-connection.ts';
export { type KafkaEventBus, type KafkaEventBusOptions, kafkaEventBus } from './kafka/kafka-event-bus.ts';
export { type DeclaredListener, declareListeners, ListenerWorker, type ListenerWorkerOptions } from './listener-worker.ts';
export type { ChangePosition } from './log/change-position.ts';
export { type DeadLetterDesk, deadLetterDesk } from './postgres/dead-letter-desk.ts';
export { eventBusMigrations } from './postgres/migrations.ts';
export { insertEvents, type OutboxBatch, positionAt, readOutbox } from './postgres/outbox.ts';
export { type PlatformEventBus, postgresEventBus } from './postgres/postgres-event-bus.ts';
