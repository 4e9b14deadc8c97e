export { exampleOf } from './example-of.ts';
export { anything, type JsonSchema, referenceTo, typeOfReference } from './json-schema.ts';
export { notTaken } from './not-taken.ts';
export { schemaViolations } from './schema-violations.ts';
export { definitionsOf, uncomparable } from './uncomparable.ts';
