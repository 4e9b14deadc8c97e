import { type TaskCounts, type TaskListInput, type TaskView, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useState } from 'react';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import styles from './inbox.module.css';
import { TaskLine } from './task-line.tsx';
import { TogetherBar } from './together-bar.tsx';
import type { ListedTasks } from './use-task-list.ts';

interface TaskListProps {
  readonly id: string;
  readonly list: ListedTasks;
  readonly open: string | null;
  readonly emptyTitle: string;
  onOpen(task: string): void;
  onSay(words: string): void;
}

const whose = ['mine', 'open', 'all'] as const;

/** Which tasks there are: whose, in which order, of which words; and the answer to several at once. */
export function TaskList({ id, list, open, emptyTitle, onOpen, onSay }: TaskListProps) {
  const words = useText();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const names: Readonly<Record<TaskListInput['of'], string>> = {
    mine: words('ui.inbox.mine', 'Mine'),
    open: words('ui.inbox.open', 'To claim'),
    all: words('ui.inbox.all', 'All'),
    managed: words('ui.inbox.managed', 'Managed'),
  };
  const counts = list.counts === null ? null : countsAt(list.counts, list.when);
  const counted = (of: TaskListInput['of']) => (of === 'mine' || of === 'open' ? counts?.[of] : undefined);
  const later = list.counts === null ? 0 : list.counts.mineLater + list.counts.openLater;
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')];
    const at = lines.indexOf(document.activeElement as HTMLElement);
    const next = step === undefined || at < 0 ? undefined : lines[at + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const markable = list.items.filter(isDecidedHere);
  const chosen = markable.filter((task) => marked.has(task.id));
  return (
    <div className={styles.side}>
      <fieldset className={styles.whose}>
        <legend className={styles.unseen}>{words('ui.inbox.whose', 'Whose tasks')}</legend>
        {whose.map((of) => (
          <button key={of} type="button" aria-pressed={of === list.of} onClick={() => list.choose({ of })}>
            {names[of]}
            {counted(of) ? <span className={styles.number}>{counted(of)}</span> : null}
          </button>
        ))}
      </fieldset>
      <div className={styles.tools}>
        <input
          type="search"
          className={styles.input}
          aria-label={words('ui.inbox.search', 'Search tasks')}
          placeholder={words('ui.inbox.searchShort', 'Search')}
          maxLength={200}
          value={list.search}
          onChange={({ currentTarget }) => list.choose({ search: currentTarget.value })}
        />
        <select
          className={styles.input}
          aria-label={words('ui.inbox.order', 'Order')}
          value={list.sort}
          onChange={({ currentTarget }) => list.choose({ sort: currentTarget.value as TaskListInput['sort'] })}
        >
          <option value="due">{words('ui.inbox.byDue', 'Due first')}</option>
          <option value="priority">{words('ui.inbox.byPriority', 'Urgent first')}</option>
          <option value="created">{words('ui.inbox.byAge', 'Oldest first')}</option>
        </select>
        <select
          className={styles.input}
          aria-label={words('ui.inbox.when', 'Of which time')}
          value={list.when}
          onChange={({ currentTarget }) => list.choose({ when: currentTarget.value as TaskListInput['when'] })}
        >
          <option value="now">{words('ui.inbox.now', 'To do now')}</option>
          <option value="later">
            {later === 0 ? words('ui.inbox.later', 'For later') : words('ui.inbox.laterCount', 'For later ({count})', { count: later })}
          </option>
          <option value="any">{words('ui.inbox.anyTime', 'Of any time')}</option>
        </select>
      </div>
      {markable.length < 2 ? null : (
        <label className={styles.all}>
          <input
            type="checkbox"
            className={styles.mark}
            ref={(box) => {
              if (box !== null) box.indeterminate = chosen.length > 0 && chosen.length < markable.length;
            }}
            checked={chosen.length === markable.length}
            onChange={({ currentTarget }) => setMarked(new Set(currentTarget.checked ? markable.map((task) => task.id) : []))}
          />
          {words('ui.inbox.markAll', 'Choose all {count} that can be decided here', { count: markable.length })}
        </label>
      )}
      <TogetherBar tasks={chosen} onSay={onSay} onDone={() => setMarked(new Set())} />
      {list.problem !== null ? (
        <QueryProblem error={list.problem} onRetry={list.reload} />
      ) : list.items.length === 0 && list.loading ? (
        <Waiting text={words('ui.loading', 'Loading')} />
      ) : list.items.length === 0 ? (
        <NoTasks list={list} emptyTitle={emptyTitle} later={later} />
      ) : (
        <ul className={styles.list} aria-busy={list.loading || undefined} aria-label={names[list.of]} onKeyDown={press}>
          {list.items.map((task) => (
            <li key={task.id} className={styles.item} data-current={task.id === open || undefined}>
              {isDecidedHere(task) ? (
                <input
                  type="checkbox"
                  className={styles.mark}
                  aria-label={words('ui.inbox.mark', 'Choose {task}', { task: task.name })}
                  checked={marked.has(task.id)}
                  onChange={({ currentTarget }) => setMarked(withMark(marked, task.id, currentTarget.checked))}
                />
              ) : null}
              <TaskLine task={task} id={`${id}-line-${task.id}`} isOpen={task.id === open} onOpen={() => onOpen(task.id)} />
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && list.problem === null ? (
        <PushButton text={words('ui.loadMore', 'Load more')} variant="subtle" busy={list.loading} onClick={list.more} />
      ) : null}
    </div>
  );
}

/** What is said where none is listed, and the way to those that are. */
function NoTasks({ list, emptyTitle, later }: { readonly list: ListedTasks; readonly emptyTitle: string; readonly later: number }) {
  const words = useText();
  if (list.search.trim() !== '')
    return (
      <NothingHere
        icon="circle-check"
        title={words('ui.inbox.noneFound', 'No task fits')}
        text={words('ui.inbox.noneFoundText', 'Search for other words, or among all tasks.')}
      />
    );
  if (list.when === 'later')
    return (
      <NothingHere
        icon="calendar"
        title={words('ui.inbox.noneLater', 'Nothing is for later')}
        text={words('ui.inbox.noneLaterText', 'A task that you plan to follow up stands here until that day.')}
      />
    );
  return (
    <>
      <NothingHere
        icon="circle-check"
        title={emptyTitle}
        text={words('ui.inbox.emptyText', 'Tasks stand here as soon as there are any for you.')}
      />
      {list.when === 'now' && later > 0 ? (
        <PushButton
          text={words('ui.inbox.showLater', 'Show {count, plural, one {the one} other {the #}} for later', { count: later })}
          variant="subtle"
          onClick={() => list.choose({ when: 'later' })}
        />
      ) : null}
    </>
  );
}

/** How many are listed of those that one has, and may claim. */
function countsAt({ mine, open, mineLater, openLater }: TaskCounts, when: TaskListInput['when']) {
  switch (when) {
    case 'now':
      return { mine: mine - mineLater, open: open - openLater };
    case 'later':
      return { mine: mineLater, open: openLater };
    case 'any':
      return { mine, open };
  }
}

/** Whether one of its answers completes it, for the person. */
function isDecidedHere({ answers, standing }: TaskView): boolean {
  return answers !== null && standing !== 'managed';
}

function withMark(marked: ReadonlySet<string>, task: string, isMarked: boolean): ReadonlySet<string> {
  const next = new Set(marked);
  if (isMarked) next.add(task);
  else next.delete(task);
  return next;
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <div role="status" className={styles.waiting}>
      <span className={styles.unseen}>{text}</span>
      <span />
      <span />
      <span />
    </div>
  );
}
