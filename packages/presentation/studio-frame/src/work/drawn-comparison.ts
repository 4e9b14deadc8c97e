import type { Definition } from '@plinth/app-definition';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** Two definitions, of which an artefact is drawn with what differs marked, in words as well as in colour. */
export interface DrawnComparison {
  readonly before: Definition;
  readonly after: Definition;
  /** What the two are called. */
  readonly names: { readonly before: string; readonly after: string };
  /** The artefact that is looked at; at least one of both has it. */
  readonly artefact: string;
  /** What differs, by the ids of records. */
  readonly changes: ReadonlyMap<string, ChangeKind>;
  /** The record that is looked at, which comes into sight. */
  readonly current: string;
  onChoose(record: string): void;
}
