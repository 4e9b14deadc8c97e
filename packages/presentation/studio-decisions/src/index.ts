export { decisionView } from './decision-view.ts';
