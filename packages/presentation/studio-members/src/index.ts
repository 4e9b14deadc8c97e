export { memberPlaces } from './places.ts';
