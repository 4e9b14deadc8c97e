import { type ActionBody, indexBetween, type RecordOf, withDefaults } from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { type Edit, together } from './edit.ts';
import { type Column, cellAt, columnsOf, emptyCell, type TableView } from './table-view.ts';

type Rule = RecordOf<'rule'>;

/** What a cell shall hold; a row below the last rule is a new one. */
export interface CellChange {
  readonly row: number;
  readonly column: Column;
  readonly text: string;
}

/** Writes cells, with the rules that are missing; null where nothing changes. */
export function setCells(view: TableView, changes: readonly CellChange[], intent: string): Edit | null {
  const actions: ActionBody[] = [];
  const added = new Map<number, CellChange[]>();
  for (const change of changes) {
    const rule = view.rules[change.row];
    if (rule === undefined) added.set(change.row, [...(added.get(change.row) ?? []), change]);
    else actions.push(...cellAction(view, rule, change));
  }
  const rows = [...added].sort(([a], [b]) => a - b);
  const fresh = newRules(view, rows.length, view.rules.length).map((rule, at) => written(view, rule, rows[at]?.[1] ?? []));
  if (actions.length === 0 && fresh.length === 0) return null;
  return {
    body: { type: 'BATCH', payload: { actions: [...sameColumns(view), ...actions, ...fresh.map(insert)] } },
    intent:
      fresh.length > 0 && actions.length === 0
        ? fresh.length === 1
          ? `Add rule to ${view.name}`
          : `Add ${fresh.length} rules to ${view.name}`
        : intent,
  };
}

function cellAction(view: TableView, rule: Rule, { column, text }: CellChange): ActionBody[] {
  const at = cellAt(view, column);
  if (at === null) {
    if ((rule.note ?? '') === text) return [];
    return [{ type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['note'], ...(text === '' ? {} : { value: text }) } }];
  }
  if (rule.cells[at] === text) return [];
  // A row from a file may be too short; then it is mended as a whole.
  if (at >= rule.cells.length)
    return [{ type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['cells'], value: padded(view, rule.cells).with(at, text) } }];
  return [{ type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['cells', String(at)], value: text } }];
}

function padded(view: TableView, cells: readonly string[]): string[] {
  return columnsOf(view)
    .filter(({ kind }) => kind !== 'note')
    .map((column, at) => cells[at] ?? emptyCell(column));
}

/** Cells are found by their place, which means something only as long as the columns are those that were seen. */
function sameColumns({ record, part, name, table }: TableView): ActionBody[] {
  return (['inputs', 'outputs'] as const).map((kind) => ({
    type: 'RECORD_EXPECT',
    payload: { id: record.id, path: [part, name, 'table', kind], value: table[kind] as JsonValue },
  }));
}

function written(view: TableView, rule: Rule, changes: readonly CellChange[]): Rule {
  const cells = [...rule.cells];
  let note = '';
  for (const { column, text } of changes) {
    const at = cellAt(view, column);
    if (at === null) note = text;
    else cells[at] = text;
  }
  return { ...rule, cells, ...(note === '' ? {} : { note }) };
}

const insert = (record: Rule): ActionBody => ({ type: 'RECORD_INSERT', payload: { record } });

/** Rules without anything in them, before the rule that stands at a row. */
function newRules(view: TableView, count: number, row: number): Rule[] {
  const places = placesBefore(view.rules, row, count);
  const keys = freeKeys(view, count);
  return places.map(
    (index, at) =>
      withDefaults({
        id: shortId(),
        kind: 'rule',
        parent: view.record.id,
        table: view.name,
        key: keys[at] ?? '',
        index,
        cells: padded(view, []),
      }) as Rule,
  );
}

function placesBefore(rules: readonly Rule[], row: number, count: number): string[] {
  let low = rules[row - 1]?.index ?? null;
  const high = rules[row]?.index ?? null;
  return Array.from({ length: count }, () => {
    low = indexBetween(low, high);
    return low;
  });
}

function freeKeys(view: TableView, count: number): string[] {
  const taken = new Set(view.rules.map(({ key }) => key));
  const keys: string[] = [];
  for (let number = view.rules.length + 1; keys.length < count; number++) if (!taken.has(`r${number}`)) keys.push(`r${number}`);
  return keys;
}

/** New rules above the rule of a row. */
export function insertRules(view: TableView, row: number, count = 1): Edit {
  return {
    body: together([...sameColumns(view), ...newRules(view, count, row).map(insert)]),
    intent: count === 1 ? `Add rule to ${view.name}` : `Add ${count} rules to ${view.name}`,
  };
}

/** A rule for values that no rule has. */
export function ruleFor(view: TableView, tests: readonly string[]): Edit {
  const rules = newRules(view, 1, view.rules.length).map((rule) => ({
    ...rule,
    cells: rule.cells.map((cell, at) => (at < view.table.inputs.length ? (tests[at] ?? cell) : cell)),
  }));
  return { body: together([...sameColumns(view), ...rules.map(insert)]), intent: `Add rule for a gap of ${view.name}` };
}

/** The same rules again, right below them. */
export function duplicateRules(view: TableView, from: number, to: number): Edit | null {
  const rules = view.rules.slice(from, to + 1);
  if (rules.length === 0) return null;
  const copies = newRules(view, rules.length, to + 1).map((fresh, at) => {
    const { id, key, index } = fresh;
    return { ...(rules[at] ?? fresh), id, key, index };
  });
  return { body: together(copies.map(insert)), intent: `Duplicate ${named(view, rules)}` };
}

export function removeRules(view: TableView, from: number, to: number): Edit | null {
  const rules = view.rules.slice(from, to + 1);
  if (rules.length === 0) return null;
  return { body: together(rules.map(({ id }) => ({ type: 'RECORD_REMOVE', payload: { id } }))), intent: `Remove ${named(view, rules)}` };
}

/** Moves rules before the rule of a row; null where they stand there already. */
export function moveRules(view: TableView, from: number, to: number, row: number): Edit | null {
  const rules = view.rules.slice(from, to + 1);
  if (rules.length === 0 || row < 0 || row > view.rules.length || (row >= from && row <= to + 1)) return null;
  const others = view.rules.filter((rule) => !rules.includes(rule));
  const places = placesBefore(others, row > to ? row - rules.length : row, rules.length);
  const moves = rules.map(({ id }, at): ActionBody => ({ type: 'RECORD_MOVE', payload: { id, to: { index: places[at] ?? '' } } }));
  return { body: together(moves), intent: `Move ${named(view, rules)}` };
}

function named({ name }: TableView, rules: readonly Rule[]): string {
  const [only] = rules;
  return rules.length === 1 && only !== undefined ? `rule ${only.key} of ${name}` : `${rules.length} rules of ${name}`;
}
