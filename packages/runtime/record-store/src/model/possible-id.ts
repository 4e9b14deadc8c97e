import type { IdType } from './entity-model.ts';

export const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in the form that databases write; null for what can be none. */
export function possibleId(idType: IdType, id: string): string | null {
  if (idType === 'uuid') return uuidForm.test(id) ? id.toLowerCase() : null;
  return id.includes('\0') || (idType === 'bigint' && !/^-?\d{1,18}$/.test(id)) ? null : id;
}
