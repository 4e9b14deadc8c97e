import type { RequestContext } from '@plinth/foundation';
import type { CloudEvent } from './event/cloud-event.ts';

/** Where a group begins, or is set to: the oldest event that is kept, the next to come, those from a time on, or those after a cursor. */
export type Start = 'start' | 'end' | { readonly time: string } | { readonly after: string };

/** A consumer of the events of one environment. `Within` is the transaction in which its effects become true. */
export interface Subscription<Within> {
  /** Its name: all that subscribe under it share the work, and each event goes to one of them. */
  readonly group: string;
  /** Types of events, or their beginnings with `*` at the end; all where absent. */
  readonly types?: readonly string[];
  /** Where a group begins that is new; `start` where absent. */
  readonly from?: Start;
  /** Does what follows from an event. What it does within the transaction becomes true with the event's being consumed, or not at all. */
  readonly handle: (context: RequestContext, event: CloudEvent, within: Within) => Promise<void>;
  /**
   * Each event in a transaction of its own: for effects that lie outside of it, which are not to happen again because another event of
   * the same transaction fails.
   */
  readonly alone?: boolean;
  /** Waits for its turn before anything is consumed, where what follows may take long and many do it; at once where absent. */
  readonly turn?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Called when what was done is true. */
  readonly done?: () => void;
}

/** An event with where to read on after it. */
export interface ReadEvent {
  readonly cursor: string;
  /** Where to read on so that this event comes first. */
  readonly before: string;
  readonly event: CloudEvent;
}

/** How far a group is. */
export interface GroupState {
  readonly group: string;
  /** Events that it has not consumed, of whatever type; counted to 10,000. */
  readonly behind: number;
  readonly deadLetters: number;
  /** What it tries again at this moment, with why it failed. */
  readonly failing: { readonly event: string; readonly attempts: number; readonly code: string; readonly message: string } | null;
  readonly movedAt: string;
}

/** An event that a group could not consume. */
export interface DeadLetter {
  readonly id: string;
  readonly group: string;
  /** As it lay in the log; what is no event is `{ malformed: text }`. */
  readonly event: CloudEvent | { readonly malformed: string };
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  readonly at: string;
  /** Somebody asked for it to be delivered again. */
  readonly waiting: boolean;
  /** Somebody gave it up. */
  readonly discarded: { readonly by: string; readonly reason: string; readonly at: string } | null;
}

export interface DeadLetterSearch {
  readonly group?: string | undefined;
  /** Part of the event's text. */
  readonly text?: string | undefined;
  /** Id of the last that was seen. */
  readonly after?: string | undefined;
  /** Those that were given up instead of the others. */
  readonly discarded?: boolean | undefined;
  readonly limit: number;
}

/** Dead letters: these, or all that a search without a page finds and that were not given up. */
export type LetterChoice = readonly string[] | Pick<DeadLetterSearch, 'group' | 'text'>;

/** What setting a group to a place would do. Events are counted to 10,000, of whatever type. */
export interface Foreseen {
  /** Events that would come to it from there on. */
  readonly comes: number;
  /** Those of them that it has consumed, and that happen again. */
  readonly again: number;
  /** Those that it has not consumed and never will. */
  readonly skipped: number;
  /** The first of the types that it hears; null where nothing of the first 500 is. */
  readonly first: { readonly type: string; readonly subject: string | null; readonly time: string | null } | null;
  /** How many of each type that it hears are among the first 500, the most first. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
}

/** A consumer at work. */
export interface RunningSubscription {
  /** Ends when what it is doing is done. */
  close(): Promise<void>;
}

/**
 * Events of environments: published with what they tell of, kept, and consumed by groups in order per key, each once. The tenant and
 * environment are those of the context. Memory, PostgreSQL and Apache Kafka keep the same promises, which one contract test holds them to.
 */
export interface EventBus<Within> {
  /** Publishes events, within a transaction or at once. Throws `event-bus.bad-event`. */
  publish(context: RequestContext, events: readonly CloudEvent[], within?: Within): Promise<void>;
  /** Events after a cursor, the oldest first; without one, the newest. Throws `event-bus.bad-cursor`. */
  read(
    context: RequestContext,
    options: { readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly items: readonly ReadEvent[]; readonly cursor: string }>;
  subscribe(context: RequestContext, subscription: Subscription<Within>): Promise<RunningSubscription>;
  /**
   * Tells every event from now on to whoever is there, in the order in which they are read; they belong to no group, so what is not
   * heard while nobody follows is not made up for.
   */
  follow(context: RequestContext, hear: (events: readonly CloudEvent[]) => void): Promise<RunningSubscription>;
  /** Something was published in the environment of the context: whoever waits for it looks at once. */
  wake(context: Pick<RequestContext, 'environment'>): void;
  groups(context: RequestContext): Promise<readonly GroupState[]>;
  /** Sets a group back or forth: what comes then happens, even where it has happened before. Throws `event-bus.no-group`. */
  seek(context: RequestContext, group: string, to: Start): Promise<void>;
  /** What {@link seek} would do, without doing it. Throws `event-bus.no-group`, `event-bus.bad-cursor`. */
  foresee(context: RequestContext, group: string, to: Start): Promise<Foreseen>;
  /** Forgets a group with its dead letters. Throws `event-bus.no-group`. */
  removeGroup(context: RequestContext, group: string): Promise<void>;
  deadLetters(context: RequestContext, search: DeadLetterSearch): Promise<readonly DeadLetter[]>;
  /** Has dead letters delivered again, after what came meanwhile; gives how many. Throws `event-bus.no-dead-letter`. */
  redrive(context: RequestContext, which: LetterChoice): Promise<number>;
  /** Gives dead letters up, and keeps who did and why. Throws `event-bus.no-dead-letter`. */
  discard(context: RequestContext, which: LetterChoice, reason: string): Promise<number>;
  close(): Promise<void>;
}
