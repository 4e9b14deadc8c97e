import type { Person, Place } from '@plinth/api-contract';
import type { DefinitionStore, Overwritten, RefusedAction } from '@plinth/app-definition';
import type { PlinthError } from '@plinth/foundation';
import type { ReadonlySignal } from '@preact/signals-core';

/** How the work stands with the server: `online` hears what others do, `offline` keeps everything until it can be sent. */
export type Connection = 'connecting' | 'online' | 'offline' | 'ended';

/** What the Studio's views work with. */
export interface StudioSession {
  /** The definition with everything done so far; `dispatch`, `undo` and `redo` show at once and send themselves. */
  readonly store: DefinitionStore;
  /** Counts up at each change of the definition. */
  readonly revision: ReadonlySignal<number>;
  readonly connection: ReadonlySignal<Connection>;
  /** Why it is offline, where the server said it: signed out (401), no right (403), somebody else signed in. */
  readonly problem: ReadonlySignal<PlinthError | null>;
  /** Why what is pending would not survive a reload: no room, a private window, work that cannot be read; null otherwise. */
  readonly storageProblem: ReadonlySignal<PlinthError | null>;
  /** Actions that the server does not have yet. */
  readonly pending: ReadonlySignal<number>;
  /** What was refused and not yet answered by the person, the latest last. */
  readonly refused: ReadonlySignal<readonly RefusedAction[]>;
  /** Does a refused action again with what it needs restored, or lets it go; what cannot be done now stays refused, with why. */
  answer(refused: RefusedAction, how: 'restore' | 'dismiss'): void;
  /** Own values that somebody replaced without having seen them, until they are dismissed; the latest last. */
  readonly overwritten: ReadonlySignal<readonly Overwritten[]>;
  /** Puts one's own values back, as one step, or leaves theirs. */
  settle(overwritten: readonly Overwritten[], how: 'restore' | 'dismiss'): void;
  /** Counts up when something changes among the comments of the branch, or may have while nobody was listening. */
  readonly commented: ReadonlySignal<number>;
  readonly people: ReadonlySignal<readonly Person[]>;
  /** Tells the others where one is. */
  show(place: Place): void;
  /** Tries at once to reach the server: after signing in again, say. */
  reconnect(): void;
  /** Sends what can be sent and leaves. */
  close(): Promise<void>;
}
