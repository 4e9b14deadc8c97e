export { compositeComponents, compositeOfId } from './composite-components.ts';
export { planComponents, planPage } from './page-plan.ts';
