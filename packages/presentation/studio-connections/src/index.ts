export { connectionsTool } from './tools.ts';
