export { sayShown as sayError } from '@plinth/foundation/shown-errors-ar';
export { default } from './ar.json' with { type: 'json' };
