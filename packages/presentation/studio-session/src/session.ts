import type { DefinitionStore, RefusedAction } from '@plinth/app-definition';
import type { ReadonlySignal } from '@preact/signals-core';

/** How the work stands with the server: `online` hears what others do, `offline` keeps everything until it can be sent. */
export type Connection = 'connecting' | 'online' | 'offline' | 'ended';

/** Where somebody is: the artefact that is open, and what is selected in it. */
export interface Place {
  /** Record id of the page, entity, decision … that is open; null for the application as a whole. */
  readonly artefact: string | null;
  readonly selection: readonly string[];
  /** Pointer on the artefact's canvas in its own pixels. */
  readonly pointer?: { readonly x: number; readonly y: number };
}

/** Somebody else who has the branch open, once for each of their windows. */
export interface Person {
  readonly window: string;
  readonly memberId: string;
  readonly name: string;
  /** Number of their colour among the presence colours of the theme. */
  readonly colour: number;
  readonly place: Place;
}

/** What the Studio's views work with. */
export interface StudioSession {
  /** The definition with everything done so far; `dispatch`, `undo` and `redo` show at once and send themselves. */
  readonly store: DefinitionStore;
  /** Counts up at each change of the definition. */
  readonly revision: ReadonlySignal<number>;
  readonly connection: ReadonlySignal<Connection>;
  /** Actions that the server does not have yet. */
  readonly pending: ReadonlySignal<number>;
  /** What was refused and not yet answered by the person, the latest last. */
  readonly refused: ReadonlySignal<readonly RefusedAction[]>;
  /** Does a refused action again with what it needs restored, or lets it go. */
  answer(refused: RefusedAction, how: 'restore' | 'dismiss'): void;
  readonly people: ReadonlySignal<readonly Person[]>;
  /** Tells the others where one is. */
  show(place: Place): void;
  /** Sends what can be sent and leaves. */
  close(): Promise<void>;
}
