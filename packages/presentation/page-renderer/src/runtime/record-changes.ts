/** Where records were changed: by this page, or by somebody else. */
export type ChangedBy = 'here' | 'others';

export type ChangeListener = (entity: string | null, by: ChangedBy) => void;

/** Tells the open queries of an application that records of an entity changed; null, of whichever: a process went on. */
export interface RecordChanges {
  changed(entity: string | null, by?: ChangedBy): void;
  /** `reads` are the entities whose changes by others concern the listener; none where absent. Returns how to stop listening. */
  listen(listener: ChangeListener, reads?: readonly string[]): () => void;
  /** The entities that listeners read at this moment. */
  readonly read: ReadonlySet<string>;
  /** Told when `read` has changed. Returns how to be told no more. */
  onRead(told: () => void): () => void;
}

export function createRecordChanges(): RecordChanges {
  const listeners = new Map<ChangeListener, readonly string[]>();
  const told = new Set<() => void>();
  let read: ReadonlySet<string> = new Set();
  const gather = () => {
    const now = new Set([...listeners.values()].flat());
    if (now.size === read.size && [...now].every((entity) => read.has(entity))) return;
    read = now;
    for (const tell of told) tell();
  };
  return {
    changed(entity, by = 'here') {
      for (const listener of listeners.keys()) listener(entity, by);
    },
    listen(listener, reads = []) {
      listeners.set(listener, reads);
      gather();
      return () => {
        listeners.delete(listener);
        gather();
      };
    },
    get read() {
      return read;
    },
    onRead(tell) {
      told.add(tell);
      return () => told.delete(tell);
    },
  };
}
