/** A record another one points to. */
export interface Reference {
  readonly id: string;
  readonly title?: string;
}

/** Reads a reference given as an id or as an expanded record. */
export function readReference(value: unknown): Reference | null {
  if (typeof value === 'string' && value !== '') return { id: value };
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return null;
  return 'title' in value && typeof value.title === 'string' ? { id: value.id, title: value.title } : { id: value.id };
}

/** Reads several references; what is none is left out. */
export function readReferences(value: unknown): readonly Reference[] {
  return Array.isArray(value) ? value.map(readReference).filter((reference) => reference !== null) : [];
}
