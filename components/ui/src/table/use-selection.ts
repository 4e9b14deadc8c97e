import { useState } from 'react';
import type { Row } from '../contract/use-rows.ts';

interface Selection {
  readonly rows: readonly Row[];
  /** The row chosen last. */
  readonly last: Row | null;
  has(row: Row, index: number): boolean;
  /** Adds or takes away a row; with `range` everything from the last one to it. */
  toggle(row: Row, index: number, range?: boolean): void;
  all(): void;
  clear(): void;
}

interface SelectionOptions {
  readonly mode: 'none' | 'single' | 'multiple';
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Which rows are selected, by key, so that the selection outlives sorting and reloading. */
export function useSelection({ mode, rows, keyOf, onChange }: SelectionOptions): Selection {
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [anchor, setAnchor] = useState(0);
  const byKey = new Map<string, Row>(keys.length === 0 ? [] : rows.map((row, index) => [keyOf(row, index), row]));
  const present = (wanted: readonly string[]) => wanted.map((key) => byKey.get(key)).filter((row) => row !== undefined);
  const put = (next: readonly string[]) => {
    setKeys(next);
    const wanted = new Set(next);
    onChange(rows.filter((row, index) => wanted.has(keyOf(row, index))));
  };
  const selected = present(keys);
  return {
    rows: selected,
    last: selected.at(-1) ?? null,
    has: (row, index) => keys.includes(keyOf(row, index)),
    toggle: (row, index, range = false) => {
      if (mode === 'none') return;
      const key = keyOf(row, index);
      if (mode === 'single') return put(keys.includes(key) ? [] : [key]);
      if (range) {
        const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
        const between = rows.slice(from, to + 1).map((one, offset) => keyOf(one, from + offset));
        return put([...new Set([...keys, ...between])]);
      }
      setAnchor(index);
      put(keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]);
    },
    all: () => put(rows.map(keyOf)),
    clear: () => put([]),
  };
}
