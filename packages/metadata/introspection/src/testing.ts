export { hostileRow, hostileSchema } from './testing-hostile-schema.ts';
