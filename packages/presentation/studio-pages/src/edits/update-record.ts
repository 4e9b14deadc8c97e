import type { ActionBody } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import type { Edit } from './edits.ts';

/** Sets one part of a record; undefined takes it away, or gives it its default again. */
export function updateOf(id: string, path: readonly string[], value: JsonValue | undefined): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id, path, ...(value === undefined ? {} : { value }) } };
}

/** The same as an edit of the page. */
export function updateRecord(
  id: string,
  path: readonly string[],
  value: JsonValue | undefined,
  intent: string,
  selection: readonly string[],
): Edit {
  return { body: updateOf(id, path, value), intent, selection };
}
