import type { StoredValue, StoredVariables } from './stored-value.ts';

/** Where an instance stands: plain JSON, all that must be kept of it. */
export interface InstanceState {
  /** Id of the process in its model. */
  readonly process: string;
  /** The newest of the engine's {@link behaviours} when it began: those with greater numbers are off for it. */
  readonly behaviour: number;
  status: 'active' | 'completed' | 'terminated' | 'cancelled';
  /** Number of the next visit. */
  next: number;
  visits: Record<string, Visit>;
  /** Correlation properties as the first message of a conversation had them; absent before one has. */
  properties?: Record<string, StoredValue>;
}

/**
 * A token at an element, and the scope that it opens there: the instance itself, a sub-process, a task, an event that is awaited,
 * a multiple instance and each of its rounds. Visits make a tree by their parents.
 */
export interface Visit {
  readonly id: string;
  /** Id of the element, or of the process for the instance itself. */
  readonly element: string;
  readonly parent: string | null;
  readonly kind: VisitKind;
  /** What runs in it, by the id of the process or sub-process; null where nothing does. */
  container: string | null;
  /** How far it is: not begun, waiting, its results are to be mapped, its tokens are to go on. */
  stage: 'begin' | 'wait' | 'end' | 'leave';
  /** From 1, for rounds of a loop or multiple instance. */
  readonly round: number | null;
  /** Variables of this scope; null where it is none. */
  variables: Record<string, StoredValue> | null;
  /** Nothing outside of it is seen: a called process. */
  isIsolated: boolean;
  /** The flow that its token came over; null where it came over none. */
  readonly flow: string | null;
  waits: Wait[];
  incident: Incident | null;
  /** Tokens that wait at joins in it: by node, by flow. */
  held: Record<string, Record<string, number>>;
  /** What was completed in it and can be compensated, in the order of completion. */
  done: Completed[];
  /** Activities that were completed in it. */
  performed: number;
  rounds: Rounds | null;
  /** Results that have come and are to be mapped. */
  result: StoredVariables | null;
  compensation: Compensation | null;
  /** Flows of complex gateways that wait to be reset, by node. */
  resetting: Record<string, readonly string[]>;
}

export type VisitKind =
  | 'process'
  | 'node'
  /** One round of a loop or multiple instance. */
  | 'round'
  /** Handlers of compensation, one after the other. */
  | 'compensation'
  /** A completed sub-process that is there again to be compensated. */
  | 'restored';

/** A stop that needs somebody; the visit goes on from its stage when it is resolved. */
export interface Incident {
  readonly code: string;
  readonly message: string;
}

/** What a visit waits for. `to` is what happens then: the visit's own element, a boundary event, the start of an event sub-process. */
export type Wait = { readonly to: string } /** `settings` are those of the task, evaluated; absent where it has none. */ & (
  | { readonly kind: 'work'; readonly settings?: StoredVariables }
  /** `isOfConversation`: its key is what the conversation of the instance says, once it says it. */
  | { readonly kind: 'message'; readonly name: string; key: StoredValue; readonly isOfConversation?: true }
  | { readonly kind: 'signal'; readonly name: string }
  /** `since`, `times`: of a cycle in months or years, from when it is counted and how often it is due then. */
  | {
      readonly kind: 'timer';
      readonly due: string;
      readonly every: string | null;
      readonly left: number | null;
      readonly since?: string;
      readonly times?: number;
    }
  | { readonly kind: 'conditional'; wasTrue: boolean }
  /** It rests until what came before is kept, and goes on by itself then. */
  | { readonly kind: 'continuation' }
  /** An activity of an ad-hoc sub-process that somebody may start. */
  | { readonly kind: 'activation' }
);

export interface Completed {
  readonly element: string;
  /** What ran in it; null for tasks. */
  readonly container: string | null;
  /** Variables of the sub-process as they were; null for other activities. */
  readonly variables: StoredVariables | null;
  readonly done: readonly Completed[];
}

export interface Rounds {
  /** Null for a standard loop, which does not know. */
  readonly total: number | null;
  readonly items: readonly StoredValue[] | null;
  started: number;
  completed: number;
  results: StoredValue[];
}

export interface Compensation {
  queue: Completed[];
  /** The visit that waits for its end. */
  readonly thrower: string | null;
  /** A transaction leaves by its cancel event afterwards. */
  readonly cancels: boolean;
}
