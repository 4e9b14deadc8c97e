import type { Database, Transaction } from '@plinth/database';
import type { JsonValue, RequestContext } from '@plinth/foundation';
import { isJsonObject } from '@plinth/foundation';
import { eventBusErrors } from '../errors.ts';
import { type CloudEvent, eventProblem, requireEvents } from '../event/cloud-event.ts';
import type { Start } from '../event-bus.ts';
import type { ChangePosition, MissingPositions } from '../log/change-position.ts';
import type { EventLog, LogReader, Position } from '../log/event-log.ts';
import { countAfter, insertEvents, positionAt, readOutbox, whereThere } from './outbox.ts';

export interface OutboxOptions {
  readonly database: Database;
  /** The schema of an environment's outbox. */
  readonly schemaOf: (context: RequestContext) => string;
}

const mostCounted = 10_000;

/** The outbox of an environment as a log of one partition: what a transaction writes there is published when it commits. */
export class OutboxLog implements EventLog<Transaction> {
  readonly waits = false;
  readonly #database: Database;
  readonly #schemaOf: OutboxOptions['schemaOf'];

  constructor({ database, schemaOf }: OutboxOptions) {
    this.#database = database;
    this.#schemaOf = schemaOf;
  }

  async publish(context: RequestContext, events: readonly CloudEvent[], within?: Transaction): Promise<void> {
    requireEvents(events);
    if (events.length === 0) return;
    await (within ?? this.#database).query(context, insertEvents(this.#schemaOf(context)), [JSON.stringify(events)]);
  }

  async start(context: RequestContext, from: Start): Promise<ReadonlyMap<number, Position>> {
    return new Map([[0, toJson(await this.#position(context, from))]]);
  }

  async #position(context: RequestContext, from: Start): Promise<ChangePosition> {
    if (from === 'start') return { last: 0, missing: [] };
    if (from !== 'end' && 'after' in from) return positionOf(from.after);
    const time = from === 'end' ? null : from.time;
    return (await whereThere(() => positionAt(this.#database, context, this.#schemaOf(context), time))) ?? { last: 0, missing: [] };
  }

  reader(context: RequestContext): LogReader {
    return {
      read: async (positions, most) => {
        const position = positions.get(0);
        if (position === undefined) return [];
        const known = fromJson(position);
        const schema = this.#schemaOf(context);
        const batch = await whereThere(() => readOutbox(this.#database, context, schema, known, most));
        if (batch === null) return [];
        const entries = batch.rows.map(({ event }) => {
          const isEvent = eventProblem(event) === null;
          return { event: isEvent ? (event as unknown as CloudEvent) : null, text: isEvent ? '' : JSON.stringify(event) };
        });
        return [{ partition: 0, entries, positionAfter: (count) => toJson(batch.positionAfter(count)) }];
      },
      close: async () => {},
    };
  }

  async behind(context: RequestContext, positions: ReadonlyMap<number, Position>): Promise<number> {
    const position = positions.get(0);
    if (position === undefined) return 0;
    const counted = await whereThere(() =>
      this.#database.value<string>(context, countAfter(this.#schemaOf(context)), [fromJson(position).last, mostCounted]),
    );
    return Number(counted ?? 0);
  }

  async read(context: RequestContext, after: string | null, limit: number) {
    const schema = this.#schemaOf(context);
    const position = after === null ? await this.#newest(context, limit) : positionOf(after);
    const batch = await whereThere(() => readOutbox(this.#database, context, schema, position, limit));
    const items = (batch?.rows ?? []).flatMap(({ event }, at) =>
      eventProblem(event) === null && batch !== null
        ? [
            {
              cursor: cursorOf(batch.positionAfter(at + 1)),
              before: cursorOf(batch.positionAfter(at)),
              event: event as unknown as CloudEvent,
            },
          ]
        : [],
    );
    return { items, cursor: cursorOf(batch === null ? position : batch.positionAfter(batch.rows.length)) };
  }

  async #newest(context: RequestContext, limit: number): Promise<ChangePosition> {
    const end = await whereThere(() => positionAt(this.#database, context, this.#schemaOf(context), null));
    if (end === null) return { last: 0, missing: [] };
    const last = Math.max(0, end.last - limit);
    return { last, missing: end.missing.filter((range) => (range.to ?? range.position) <= last) };
  }

  async close(): Promise<void> {}
}

/** Cursors stand in addresses: of more gaps at once the oldest are given up, which groups never do. */
const mostRanges = 100;

function cursorOf({ last, missing }: ChangePosition): string {
  const ranges = missing.slice(-mostRanges).map(({ position, to = position, before, since }) => [position, to, before, since]);
  return Buffer.from(JSON.stringify([last, ...ranges])).toString('base64url');
}

/** Throws `event-bus.bad-cursor`. */
function positionOf(cursor: string): ChangePosition {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    throw eventBusErrors.badCursor({}, { cause: error });
  }
  if (!Array.isArray(read) || read.length > mostRanges + 1) throw eventBusErrors.badCursor();
  const [last, ...ranges] = read as unknown[];
  const missing = ranges.map((range) => {
    const [position, to, before, since] = (Array.isArray(range) ? range : []) as JsonValue[];
    return { position, to, before, since } as JsonValue;
  });
  return fromJson({ last, missing } as JsonValue);
}

function toJson({ last, missing }: ChangePosition): JsonValue {
  return { last, missing: missing.map((range) => ({ ...range })) };
}

/** Throws where it is none: positions come back from cursors that people hold. */
function fromJson(value: Position): ChangePosition {
  if (!isJsonObject(value) || !isPosition(value.last) || !Array.isArray(value.missing)) throw eventBusErrors.badCursor();
  const missing = value.missing.map((range): MissingPositions => {
    if (!isJsonObject(range)) throw eventBusErrors.badCursor();
    const { position, to, before, since } = range;
    if (!isPosition(position) || typeof before !== 'string' || !/^\d{1,20}$/.test(before) || typeof since !== 'number')
      throw eventBusErrors.badCursor();
    if (to !== undefined && !isPosition(to)) throw eventBusErrors.badCursor();
    return { position, ...(to === undefined ? {} : { to }), before, since };
  });
  return { last: value.last, missing };
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
