import type { ShellField } from '@plinth/api-contract';
import { useLanguage } from '@plinth/component-kit';
import { writeTabSeparated } from '@plinth/table-files';
import { type ClipboardEvent, useRef, useState } from 'react';
import { writtenWays } from '../import/written-ways.ts';
import { writtenText } from './cell-value.ts';
import { type CellPlace, type CellValues, type PlannedChanges, pastedValues, plannedChanges } from './pasted-cells.ts';
import type { GridRecord } from './use-records.ts';

/** A rectangle of cells, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly start: number;
  readonly end: number;
}

interface CellRangeOptions {
  readonly at: CellPlace;
  readonly rows: readonly GridRecord[];
  readonly fields: readonly ShellField[];
  onChanges(planned: PlannedChanges): void;
}

/** The range between where the keyboard is and where it began to select; it is copied, pasted over and filled down. */
export function useCellRange({ at, rows, fields, onChanges }: CellRangeOptions) {
  const { locale } = useLanguage();
  const [anchor, setAnchor] = useState<CellPlace | null>(null);
  /** What was copied here last comes back as it was, references too. */
  const copied = useRef<{ readonly text: string; readonly values: CellValues } | null>(null);
  const from = anchor ?? at;
  const range: CellRange = {
    top: Math.min(from.row, at.row),
    bottom: Math.max(from.row, at.row),
    start: Math.min(from.column, at.column),
    end: Math.max(from.column, at.column),
  };
  const place = { row: range.top, column: range.start };
  const chosen = fields.slice(range.start, range.end + 1);
  const valuesOf = (record: GridRecord) => chosen.map(({ key }) => record[key] ?? null);
  return {
    range: anchor === null ? null : range,
    /** Begins or goes on to select where the keyboard moves with Shift; without it, the range ends. */
    extend: (selecting: boolean) => setAnchor(selecting ? (anchor ?? at) : null),
    copy(event: ClipboardEvent) {
      const taken = rows.slice(range.top, range.bottom + 1);
      const text = writeTabSeparated(taken.map((record) => chosen.map((field) => writtenText(record[field.key], field))));
      copied.current = { text, values: taken.map(valuesOf) };
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    },
    paste(event: ClipboardEvent) {
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain');
      if (text === '') return;
      const values = copied.current?.text === text ? copied.current.values : pastedValues(text, fields, place.column, writtenWays(locale));
      onChanges(plannedChanges(overRange(values, range), place, rows, fields));
    },
    /** The first row of the range goes into all rows below it. */
    fillDown() {
      const first = rows[range.top];
      if (first === undefined || range.bottom === range.top) return;
      const below = Array.from({ length: range.bottom - range.top }, () => valuesOf(first));
      onChanges(plannedChanges(below, { row: range.top + 1, column: range.start }, rows, fields));
    },
  };
}

/** A single value fills all of the range. */
function overRange(values: CellValues, { top, bottom, start, end }: CellRange): CellValues {
  const [[only] = [], ...others] = values;
  if (others.length > 0 || (values[0]?.length ?? 0) !== 1) return values;
  return Array.from({ length: bottom - top + 1 }, () => Array.from({ length: end - start + 1 }, () => only));
}
