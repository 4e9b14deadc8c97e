/** Tells the open queries of an application that records of an entity changed here. */
export interface RecordChanges {
  changed(entity: string): void;
  /** Returns how to stop listening. */
  listen(listener: (entity: string) => void): () => void;
}

export function createRecordChanges(): RecordChanges {
  const listeners = new Set<(entity: string) => void>();
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
