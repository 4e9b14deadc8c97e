import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { CommentMark } from '@plinth/studio-comments';
import type { Person } from '@plinth/studio-session';
import { memo, type PointerEvent } from 'react';
import { componentState } from '../component-state.ts';
import { shownTitle } from '../component-titles.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';

interface ComponentRowProps {
  readonly id: string;
  readonly record: RecordOf<'component'>;
  readonly depth: number;
  /** Its number among the lines beside it, from 1, and how many they are: only those in sight are there to be counted. */
  readonly position: number;
  readonly siblings: number;
  /** Whether what stands in it is shown; null where nothing does. */
  readonly open: boolean | null;
  readonly selected: boolean;
  readonly aim: 'above' | 'below' | 'into' | undefined;
  readonly others: readonly Person[] | undefined;
  onFold(row: string): void;
}

/** A component in the outline; drawn again only when something of its own changed, for there may be thousands. */
export const ComponentRow = memo(function ComponentRow(props: ComponentRowProps) {
  const { id, record, depth, position, siblings, open, selected, aim, others, onFold } = props;
  const text = useText();
  const page = usePageWork();
  const { work, components, drag } = page;
  const metadata = components.get(record.component);
  const told = useComponentWords();
  const title = shownTitle(record, components, told);
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.closest<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true });
    event.preventDefault();
    const known = work.selection.peek();
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      page.select(known.includes(record.id) ? known.filter((each) => each !== record.id) : [...known, record.id]);
    } else if (!known.includes(record.id)) page.select([record.id]);
    drag.press(event, () => ({ kind: 'move', ids: page.chosen(), label: title }));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={id}
      className="outline-row"
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={open ?? undefined}
      aria-selected={selected}
      tabIndex={-1}
      title={`${title} (${told(metadata?.title ?? record.component)})`}
      data-row={record.id}
      data-aim={aim}
      data-unknown={componentState(record, components) === 'known' ? undefined : ''}
      style={{ paddingInlineStart: 6 + depth * 14 }}
      onPointerDown={press}
      onClick={(event) => {
        if (!event.shiftKey && !event.ctrlKey && !event.metaKey && work.selection.peek().length > 1) page.select([record.id]);
      }}
      onDoubleClick={() => {
        if (record.name !== undefined) page.canvas.peek()?.open(record.name);
      }}
    >
      {open === null ? (
        <span className="outline-space" />
      ) : (
        <button
          type="button"
          className="outline-fold"
          tabIndex={-1}
          aria-label={open ? text('studio.fold', 'Fold') : text('studio.unfold', 'Unfold')}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            onFold(record.id);
          }}
        >
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={12} />
        </button>
      )}
      <Icon name={metadata?.icon ?? 'help'} size={14} />
      <bdi>{title}</bdi>
      {others?.map(({ window, colour, name }) => (
        <i key={window} data-colour={colour % 3} title={name} />
      ))}
      <span className="outline-mark" role="presentation" onPointerDown={(event) => event.stopPropagation()}>
        <CommentMark record={record.id} reached={false} />
      </span>
    </div>
  );
});
