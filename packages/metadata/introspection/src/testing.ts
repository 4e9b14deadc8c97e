export { hostileSchema } from './testing-hostile-schema.ts';
