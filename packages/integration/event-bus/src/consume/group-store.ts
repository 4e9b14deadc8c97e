import type { RequestContext } from '@plinth/foundation';
import type { CloudEvent } from '../event/cloud-event.ts';
import type { DeadLetter, DeadLetterSearch, LetterChoice } from '../event-bus.ts';
import type { Position } from '../log/event-log.ts';

/** An event that a group tries again. */
export interface Failing {
  readonly event: string;
  readonly attempts: number;
  /** Not before, in milliseconds. */
  readonly until: number;
  readonly code: string;
  readonly message: string;
}

/** How far a group is in one partition. The position is JSON, the same text while nobody moves it. */
export interface Progress {
  readonly partition: number;
  readonly position: string;
  readonly failing: Failing | null;
  readonly movedAt: string;
}

export type NewDeadLetter = Pick<DeadLetter, 'event' | 'code' | 'message' | 'attempts'>;

/** A partition that a group's consumer has for itself, for the length of a transaction. */
export interface Held<Within> {
  readonly within: Within;
  /** Enters events in the group's inbox; gives those that it had not consumed before. */
  fresh(events: readonly CloudEvent[]): Promise<readonly CloudEvent[]>;
  /** Sets the position; nothing fails any more. */
  move(position: Position): Promise<void>;
  /** Keeps the position, and that an event fails. */
  postpone(failing: Failing): Promise<void>;
  bury(letter: NewDeadLetter): Promise<void>;
}

/** Where groups are, what they have consumed, and what they could not. Everything is of the environment of the context. */
export interface GroupStore<Within> {
  /** Makes a group known where it is not. */
  join(context: RequestContext, group: string, positions: ReadonlyMap<number, Position>): Promise<void>;
  progress(context: RequestContext, group: string): Promise<{ readonly partitions: readonly Progress[]; readonly waiting: boolean }>;
  /** Works on from a position in one transaction; false where somebody else is at it, or it is no longer the position. */
  hold(
    context: RequestContext,
    group: string,
    at: { readonly partition: number; readonly position: string },
    work: (held: Held<Within>) => Promise<void>,
  ): Promise<boolean>;
  groups(
    context: RequestContext,
  ): Promise<readonly { readonly group: string; readonly partitions: readonly Progress[]; readonly deadLetters: number }[]>;
  /** Sets all positions of a group and forgets what it consumed; false where there is none. */
  seek(context: RequestContext, group: string, positions: ReadonlyMap<number, Position>): Promise<boolean>;
  remove(context: RequestContext, group: string): Promise<boolean>;
  deadLetters(context: RequestContext, search: DeadLetterSearch): Promise<readonly DeadLetter[]>;
  /** Marks dead letters to be delivered again; gives how many there were. */
  redrive(context: RequestContext, which: LetterChoice): Promise<number>;
  discard(context: RequestContext, which: LetterChoice, reason: string): Promise<number>;
  /** The types that a declared group hears; null where that is not known here. */
  typesOf(context: RequestContext, group: string): Promise<readonly string[] | null>;
  /** Delivers one of those that wait, in one transaction with its leaving; false where none waits. */
  deliver(context: RequestContext, group: string, work: (within: Within, event: CloudEvent) => Promise<void>): Promise<boolean>;
}

export function isListOfIds(which: LetterChoice): which is readonly string[] {
  return Array.isArray(which);
}

/** What failed when a dead letter was delivered again; the store keeps it with the letter. */
export class StillFailing extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
