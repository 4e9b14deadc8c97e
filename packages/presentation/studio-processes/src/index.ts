export { processView } from './process-view.ts';
