import { createHash } from 'node:crypto';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { eventBusErrors } from '../errors.ts';

/** An event as CloudEvents 1.0 has it, in structured JSON. `source` and `id` together name it: whoever sees both twice sees the same event. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly datacontenttype?: string;
  readonly dataschema?: string;
  readonly data?: JsonValue;
  /** Of the extension "partitioning": events with the same one stay in order; the subject where absent. */
  readonly partitionkey?: string;
  /** Other extensions. */
  readonly [extension: string]: JsonValue | undefined;
}

/** Most bytes of an event. */
export const mostEventBytes = 256 * 1024;

const lengths = { id: 200, source: 500, type: 200, subject: 500, partitionkey: 500, dataschema: 2000, datacontenttype: 200 } as const;
const required = ['id', 'source', 'type'] as const;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** What is wrong with something as an event; null where nothing is. */
export function eventProblem(value: unknown): string | null {
  if (!isJsonObject(value)) return 'it is no JSON object';
  if (value.specversion !== '1.0') return 'specversion is not "1.0"';
  for (const name of required) if (typeof value[name] !== 'string' || value[name] === '') return `${name} is missing`;
  for (const [name, most] of Object.entries(lengths)) {
    const given = value[name];
    if (given !== undefined && (typeof given !== 'string' || given.length > most))
      return `${name} is no text of at most ${most} characters`;
    if (typeof given === 'string' && (given.includes('\0') || !given.isWellFormed()))
      return `${name} has a character that cannot be stored`;
  }
  const { time } = value;
  if (time !== undefined && (typeof time !== 'string' || !moment.test(time) || Number.isNaN(Date.parse(time))))
    return 'time is no RFC 3339 time';
  const strange = Object.keys(value).find((name) => !/^[a-z0-9]{1,40}$/.test(name));
  return strange === undefined ? null : `${JSON.stringify(strange.slice(0, 40))} is no name of an attribute`;
}

/** In JSON, the sign with the number 0 or half of a pair, which PostgreSQL takes in no text; not a backslash that somebody wrote before such letters. */
const unstorable = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/** Throws `event-bus.bad-event`. */
export function requireEvents(events: readonly CloudEvent[]): void {
  for (const event of events) {
    const text = JSON.stringify(event);
    const problem = eventProblem(event) ?? (Buffer.byteLength(text) > mostEventBytes ? 'it has more than 256 KiB' : null);
    if (problem !== null) throw eventBusErrors.badEvent({ problem });
    if (unstorable.test(text)) throw eventBusErrors.badEvent({ problem: 'it has a character that cannot be stored' });
  }
}

/** What keeps events in order: those with the same key come in the order in which they were published. */
export function keyOf({ partitionkey, subject, id }: CloudEvent): string {
  return partitionkey ?? subject ?? id;
}

/** One id, of the form of a UUID, for what `source` and `id` name together. */
export function identityOf({ source, id }: CloudEvent): string {
  const hash = createHash('sha256').update(`${source}\n${id}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
}
