import type { ImportProblem, ImportReport } from '@plinth/api-contract';

/** Problems that a report names; of the others it says how many there are. */
const mostProblems = 1000;
const longestText = 200;

/** A tally as JSON. */
export type TallyState = Pick<ImportReport, 'total' | 'imported' | 'updated' | 'failed' | 'moreRows' | 'rows'>;

/** Collects what becomes of the rows of a file, in bounded memory. */
export class ImportTally {
  total = 0;
  imported = 0;
  updated = 0;
  failed = 0;
  moreRows = 0;
  readonly rows: ImportProblem[] = [];

  /** What the tally is, to go on from. */
  state(): TallyState {
    const { total, imported, updated, failed, moreRows, rows } = this;
    return { total, imported, updated, failed, moreRows, rows: [...rows] };
  }

  restore({ rows, ...counts }: TallyState): void {
    Object.assign(this, counts);
    this.rows.splice(0, this.rows.length, ...rows);
  }

  /** A row that cannot be kept, with everything that is wrong with it. */
  fail(row: number, problems: readonly { readonly column: string | null; readonly reason: string; readonly text?: string }[]): void {
    this.failed++;
    for (const { column, reason, text } of problems) {
      if (this.rows.length >= mostProblems) {
        this.moreRows++;
        continue;
      }
      const value = text === undefined ? undefined : text.length > longestText ? `${text.slice(0, longestText)}…` : text;
      this.rows.push({ row, column, reason, ...(value === undefined ? {} : { value }) });
    }
  }
}
