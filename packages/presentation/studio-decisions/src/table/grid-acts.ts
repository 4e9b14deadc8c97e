import type { TextLookup } from '@plinth/component-kit';
import { readTabSeparated, writeTabSeparated } from '@plinth/table-files';
import type { DecisionWork } from '../decision-work.ts';
import { cellKind } from './cell-kinds.ts';
import { keptText } from './cell-text.ts';
import { moveColumn } from './column-edits.ts';
import { at, type GridSelection, moved, rectangleOf, tabbed } from './grid-selection.ts';
import { type CellChange, duplicateRules, insertRules, moveRules, removeRules, setCells } from './rule-edits.ts';
import { cellText, columnsOf, emptyCell, type TableView } from './table-view.ts';

/** What somebody pastes at once and waits for; beyond it a file is the way. */
const mostCells = 20_000;
const mostCharacters = 2_000_000;

/** What can be done with the selected cells of a table, by keys, buttons and commands alike. */
export class GridActs {
  readonly #decision: DecisionWork;
  readonly #view: TableView;

  constructor(decision: DecisionWork, view: TableView) {
    this.#decision = decision;
    this.#view = view;
  }

  get size() {
    return { rows: this.#view.rules.length + 1, columns: columnsOf(this.#view).length };
  }

  get #area() {
    return rectangleOf(this.#decision.cells.value);
  }

  #select(selection: GridSelection): void {
    this.#decision.cells.value = selection;
  }

  /** Writes what was typed into the cell that has the focus. */
  write(typed: string): boolean {
    const { row, column: position } = this.#decision.cells.value.focus;
    return this.#setTyped([{ row, position, typed }], 'Edit cell');
  }

  #setTyped(cells: readonly { readonly row: number; readonly position: number; readonly typed: string }[], what: string): boolean {
    const columns = columnsOf(this.#view);
    const examination = this.#decision.examination.value;
    const changes = cells.flatMap(({ row, position, typed }): CellChange[] => {
      const column = columns[position];
      return column === undefined ? [] : [{ row, column, text: keptText(typed, cellKind(this.#view, column, examination)) }];
    });
    // A new rule whose only cell says nothing is none.
    const meant = changes.filter(({ row, column, text }) => row < this.#view.rules.length || text !== emptyCell(column));
    const [first] = meant;
    const rule = first === undefined ? undefined : this.#view.rules[first.row];
    const one = meant.length === 1 && first !== undefined && rule !== undefined;
    const intent = one ? `Edit ${first.column.label || 'note'} of rule ${rule.key}` : `${what} of ${this.#view.name}`;
    return this.#decision.edit(setCells(this.#view, meant, intent.slice(0, 200)));
  }

  copy(): string {
    const { top, bottom, left, right } = this.#area;
    const columns = columnsOf(this.#view).slice(left, right + 1);
    const rules = this.#view.rules.slice(top, bottom + 1);
    return writeTabSeparated(rules.map((rule) => columns.map((column) => cellText(this.#view, rule, column))));
  }

  /** Empties the selected cells. */
  clear(): void {
    const { top, bottom, left, right } = this.#area;
    const columns = columnsOf(this.#view).slice(left, right + 1);
    const changes = this.#view.rules
      .slice(top, bottom + 1)
      .flatMap((_, at) => columns.map((column): CellChange => ({ row: top + at, column, text: emptyCell(column) })));
    this.#decision.edit(setCells(this.#view, changes, `Clear cells of ${this.#view.name}`));
  }

  /** Puts the cells of a spreadsheet where the selection begins; one cell fills the whole selection. */
  paste(copied: string, text: TextLookup): void {
    const rows = readTabSeparated(copied.slice(0, mostCharacters));
    const count = rows.reduce((sum, row) => sum + row.length, 0);
    if (copied.length > mostCharacters || count > mostCells) {
      this.#decision.work.say({
        message: text('studio.pasteTooMuch', 'What was copied is more than can be pasted at once.'),
        hint: text('studio.pasteTooMuchHelp', 'Copy at most {count} cells, or import a DMN file.', { count: mostCells }),
        tone: 'bad',
      });
      return;
    }
    const { top, bottom, left, right } = this.#area;
    const [[only] = []] = rows;
    const isOne = rows.length === 1 && rows[0]?.length === 1;
    const cells =
      isOne && only !== undefined
        ? Array.from({ length: bottom - top + 1 }, (_, row) =>
            Array.from({ length: right - left + 1 }, (_each, column) => ({ row: top + row, position: left + column, typed: only })),
          ).flat()
        : rows.flatMap((row, down) => row.map((typed, across) => ({ row: top + down, position: left + across, typed })));
    const { columns } = this.size;
    const fitting = cells.filter(({ position }) => position < columns);
    if (fitting.length < cells.length)
      this.#decision.work.say({
        message: text(
          'studio.pasteBeyond',
          '{count, plural, one {# pasted cell lies} other {# pasted cells lie}} beyond the last column and {count, plural, one {was} other {were}} left out.',
          { count: cells.length - fitting.length },
        ),
        hint: text('studio.pasteBeyondHelp', 'Add columns first, or paste further to the left.'),
        tone: 'bad',
      });
    if (!this.#setTyped(fitting, 'Paste cells') || isOne) return;
    const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
    this.#select({
      anchor: { row: top, column: left },
      focus: { row: top + rows.length - 1, column: Math.min(left + widest, columns) - 1 },
    });
  }

  insert(where: 'above' | 'below'): void {
    const { top, bottom, left } = this.#area;
    const row = Math.min(where === 'above' ? top : bottom + 1, this.#view.rules.length);
    if (this.#decision.edit(insertRules(this.#view, row))) this.#select(at(row, left));
  }

  duplicate(): void {
    const { top, bottom, left } = this.#area;
    const count = Math.min(bottom, this.#view.rules.length - 1) - top + 1;
    if (this.#decision.edit(duplicateRules(this.#view, top, bottom))) this.#select(at(top + count, left));
  }

  remove(): void {
    const { top, bottom, left } = this.#area;
    if (this.#decision.edit(removeRules(this.#view, top, bottom))) this.#select(at(top, left));
  }

  /** Moves the selected rules by one, with the selection. */
  move(by: 1 | -1): void {
    const { top } = this.#area;
    const bottom = Math.min(this.#area.bottom, this.#view.rules.length - 1);
    this.moveTo(top, bottom, by < 0 ? top - 1 : bottom + 2);
  }

  moveTo(top: number, bottom: number, row: number): void {
    if (!this.#decision.edit(moveRules(this.#view, top, bottom, row))) return;
    const by = row > bottom ? row - bottom - 1 : row - top;
    const { anchor, focus } = this.#decision.cells.value;
    this.#select({ anchor: { ...anchor, row: anchor.row + by }, focus: { ...focus, row: focus.row + by } });
  }

  moveColumn(by: 1 | -1): void {
    const { row, column: position } = this.#decision.cells.value.focus;
    const column = columnsOf(this.#view)[position];
    if (column !== undefined && this.#decision.edit(moveColumn(this.#view, column, by))) this.#select(at(row, position + by));
  }

  all(): void {
    this.#select({ anchor: { row: 0, column: 0 }, focus: { row: this.size.rows - 1, column: this.size.columns - 1 } });
  }

  tab(back: boolean): boolean {
    const next = tabbed(this.#decision.cells.value, back, this.size);
    if (next !== null) this.#select(next);
    return next !== null;
  }

  go(key: string, shift: boolean, control: boolean, page: number): boolean {
    const next = moved(this.#decision.cells.value, { key, shift, control }, this.size, page);
    if (next !== null) this.#select(next);
    return next !== null;
  }
}
