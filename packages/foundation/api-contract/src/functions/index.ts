export * from './function-shapes.ts';
export * from './operations.ts';
