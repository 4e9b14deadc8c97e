/** Tells the open queries of an application that records of an entity changed here; null, of whichever: a process went on. */
export interface RecordChanges {
  changed(entity: string | null): void;
  /** Returns how to stop listening. */
  listen(listener: (entity: string | null) => void): () => void;
}

export function createRecordChanges(): RecordChanges {
  const listeners = new Set<(entity: string | null) => void>();
  return {
    changed(entity) {
      for (const listener of listeners) listener(entity);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
