export { pageView } from './page-view.ts';
