/** An address of another system to which events of an environment are sent, signed. */
export interface Receiver {
  readonly key: string;
  /** Without its query, which may be a secret. */
  readonly address: string;
  /** Only what this application tells; what anybody tells where null. */
  readonly toldBy: string | null;
  /** Types of events, or their beginnings with `*` at the end. */
  readonly types: readonly string[];
  /** FEEL over `event`, true for what is sent; everything where empty. */
  readonly filter: string;
  /** Since when nothing was taken; null while things are. */
  readonly failingSince: string | null;
  readonly takenAt: string | null;
  /** Why nothing is sent now; what comes meanwhile waits. */
  readonly stopped: Stop | null;
  readonly waiting: number;
  readonly failed: number;
  readonly setAt: string;
  readonly setBy: string;
}

export interface Stop {
  /** Who stopped it; `system` where the platform did, after long failure. */
  readonly by: string;
  readonly reason: 'asked' | 'gone' | 'failing';
  readonly at: string;
}

/** What is set of a receiver; what is absent stays as it is. */
export interface ReceiverChange {
  readonly address?: string | undefined;
  readonly toldBy?: string | null | undefined;
  readonly types?: readonly string[] | undefined;
  readonly filter?: string | undefined;
}

/** How one attempt ended. */
export interface Attempt {
  readonly at: string;
  readonly milliseconds: number;
  /** Of HTTP; null where nobody answered. */
  readonly status: number | null;
  /** Code of the error where nobody answered. */
  readonly code: string | null;
  /** The beginning of what was answered, or why nothing was. */
  readonly answer: string;
}

/** One event for one receiver. */
export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  /** When it came to be sent. */
  readonly at: string;
  readonly state: 'waiting' | 'taken' | 'failed';
  readonly attempts: number;
  /** When it is sent next; null where it is not. */
  readonly nextAt: string | null;
  readonly last: Attempt | null;
}
