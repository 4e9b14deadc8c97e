import type { ActionBody } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import { type Edit, together } from './edit.ts';
import { type Column, cellAt, emptyCell, type StoredInput, type StoredOutput, type TableView } from './table-view.ts';

type Kind = 'inputs' | 'outputs';

const kindOf = ({ kind }: Column): Kind => (kind === 'input' ? 'inputs' : 'outputs');

function setList({ record, part, name }: TableView, kind: Kind, value: readonly (StoredInput | StoredOutput)[]): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id: record.id, path: [part, name, 'table', kind], value: value as unknown as JsonValue } };
}

function setCells(view: TableView, change: (cells: readonly string[]) => readonly string[]): ActionBody[] {
  return view.rules.map(({ id, cells }) => ({
    type: 'RECORD_UPDATE',
    payload: { id, path: ['cells'], value: change(cells) as unknown as JsonValue },
  }));
}

/** Changes what a column says of itself; undefined takes a property away. */
export function changeColumn(view: TableView, column: Column, changes: Readonly<Record<string, string | undefined>>, what: string): Edit {
  const kind = kindOf(column);
  const changed: object = { ...view.table[kind][column.at], ...changes };
  const value = Object.fromEntries(Object.entries(changed).filter(([, each]) => each !== undefined));
  return {
    body: { type: 'RECORD_UPDATE', payload: { id: view.record.id, path: [view.part, view.name, 'table', kind, String(column.at)], value } },
    intent: `Change ${what} of column “${column.label}”`,
  };
}

/** A new column behind those of its kind. */
export function addColumn(view: TableView, kind: 'input' | 'output', made: StoredInput | StoredOutput): Edit {
  const list = kind === 'input' ? view.table.inputs : view.table.outputs;
  const column: Column = { kind, at: list.length, label: '' };
  const at = cellAt(view, column) ?? 0;
  return {
    body: together([
      setList(view, kindOf(column), [...list, made]),
      ...setCells(view, (cells) => cells.toSpliced(at, 0, emptyCell(column))),
    ]),
    intent: kind === 'input' ? `Add input to ${view.name}` : `Add output to ${view.name}`,
  };
}

/** Takes a column out with its cells; null for the only output. */
export function removeColumn(view: TableView, column: Column): Edit | null {
  const at = cellAt(view, column);
  const kind = kindOf(column);
  if (at === null || (kind === 'outputs' && view.table.outputs.length === 1)) return null;
  return {
    body: together([setList(view, kind, view.table[kind].toSpliced(column.at, 1)), ...setCells(view, (cells) => cells.toSpliced(at, 1))]),
    intent: `Remove column “${column.label}” of ${view.name}`,
  };
}

/** Moves a column one place among those of its kind; null at the end. */
export function moveColumn(view: TableView, column: Column, by: 1 | -1): Edit | null {
  const kind = kindOf(column);
  const from = cellAt(view, column);
  const list: readonly (StoredInput | StoredOutput)[] = view.table[kind];
  const [moved, other] = [list[column.at], list[column.at + by]];
  if (from === null || moved === undefined || other === undefined) return null;
  const swapped = (cells: readonly string[]) => cells.with(from, cells[from + by] ?? '').with(from + by, cells[from] ?? '');
  return {
    body: together([
      setList(view, kind, list.with(column.at, other).with(column.at + by, moved)),
      ...setCells(view, (cells) => (cells.length > Math.max(from, from + by) ? swapped(cells) : cells)),
    ]),
    intent: `Move column “${column.label}” of ${view.name}`,
  };
}
