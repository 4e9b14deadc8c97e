import { createHash } from 'node:crypto';

/** A name for a constraint or index that changes whenever its table or meaning does. */
export function derivedName(prefix: string, table: string, meaning: string): string {
  return `${prefix}_${createHash('sha256').update(`${table}\n${meaning}`).digest('hex').slice(0, 20)}`;
}
