export { memoryEventBus } from './memory/memory-event-bus.ts';
export { outboxOf, protectedTable } from './testing-outbox-tables.ts';
