export * from './notification-operations.ts';
export * from './operations.ts';
export * from './shapes.ts';
export * from './substitute-operations.ts';
