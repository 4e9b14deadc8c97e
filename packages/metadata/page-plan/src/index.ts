export { planComponents, planPage } from './page-plan.ts';
