import type { ShellField } from '@plinth/api-contract';
import type { PlinthError } from '@plinth/foundation';
import type { GridRecord } from './use-records.ts';

/** Whether a person may write a field here; files are put into records by pages. */
export function isWritable(field: ShellField, write: 'create' | 'update'): boolean {
  return !field.readOnly && field.lockedOn !== write && field.type !== 'file';
}

/** What an error says of a field, or null. */
export function violationOf(error: PlinthError | null, key: string): string | null {
  const pointer = `/${key}`;
  const found = error?.details.violations?.filter(({ path }) => path === pointer || path.startsWith(`${pointer}/`)) ?? [];
  return found.length === 0 ? null : found.map(({ message, hint }) => (hint === undefined ? message : `${message} ${hint}`)).join('; ');
}

/** Whether row rules let the person change or delete a record; what says nothing is left to the server. */
export function mayDo(record: GridRecord, operation: 'update' | 'delete'): boolean {
  const { allowed } = record;
  if (typeof allowed !== 'object' || allowed === null) return true;
  return (allowed as Readonly<Record<string, unknown>>)[operation] !== false;
}
