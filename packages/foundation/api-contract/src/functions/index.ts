export * from './debug.ts';
export * from './function-shapes.ts';
export * from './operations.ts';
