export { listTriggers, pauseTrigger, resumeTrigger, TriggerState } from './operations.ts';
