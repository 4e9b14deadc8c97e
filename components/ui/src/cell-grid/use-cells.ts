import { useRenderServices, useText } from '@plinth/component-kit';
import { useMemo } from 'react';
import type { SheetBounds } from './formula.ts';
import type { Cell } from './manifest.ts';
import { Sheet } from './sheet.ts';

const none: readonly Cell[] = [];

/** The cells by address, with what their formulas come to where there are formulas. */
export function useCells(given: readonly Cell[] | null | undefined, formulas: boolean, bounds: SheetBounds): ReadonlyMap<string, Cell> {
  const words = useText();
  const { formulas: language } = useRenderServices();
  const { columns, rows, firstRow } = bounds;
  const sheet = useMemo(
    () => (formulas ? new Sheet({ columns, rows, firstRow }, language, words) : null),
    [formulas, columns, rows, firstRow, language, words],
  );
  const cells = given ?? none;
  return useMemo(() => sheet?.update(cells).cells ?? new Map(cells.map((cell) => [cell.address, cell] as const)), [sheet, cells]);
}
