export * from './monitor-operations.ts';
export * from './operations.ts';
export * from './process-shapes.ts';
export * from './read-history.ts';
export * from './replay-operations.ts';
export * from './task-operations.ts';
