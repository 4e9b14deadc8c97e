export { type CalledTriggerOptions, CalledTriggers, type Sent } from './called-triggers.ts';
export { declareTriggers } from './declare-triggers.ts';
export { externalTriggerErrors } from './errors.ts';
export { lackingTriggers } from './lacking-triggers.ts';
export { externalTriggerMigrations } from './migrations.ts';
export { triggerOperations } from './operations.ts';
export { TriggerStore } from './trigger-store.ts';
export { TriggerWorker, type TriggerWorkerOptions } from './trigger-worker.ts';
