import type { JsonValue, RequestContext } from '@plinth/foundation';
import type { CloudEvent } from '../event/cloud-event.ts';
import type { ReadEvent, Start } from '../event-bus.ts';

/** Where a reader of one partition stands; what it holds only the log knows. */
export type Position = JsonValue;

/** What a log has at one place. */
export interface LogEntry {
  /** Null: it is no event. */
  readonly event: CloudEvent | null;
  /** As it lies in the log, where that is no event. */
  readonly text: string;
}

/** Entries of one partition that follow a position. */
export interface LogBatch {
  readonly partition: number;
  readonly entries: readonly LogEntry[];
  /** Where a reader stands that has read so many of them. */
  positionAfter(count: number): Position;
}

export interface LogReader {
  /** What follows each position. Where `waits`, it waits for a moment if there is nothing. */
  read(positions: ReadonlyMap<number, Position>, most: number): Promise<readonly LogBatch[]>;
  close(): Promise<void>;
}

/** Events in the order in which they happened to a key, in one or more partitions for each environment. */
export interface EventLog<Within> {
  /** Whether its readers wait for events, so that nobody has to rest between reads. */
  readonly waits: boolean;
  publish(context: RequestContext, events: readonly CloudEvent[], within?: Within): Promise<void>;
  /** Positions by partition. */
  start(context: RequestContext, from: Start): Promise<ReadonlyMap<number, Position>>;
  reader(context: RequestContext, group: string): LogReader;
  /** Entries that follow positions, counted to 10,000. */
  behind(context: RequestContext, positions: ReadonlyMap<number, Position>): Promise<number>;
  read(
    context: RequestContext,
    after: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly ReadEvent[]; readonly cursor: string }>;
  close(): Promise<void>;
}
