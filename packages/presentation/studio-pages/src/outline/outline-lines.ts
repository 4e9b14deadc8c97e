import { type OutlineRow, type OutlineSource, outlineRows, rowsInPlace } from './outline-rows.ts';

interface Lines {
  readonly rows: readonly OutlineRow[];
  /** The same function as long as no line moves: with another one all lines are measured again. */
  readonly keyAt: (at: number) => string;
}

/** The lines of an outline as its definition changes: what changes the record of a line costs nothing of the others. */
export class OutlineLines {
  #last: (Lines & { readonly source: OutlineSource }) | null = null;

  of(source: OutlineSource): Lines {
    const last = this.#last;
    const kept = last === null ? null : rowsInPlace(last.rows, last.source, source);
    const rows = kept ?? outlineRows(source);
    const keyAt = kept === null || last === null ? (at: number) => keyOf(rows[at]) : last.keyAt;
    this.#last = { source, rows, keyAt };
    return this.#last;
  }
}

/** What a line is known by as long as it is the same. */
export function keyOf(row: OutlineRow | undefined): string {
  if (row === undefined) return '';
  return row.kind === 'slot' ? `${row.parent} ${row.slot}` : row.record.id;
}
