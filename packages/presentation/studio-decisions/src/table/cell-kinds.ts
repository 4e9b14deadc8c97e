import { compile, type FeelType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { Examination } from '../examine/examination.ts';
import type { CellKind } from './cell-text.ts';
import type { Column, TableView } from './table-view.ts';

const nothing = { kind: 'context', entries: {}, open: true } as const;

/** What the cells of a column are made of, as far as it is known by now. */
export function cellKind(view: TableView, column: Column, examination: Examination | null): CellKind {
  const seen = examination?.elements.get(view.name);
  const type =
    (column.kind === 'input' ? seen?.inputs[column.at] : column.kind === 'output' ? seen?.outputs[column.at] : undefined) ?? types.any;
  return {
    kind: column.kind,
    type,
    scope: seen?.scope ?? nothing,
    types: examination?.types ?? new Map(),
    choices: column.kind === 'note' ? [] : choicesOf(view, column, type),
  };
}

/** The values that a column lists, as FEEL: its own, else those of its declared type. */
function choicesOf({ table, record }: TableView, column: Column, type: FeelType): readonly string[] {
  const stored = column.kind === 'input' ? table.inputs[column.at] : table.outputs[column.at];
  const listed = stored?.allowed ?? record.types[stored?.type ?? '']?.allowed;
  const own = listed === undefined ? [] : literalsIn(listed);
  return own.length > 0 ? own : type.kind === 'boolean' ? ['true', 'false'] : [];
}

const lists = new Map<string, readonly string[]>();

/** The literals of unary tests that are nothing else: `"low", "high"`. */
function literalsIn(tests: string): readonly string[] {
  let known = lists.get(tests);
  if (known === undefined) {
    known = readLiterals(tests);
    lists.set(tests, known);
  }
  return known;
}

function readLiterals(tests: string): readonly string[] {
  const parts = tests.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false/g) ?? [];
  if (tests.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|[\s,]/g, '') !== '') return [];
  try {
    compile(`[${parts.join(', ')}]`);
    return parts;
  } catch (error) {
    if (error instanceof PlinthError) return [];
    throw error;
  }
}
