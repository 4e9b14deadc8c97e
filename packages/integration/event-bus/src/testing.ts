export { memoryEventBus } from './memory/memory-event-bus.ts';
