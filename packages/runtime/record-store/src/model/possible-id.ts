import { keyValues } from './attached-key.ts';
import type { EntityModel, IdType } from './entity-model.ts';
import { isBigint } from './text-of-type.ts';

export const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in the form that databases write; null for what can be none. */
export function possibleId(idType: IdType, id: string): string | null {
  if (idType === 'uuid') return uuidForm.test(id) ? id.toLowerCase() : null;
  return id.includes('\0') || (idType === 'bigint' && !isBigint(id)) ? null : id;
}

/** What a statement for one record is given: its id, and where it is made of the columns of a key these too; null for what can be no id. */
export function idRun({ idType, source }: EntityModel, id: string): Readonly<Record<string, string>> | null {
  const known = possibleId(idType, id);
  const parts = known === null || source === null ? [] : keyValues(source.keys, known);
  if (known === null || parts === null) return null;
  return { id: known, ...Object.fromEntries(parts.map((part, at) => [`key${at}`, part])) };
}
