import type { ChangeKind } from '@plinth/studio-frame';
import type { ChangedArtefact, ChangedRecord } from './changed-artefacts.ts';

/** A line of the list of changes: an artefact, or a record in it that differs. */
export interface ChangeRow {
  readonly id: string;
  readonly within: ChangedArtefact;
  /** Absent for an artefact of which only parts differ. */
  readonly change: ChangedRecord | undefined;
}

/** Each artefact, followed by what differs in it. */
export function changeRows(changes: readonly ChangedArtefact[]): readonly ChangeRow[] {
  return changes.flatMap((within) => {
    const { id } = within.artefact;
    const own = within.records.find(({ record }) => record.id === id);
    const parts = within.records.filter((change) => change !== own);
    return [{ id, within, change: own }, ...parts.map((change) => ({ id: change.record.id, within, change }))];
  });
}

/** The next row with a change of its own, forwards or backwards, from the other end after the last; null where there is none. */
export function nextChange(rows: readonly ChangeRow[], from: number, step: 1 | -1): number | null {
  for (let count = 1; count <= rows.length; count++) {
    const at = (from + step * count + rows.length * count) % rows.length;
    if (rows[at]?.change !== undefined) return at;
  }
  return null;
}

/** What differs, by record. */
export function kindsOfChange(changes: readonly ChangedArtefact[]): ReadonlyMap<string, ChangeKind> {
  return new Map(changes.flatMap(({ records }) => records.map(({ record, kind }) => [record.id, kind] as const)));
}
