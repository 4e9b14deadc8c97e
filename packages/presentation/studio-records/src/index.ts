export { importTool, recordsTool, sourcesTool } from './tools.ts';
