export { recordsTool, sourcesTool } from './tools.ts';
