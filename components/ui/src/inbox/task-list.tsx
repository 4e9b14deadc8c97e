import { type TaskListInput, type TaskView, useRenderServices, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useState } from 'react';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import styles from './inbox.module.css';
import { problemOf } from './problem-of.ts';
import parts from './task.module.css';
import { TaskLine } from './task-line.tsx';
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
  const counted = (of: TaskListInput['of']) => (of === 'mine' ? list.counts?.mine : of === 'open' ? list.counts?.open : undefined);
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')];
    const at = lines.indexOf(document.activeElement as HTMLElement);
    const next = step === undefined || at < 0 ? undefined : lines[at + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const chosen = list.items.filter((task) => marked.has(task.id));
  return (
    <div className={styles.side}>
      <fieldset className={styles.whose}>
        <legend className={styles.unseen}>{words('ui.inbox.whose', 'Whose tasks')}</legend>
        {whose.map((of) => (
          <button key={of} type="button" aria-pressed={of === list.of} onClick={() => list.setOf(of)}>
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
          onChange={({ currentTarget }) => list.setSearch(currentTarget.value)}
        />
        <select
          className={styles.input}
          aria-label={words('ui.inbox.order', 'Order')}
          value={list.sort}
          onChange={({ currentTarget }) => list.setSort(currentTarget.value as TaskListInput['sort'])}
        >
          <option value="due">{words('ui.inbox.byDue', 'Due first')}</option>
          <option value="priority">{words('ui.inbox.byPriority', 'Urgent first')}</option>
          <option value="created">{words('ui.inbox.byAge', 'Oldest first')}</option>
        </select>
      </div>
      <TogetherBar tasks={chosen} onSay={onSay} onDone={() => setMarked(new Set())} />
      {list.problem !== null ? (
        <QueryProblem error={list.problem} onRetry={list.reload} />
      ) : list.items.length === 0 && list.loading ? (
        <Waiting text={words('ui.loading', 'Loading')} />
      ) : list.items.length === 0 ? (
        <NothingHere
          icon="circle-check"
          title={list.search.trim() === '' ? emptyTitle : words('ui.inbox.noneFound', 'No task fits')}
          text={
            list.search.trim() === ''
              ? words('ui.inbox.emptyText', 'Tasks stand here as soon as there are any for you.')
              : words('ui.inbox.noneFoundText', 'Search for other words, or among all tasks.')
          }
        />
      ) : (
        <ul className={styles.list} aria-busy={list.loading || undefined} aria-label={names[list.of]} onKeyDown={press}>
          {list.items.map((task) => (
            <li key={task.id} className={styles.item} data-current={task.id === open || undefined}>
              {task.answers === null || task.standing === 'managed' ? null : (
                <input
                  type="checkbox"
                  className={styles.mark}
                  aria-label={words('ui.inbox.mark', 'Choose {task}', { task: task.name })}
                  checked={marked.has(task.id)}
                  onChange={({ currentTarget }) => setMarked(withMark(marked, task.id, currentTarget.checked))}
                />
              )}
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

function withMark(marked: ReadonlySet<string>, task: string, isMarked: boolean): ReadonlySet<string> {
  const next = new Set(marked);
  if (isMarked) next.add(task);
  else next.delete(task);
  return next;
}

interface TogetherBarProps {
  readonly tasks: readonly TaskView[];
  onSay(words: string): void;
  onDone(): void;
}

/** The answers that all chosen tasks have, to give one to all of them. */
function TogetherBar({ tasks, onSay, onDone }: TogetherBarProps) {
  const words = useText();
  const services = useRenderServices();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [first] = tasks;
  if (first?.answers == null) return told === null ? null : <p className={styles.told}>{told}</p>;
  const { variable, values } = first.answers;
  const shared = values.filter((value) => tasks.every(({ answers }) => answers?.variable === variable && answers.values.includes(value)));
  const answer = async (value: string) => {
    setBusy(true);
    try {
      const { done, refused } = await services.tasks.completeMany(
        tasks.map(({ id }) => id),
        { [variable]: value },
      );
      const said = words('ui.inbox.togetherDone', '{count, plural, one {One task is} other {# tasks are}} done.', { count: done.length });
      setTold(refused.length === 0 ? null : [said, ...new Set(refused.map(({ message }) => message))].join(' '));
      onSay(said);
      onDone();
    } catch (error) {
      setTold(problemOf(error).title);
    }
    setBusy(false);
  };
  return (
    <div className={styles.together}>
      <span>{words('ui.inbox.chosen', '{count, plural, one {One} other {#}} chosen', { count: tasks.length })}</span>
      {shared.length === 0 ? <span className={parts.hint}>{words('ui.inbox.noShared', 'They have no answer in common.')}</span> : null}
      {shared.map((value) => (
        <PushButton key={value} size="s" text={value} busy={busy} onClick={() => void answer(value)} />
      ))}
      {told === null ? null : <p className={styles.told}>{told}</p>}
    </div>
  );
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
