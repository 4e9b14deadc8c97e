export * from './decision-shapes.ts';
export * from './operations.ts';
