import { shortId } from '@plinth/foundation';
import type { ActionBody, DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { sameJson } from '../actions/same-json.ts';
import { currentSchemaVersion, type Definition } from '../definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import { type DefinitionDiff, diff } from '../versions/diff.ts';
import { foresee, sendable } from './foresee.ts';
import { act, adopt, nextStep, type RefusedAction, type Replica, type ReplicaChange, receive, refuseAtServer } from './replica.ts';

/** Looks at an action before it is done: gives it back, changed if need be, or says why not. */
export type Middleware = (
  action: DefinitionAction,
  state: { readonly definition: Definition; readonly actor: string },
) => DefinitionAction | { readonly refusal: DefinitionViolation };

/** What the log's keeper answered. */
export interface PersistResult {
  /** Everything after the expected position, one's own accepted actions included. */
  readonly entries: readonly LogEntry[];
  /** Id of an action to why it was refused. */
  readonly refused: Readonly<Record<string, DefinitionViolation>>;
}

/**
 * Brings actions to the log. Nothing is accepted unless the log ends at the expected position, or with the tentative actions of these
 * ids after it; otherwise the answer says what came in between.
 */
export type Persist = (
  expectedPosition: number,
  actions: readonly DefinitionAction[],
  tentative: readonly string[],
) => Promise<PersistResult>;

/** What subscribers are told. */
export interface StoreNotice extends Omit<ReplicaChange, 'replica' | 'touched'> {
  readonly diff: DefinitionDiff;
}

export interface StoreOptions {
  /** A view of the branch: a new one, or one that was kept. */
  readonly replica: Replica;
  readonly middleware?: readonly Middleware[];
  /** Absent: everything stays pending, for work without a server. */
  readonly persist?: Persist;
  readonly newId?: () => string;
}

/** A definition that people work on: changes show at once and reach the log when they can. */
export interface DefinitionStore {
  readonly replica: Replica;
  readonly definition: Definition;
  /** Middleware, reducer, persistence, notice. Null: done; otherwise why not. */
  dispatch(body: ActionBody, intent: string): RefusedAction | null;
  /** Takes back one's own latest step; the parts that others have changed since stay, and the notice says so. */
  undo(): RefusedAction | null;
  redo(): RefusedAction | null;
  /** What the log's keeper sends by itself. */
  receive(entries: readonly LogEntry[]): void;
  /** What the log's keeper has put in order after a position and not yet committed; none: what was is withdrawn. */
  foresee(after: number, entries: readonly LogEntry[]): void;
  /** Takes over what waited in another window of the same person, at the same position. */
  adopt(actions: readonly DefinitionAction[]): void;
  /** Sends what is pending; rejects when the log cannot be reached, and keeps everything. */
  flush(): Promise<void>;
  subscribe(listener: (notice: StoreNotice) => void): () => void;
}

/** Opens a store on a branch. */
export function createStore(options: StoreOptions): DefinitionStore {
  const newId = options.newId ?? (() => shortId());
  const listeners = new Set<(notice: StoreNotice) => void>();
  let { replica } = options;
  const { actor } = replica;
  let flushing: Promise<void> | null = null;

  const take = (change: ReplicaChange) => {
    // What was known already is no news.
    if (change.replica === replica && change.refused.length === 0) return;
    const before = replica.definition;
    replica = change.replica;
    const { replica: _, touched, ...told } = change;
    const notice: StoreNotice = { ...told, diff: diff(before, replica.definition, touched) };
    for (const listener of listeners) listener(notice);
  };

  const perform = (given: DefinitionAction): RefusedAction | null => {
    let action = given;
    for (const step of options.middleware ?? []) {
      const result = step(action, { definition: replica.definition, actor });
      if ('refusal' in result) return { action, refusal: result.refusal, restore: null };
      action = result;
    }
    const change = act(replica, action);
    const [refused] = change.refused;
    if (refused !== undefined) return refused;
    take(change);
    return null;
  };

  const envelope = (body: ActionBody, intent: string, undoes?: string): DefinitionAction => ({
    ...body,
    id: newId(),
    actor,
    intent,
    schemaVersion: currentSchemaVersion,
    seen: replica.position + replica.tentative.length,
    ...(undoes === undefined ? {} : { undoes }),
  });

  const step = (which: 'undo' | 'redo'): RefusedAction | null => {
    const next = nextStep(replica, which);
    if (next === null) return null;
    return perform(envelope(next.inverse, next.intent, next.action));
  };

  const send = async (persist: Persist): Promise<void> => {
    try {
      for (let due = sendable(replica); due.length > 0; due = sendable(replica)) {
        const { position, tentative } = replica;
        const foreseen = tentative.map(({ action }) => action.id);
        const { entries, refused } = await persist(position, due, foreseen);
        take(receive(replica, entries));
        if (Object.keys(refused).length > 0) take(refuseAtServer(replica, new Map(Object.entries(refused))));
        // What was put in order meanwhile is news too: then they are sent again behind it.
        const isNews =
          replica.position > position ||
          !sameJson(
            foreseen,
            replica.tentative.map(({ action }) => action.id),
          );
        if (!isNews && sendable(replica).length >= due.length) throw new Error('The log neither accepted nor refused anything.');
      }
    } finally {
      // In the same turn as the last look at what is pending, or what is done in between would not be sent.
      flushing = null;
    }
  };

  return {
    get replica() {
      return replica;
    },
    get definition() {
      return replica.definition;
    },
    dispatch: (body, intent) => perform(envelope(body, intent)),
    undo: () => step('undo'),
    redo: () => step('redo'),
    receive: (entries) => take(receive(replica, entries)),
    foresee(after, entries) {
      const change = foresee(replica, after, entries);
      // That one's own actions have their order shows nowhere.
      if (change.replica.definition === replica.definition && change.refused.length === 0) replica = change.replica;
      else take(change);
    },
    adopt: (actions) => take(adopt(replica, actions)),
    flush() {
      const { persist } = options;
      if (persist === undefined || replica.pending.length === 0) return flushing ?? Promise.resolve();
      flushing ??= send(persist);
      return flushing;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
