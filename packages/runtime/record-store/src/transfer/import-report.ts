import type { ImportProblem, ImportReport } from '@plinth/api-contract';

/** Problems that a report names; of the others it says how many there are. */
const mostProblems = 1000;
const mostStretches = 100_000;
const longestText = 200;

/** A tally as JSON. */
export type TallyState = Pick<ImportReport, 'total' | 'imported' | 'updated' | 'failed' | 'moreRows' | 'rows' | 'refused'>;

/** Collects what becomes of the rows of a file, in bounded memory. */
export class ImportTally {
  total = 0;
  imported = 0;
  updated = 0;
  failed = 0;
  moreRows = 0;
  readonly rows: ImportProblem[] = [];
  /** Stretches of refused rows up to the last settled batch, and the rows of the one that is on its way. */
  #refused: [first: number, last: number][] = [];
  #unsettled: number[] = [];

  /** What the tally is, to go on from. */
  state(): TallyState {
    const { total, imported, updated, failed, moreRows, rows } = this;
    return { total, imported, updated, failed, moreRows, rows: [...rows], refused: this.refused() };
  }

  /** What was kept before this was told has no stretches. */
  restore({ rows, refused = [], ...counts }: TallyState): void {
    Object.assign(this, counts);
    this.rows.splice(0, this.rows.length, ...rows);
    this.#refused = refused.map(([first, last]) => [first, last]);
    this.#unsettled = [];
  }

  /** The rows refused so far, in stretches. */
  refused(): TallyState['refused'] {
    for (const row of this.#unsettled.sort((a, b) => a - b)) {
      const stretch = this.#refused.at(-1);
      if (stretch !== undefined && row === stretch[1] + 1) stretch[1] = row;
      else if (this.#refused.length < mostStretches) this.#refused.push([row, row]);
    }
    this.#unsettled = [];
    return this.#refused.map(([first, last]) => [first, last]);
  }

  /** A row that cannot be kept, with everything that is wrong with it. */
  fail(row: number, problems: readonly { readonly column: string | null; readonly reason: string; readonly text?: string }[]): void {
    this.failed++;
    this.#unsettled.push(row);
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
