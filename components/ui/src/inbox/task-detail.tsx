import { type OpenedTask, useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { useCallback, useEffect, useRef, useState } from 'react';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import styles from './inbox.module.css';
import { problemOf } from './problem-of.ts';
import parts from './task.module.css';
import { TaskAccess } from './task-access.tsx';
import { TaskActions } from './task-actions.tsx';
import { TaskFiles } from './task-files.tsx';
import { TaskHistory } from './task-history.tsx';
import { DueMark, FollowUpMark } from './task-line.tsx';
import { TaskTalk } from './task-talk.tsx';
import { TaskWork } from './task-work.tsx';
import { useAsked } from './use-asked.ts';

interface TaskDetailProps {
  readonly id: string;
  readonly task: string;
  onBack(): void;
  onSay(words: string): void;
  onDone(): void;
}

const gone = 'process-store.no-task';

/** A task with everything about it. Once it is done it says so. */
export function TaskDetail({ id, task, onBack, onSay, onDone }: TaskDetailProps) {
  const words = useText();
  const { tasks } = useRenderServices();
  const asked = useAsked(useCallback((signal) => tasks.get(task, signal), [tasks, task]));
  const { reload } = asked;
  useEffect(() => tasks.listen(reload), [tasks, reload]);
  const wasThere = useRef(false);
  if (asked.value !== null) wasThere.current = true;
  const isDone = asked.code === gone && wasThere.current;
  const told = useRef(false);
  useEffect(() => {
    if (!isDone || told.current) return;
    told.current = true;
    onDone();
  }, [isDone, onDone]);
  const back = (
    <PushButton className={parts.back} text={words('ui.inbox.back', 'All tasks')} icon="arrow-left" variant="subtle" onClick={onBack} />
  );
  if (isDone)
    return (
      <>
        {back}
        <NothingHere icon="circle-check" title={words('ui.inbox.done', 'Done')} text={words('ui.inbox.doneText', 'The process goes on.')} />
      </>
    );
  if (asked.code === gone)
    return (
      <>
        {back}
        <NothingHere
          icon="lock"
          title={words('ui.inbox.gone', 'This task is not there for you')}
          text={words(
            'ui.inbox.goneText',
            'Perhaps it was done already, or somebody else has claimed it. Who manages the process can say why.',
          )}
        />
      </>
    );
  if (asked.problem !== null)
    return (
      <>
        {back}
        <QueryProblem error={asked.problem} onRetry={reload} />
      </>
    );
  if (asked.value === null)
    return (
      <div role="status" className={styles.waiting}>
        <span className={styles.unseen}>{words('ui.loading', 'Loading')}</span>
        <span />
        <span />
      </div>
    );
  return (
    <>
      {back}
      <OpenTask id={id} task={asked.value} onSay={onSay} />
    </>
  );
}

function OpenTask({ id, task, onSay }: { readonly id: string; readonly task: OpenedTask; onSay(words: string): void }) {
  const words = useText();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState<{ readonly title: string; readonly hint: string } | null>(null);
  useEffect(() => heading.current?.focus(), []);
  const act = async (work: () => Promise<unknown>, said: string): Promise<boolean> => {
    setProblem(null);
    try {
      await work();
      onSay(said);
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    }
  };
  const since = words('ui.inbox.since', 'created {when}', { when: format.relative(task.createdAt) });
  return (
    <article className={parts.task} aria-labelledby={`${id}-name`}>
      <header className={parts.head}>
        <h2 id={`${id}-name`} ref={heading} tabIndex={-1} className={parts.name}>
          {task.name}
        </h2>
        <p className={parts.of}>{[task.processLabel, task.instanceKey, since].filter(Boolean).join(' · ')}</p>
        <div className={styles.lineMarks}>
          <DueMark due={task.due} />
          <FollowUpMark followUp={task.followUp} />
          {task.priority === 0 ? null : (
            <span className={styles.badge}>{words('ui.inbox.priority', 'Priority {priority}', { priority: task.priority })}</span>
          )}
          {task.onBehalfOf === null ? null : (
            <span className={styles.badge} data-tone="accent">
              {words('ui.inbox.for', 'For {name}', { name: task.onBehalfOf.name })}
            </span>
          )}
        </div>
        <TaskActions task={task} act={act} />
      </header>
      {problem === null ? null : (
        <p className={parts.problem} role="alert">
          <strong>{problem.title}</strong> {problem.hint}
        </p>
      )}
      {task.stopped ? (
        <p className={parts.problem}>
          {words('ui.inbox.stoppedText', 'The process has an incident here. A manager has to resolve it first.')}
        </p>
      ) : null}
      <TaskWork task={task} act={act} />
      <TaskTalk id={id} task={task.id} act={act} />
      <TaskFiles id={id} task={task.id} act={act} />
      <TaskHistory task={task.id} />
      {task.mayManage ? <TaskAccess task={task.id} /> : null}
    </article>
  );
}
