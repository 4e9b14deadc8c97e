import { useText } from '@plinth/component-kit';
import type { CSSProperties, ReactNode } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { spaceOf } from '../contract/space.ts';
import { useOutput } from '../contract/use-output.ts';
import { useRows } from '../contract/use-rows.ts';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import styles from './list.module.css';
import type { list } from './manifest.ts';

export function List({ properties, events, slots, rowSlots, setOutput }: PropsOf<typeof list>) {
  const { label, layout, minimumWidth, gap, itemTitle, itemText, trailingShown, clickable } = properties;
  const words = useText();
  const source = useRows(properties.query, properties.rows);
  useOutput(setOutput, 'count', source.rows.length);
  if (source.error) return <QueryProblem error={source.error} onRetry={source.reload} />;
  if (source.rows.length === 0 && source.loading) return <Waiting text={words('ui.loading', 'Loading')} />;
  if (source.rows.length === 0) {
    return slots.empty ?? <NothingHere title={properties.emptyTitle} text={properties.emptyText} />;
  }
  const style: CSSProperties & Record<`--${string}`, string> = { '--list-gap': spaceOf(gap), '--list-least': `${minimumWidth}px` };
  return (
    <div className={styles.frame}>
      <ul className={styles.list} aria-label={label} aria-busy={source.loading || undefined} data-layout={layout} style={style}>
        {source.rows.map((row, index) => {
          const content: ReactNode = (
            <>
              {itemTitle ? <span className={styles.title}>{String(itemTitle(row, index) ?? '')}</span> : null}
              {itemText ? <span className={styles.text}>{String(itemText(row, index) ?? '')}</span> : null}
            </>
          );
          const inner = rowSlots.item?.(row, index);
          return (
            <li key={String(row[properties.key ?? 'id'] ?? index)} className={styles.item}>
              {clickable && events.rowClick ? (
                <button type="button" className={styles.press} onClick={() => void events.rowClick?.({ row, index })}>
                  {itemTitle || itemText ? content : inner}
                </button>
              ) : (
                <div className={styles.words}>
                  {content}
                  {inner}
                </div>
              )}
              {clickable && events.rowClick && (itemTitle || itemText) ? inner : null}
              {rowSlots.trailing ? (
                <div className={styles.trailing} data-shown={trailingShown}>
                  {rowSlots.trailing(row, index)}
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
      {source.hasMore ? (
        <PushButton text={words('ui.loadMore', 'Load more')} variant="subtle" busy={source.loading} onClick={source.loadMore} />
      ) : null}
    </div>
  );
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <div role="status" className={styles.waiting}>
      <span className={styles.unseen}>{text}</span>
      <span className={styles.bar} />
      <span className={styles.bar} />
      <span className={styles.bar} />
    </div>
  );
}
