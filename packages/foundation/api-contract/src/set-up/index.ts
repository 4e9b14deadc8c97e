export { completeSetUp, readSetUp } from './operations.ts';
