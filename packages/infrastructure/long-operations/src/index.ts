export { longOperationErrors } from './errors.ts';
export { longOperationOperations } from './long-operation-operations.ts';
export { type BeginRequest, LongOperations, type LongOperationsOptions } from './long-operations.ts';
export type { LongWork, OperationRun } from './long-work.ts';
export { longOperationMigrations } from './migrations.ts';
