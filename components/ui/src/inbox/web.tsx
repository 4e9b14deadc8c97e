import { useRenderServices, useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import { NothingHere } from '../parts/nothing-here.tsx';
import styles from './inbox.module.css';
import type { inbox } from './manifest.ts';
import { TaskDetail } from './task-detail.tsx';
import { TaskList } from './task-list.tsx';
import { useTaskList } from './use-task-list.ts';

/** The tasks of a person: which there are, and the one that is open. On narrow screens one after the other. */
export function Inbox({ id, properties, events, setOutput }: PropsOf<typeof inbox>) {
  const { label, emptyTitle } = properties;
  const words = useText();
  const { tasks } = useRenderServices();
  const { of, sort, when, search } = properties;
  const list = useTaskList(tasks, { of, sort, when, search: search ?? '' });
  const [open, setOpen] = useControlled<string | null>(properties.task || null);
  const [said, setSaid] = useState('');
  useOutput(setOutput, 'task', open);
  useOutput(setOutput, 'whose', list.of);
  useOutput(setOutput, 'sort', list.sort);
  useOutput(setOutput, 'when', list.when);
  useOutput(setOutput, 'search', list.search);
  const choose = (task: string) => {
    setOpen(task);
    void events.open?.({ task });
  };
  return (
    <section className={styles.inbox} aria-label={label} data-open={open !== null || undefined}>
      <TaskList id={id} list={list} open={open} emptyTitle={emptyTitle} onOpen={choose} onSay={setSaid} />
      <div className={styles.detail}>
        {open === null ? (
          <NothingHere
            icon="inbox"
            title={words('ui.inbox.chooseTitle', 'No task is open')}
            text={words('ui.inbox.choose', 'Choose one of the list to see what is to be done.')}
          />
        ) : (
          <TaskDetail
            key={open}
            id={`${id}-${open}`}
            task={open}
            onBack={() => setOpen(null)}
            onSay={setSaid}
            onDone={() => void events.done?.({ task: open })}
          />
        )}
      </div>
      <p className={styles.unseen} role="status">
        {said}
      </p>
    </section>
  );
}
