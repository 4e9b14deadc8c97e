export { functionView } from './function-view.ts';
