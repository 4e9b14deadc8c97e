import { shortId } from '@plinth/foundation';

/** An id of BPMN that nobody else makes at the same time. */
export function newKey(prefix: string): string {
  return `${prefix}_${shortId()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 10)}`;
}
