import { useFormat, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { PageLink } from '../parts/page-link.tsx';
import { PushButton } from '../parts/push-button.tsx';
import toggles from '../parts/toggle.module.css';
import { Cell } from './cell.tsx';
import { cellText } from './cell-text.ts';
import { RowActions } from './row-actions.tsx';
import styles from './table-cards.module.css';
import { valueAt } from './table-columns.ts';
import { isOwnClick, type RowProps } from './table-row.tsx';

interface TableCardsProps {
  readonly label: string;
  readonly rows: readonly RowProps[];
  readonly keyOf: (row: RowProps['row'], index: number) => string;
}

const step = 100;

/** The rows as cards, where a table would be too narrow to read. */
export function TableCards({ label, rows, keyOf }: TableCardsProps) {
  const words = useText();
  const [most, setMost] = useState(step);
  return (
    <>
      <ul className={styles.cards} aria-label={label}>
        {rows.slice(0, most).map((row) => (
          <TableCard key={keyOf(row.row, row.index)} {...row} />
        ))}
      </ul>
      {rows.length > most ? <PushButton text={words('ui.showMore', 'Show more')} fullWidth onClick={() => setMost(most + step)} /> : null}
    </>
  );
}

function TableCard({ row, index, columns, cells, tone, link, actions, selection, selected, clickable, calls }: RowProps) {
  const format = useFormat();
  const words = useText();
  const values = columns.map((column) => {
    const value = cells && column.field in cells ? cells[column.field] : valueAt(row, column.field);
    return { column, value, text: cellText(value, column, format, words) };
  });
  const [first, ...rest] = values;
  const name = first?.text ?? String(index + 1);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the title inside does the same by keyboard
    <li
      className={styles.card}
      data-tone={tone ?? undefined}
      data-selected={selected || undefined}
      onClick={(event) => {
        if (clickable && isOwnClick(event)) calls.press(row, index);
      }}
    >
      <div className={styles.head}>
        {selection === 'none' ? null : (
          <label className={toggles.toggle}>
            <input
              type="checkbox"
              className={toggles.box}
              data-kind="checkbox"
              aria-label={words('ui.table.selectRow', 'Select {row}', { row: name })}
              checked={selected}
              onChange={() => calls.toggle(row, index, false)}
            />
          </label>
        )}
        <div className={styles.title}>
          {link ? (
            <PageLink className={styles.link} page={link.page} parameters={link.parameters}>
              {name}
            </PageLink>
          ) : clickable ? (
            <button type="button" className={styles.link} onClick={() => calls.press(row, index)}>
              {name}
            </button>
          ) : (
            name
          )}
        </div>
        <RowActions items={actions} rowName={name} onAction={(key) => calls.action(key, row)} />
      </div>
      <dl className={styles.values}>
        {rest
          .filter(({ text }) => text !== '')
          .map(({ column, value, text }) => (
            <div key={column.field} className={styles.value}>
              <dt>{column.label}</dt>
              <dd>
                <Cell column={column} value={value} text={text} />
              </dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
