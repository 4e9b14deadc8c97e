import { processStoreErrors } from '../errors.ts';

/** A moment as PostgreSQL and answers have it. Throws `process-store.bad-time` for text that is none, or that says no offset. */
export function momentOf(name: string, text: string): string {
  const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw processStoreErrors.badTime({ name, text });
  return new Date(time).toISOString();
}
