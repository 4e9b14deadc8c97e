import { type ColumnFilter, Icon, useFormat, useText } from '@plinth/component-kit';
import { cellText } from './cell-text.ts';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface FilterChipsProps {
  readonly columns: readonly TableColumn[];
  readonly filters: Readonly<Record<string, ColumnFilter>>;
  readonly onFilter: (field: string, filter: ColumnFilter | null) => void;
}

/** The filters in force, each to take away. */
export function FilterChips({ columns, filters, onFilter }: FilterChipsProps) {
  const words = useText();
  const format = useFormat();
  const signs: Readonly<Record<ColumnFilter['operator'], string>> = { contains: '∋', equals: '=', atLeast: '≥', atMost: '≤', anyOf: ':' };
  const entries = Object.entries(filters).flatMap(([field, filter]) => {
    const column = columns.find((one) => one.field === field);
    if (!column) return [];
    const values = 'values' in filter ? filter.values : [filter.value];
    const shown =
      column.description?.type === 'boolean'
        ? values.map((value) => cellText(value === 'true', column, format, words))
        : values.map((value) => cellText(value, column, format, words));
    return [{ field, text: `${column.label} ${signs[filter.operator]} ${shown.join(', ')}` }];
  });
  return entries.map(({ field, text }) => (
    <button
      key={field}
      type="button"
      className={styles.chip}
      aria-label={words('ui.table.removeChip', 'Remove filter: {text}', { text })}
      onClick={() => onFilter(field, null)}
    >
      <span className={styles.chipText}>{text}</span>
      <Icon name="x" size={12} />
    </button>
  ));
}
