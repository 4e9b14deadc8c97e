export { sayShown as sayError } from '@plinth/foundation/shown-errors-de';
export { default } from './de.json' with { type: 'json' };
