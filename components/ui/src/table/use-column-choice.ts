import { useCallback, useState } from 'react';
import type { TableColumn } from './table-columns.ts';

interface ColumnChoice {
  readonly shown: readonly TableColumn[];
  readonly isShown: (field: string) => boolean;
  toggle(field: string): void;
  reset(): void;
  readonly changed: boolean;
}

type Chosen = Readonly<Record<string, boolean>>;

/** Which columns a person wants to see of this table; kept on this device. */
export function useColumnChoice(tableId: string, columns: readonly TableColumn[]): ColumnChoice {
  const key = `plinth-table-columns:${tableId}`;
  const [chosen, setChosen] = useState<Chosen>(() => read(key));
  const isShown = useCallback(
    (field: string) => chosen[field] ?? !columns.find((column) => column.field === field)?.hidden,
    [chosen, columns],
  );
  const keep = (next: Chosen) => {
    setChosen(next);
    write(key, next);
  };
  const shown = columns.filter((column) => isShown(column.field));
  return {
    shown: shown.length > 0 ? shown : columns.slice(0, 1),
    isShown,
    toggle: (field) => keep({ ...chosen, [field]: !isShown(field) }),
    reset: () => keep({}),
    changed: Object.keys(chosen).length > 0,
  };
}

function read(key: string): Chosen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  } catch {
    // Storage may be forbidden or hold what somebody else wrote: the maker's columns are right then.
    return {};
  }
}

function write(key: string, chosen: Chosen): void {
  try {
    if (Object.keys(chosen).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(chosen));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
