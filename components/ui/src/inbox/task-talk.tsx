import { useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { type FormEvent, useCallback, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import styles from './inbox.module.css';
import type { Act } from './task-work.tsx';
import { useAsked } from './use-asked.ts';

/** What was remarked about the task, and a place to add to it. */
export function TaskTalk({ id, task, act }: { readonly id: string; readonly task: string; readonly act: Act }) {
  const words = useText();
  const format = useFormat();
  const { tasks } = useRenderServices();
  const { value, problem, reload } = useAsked(useCallback((signal) => tasks.comments(task, signal), [tasks, task]));
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    if (await act(() => tasks.comment(task, text.trim()), words('ui.inbox.commented', 'Your comment is there'))) {
      setText('');
      reload();
    }
    setBusy(false);
  };
  return (
    <section className={styles.part} aria-labelledby={`${id}-talk`}>
      <h3 id={`${id}-talk`}>{words('ui.inbox.comments', 'Comments')}</h3>
      {problem === null ? null : <p className={styles.hint}>{problem.title}</p>}
      {value === null || value.length === 0 ? null : (
        <ol className={styles.talk}>
          {value.map((comment) => (
            <li key={comment.id}>
              <p className={styles.by}>
                <strong>{comment.author.name}</strong> <time dateTime={comment.at}>{format.relative(comment.at)}</time>
              </p>
              <p className={styles.said}>{comment.text}</p>
            </li>
          ))}
        </ol>
      )}
      <form className={styles.write} onSubmit={(event) => void submit(event)}>
        <textarea
          className={styles.input}
          aria-label={words('ui.inbox.newComment', 'New comment')}
          placeholder={words('ui.inbox.commentHere', 'Write a comment')}
          maxLength={4000}
          rows={2}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <PushButton type="submit" text={words('ui.inbox.comment', 'Comment')} busy={busy} disabled={text.trim() === ''} />
      </form>
    </section>
  );
}
