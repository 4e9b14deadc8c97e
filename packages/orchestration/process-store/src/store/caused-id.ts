import { createHash } from 'node:crypto';

/**
 * The id of an instance that something starts: the same whenever the same is tried again, so that what was refused of it is known, and
 * in the order of time (RFC 9562 §5.7) as that of its cause is. `moment` is in milliseconds.
 */
export function causedId(moment: number, names: readonly string[]): string {
  const time = moment.toString(16).padStart(12, '0').slice(-12);
  const hex = createHash('sha256').update(JSON.stringify(names)).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(3), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
}

/** The id of the piece of work that looks whether a task is overdue: a UUID of version 8 (RFC 9562 §5.8). */
export function overdueId(instance: string, visit: number): string {
  const hex = createHash('sha256').update(`overdue ${instance} ${visit}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** When a UUID of version 7 was made, in milliseconds. */
export function momentOfId(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}
