export { themeView } from './theme-view.ts';
