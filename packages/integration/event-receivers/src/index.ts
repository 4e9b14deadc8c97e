export { receiverErrors } from './errors.ts';
export { EventReceivers, type EventReceiversOptions } from './event-receivers.ts';
export { receiverMigrations } from './migrations.ts';
export { receiverOperations } from './receiver-operations.ts';
