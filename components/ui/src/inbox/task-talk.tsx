import { useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { type FormEvent, useCallback, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import styles from './inbox.module.css';
import parts from './task.module.css';
import type { Act } from './task-work.tsx';
import { useAsked } from './use-asked.ts';

/** What was remarked about the task, and a place to add to it. */
export function TaskTalk({ id, task, act }: { readonly id: string; readonly task: string; readonly act: Act }) {
  const words = useText();
  const format = useFormat();
  const { tasks } = useRenderServices();
  const { value, problem, reload } = useAsked(useCallback((signal) => tasks.comments(task, signal), [tasks, task]));
  const { items = [], people = [] } = value ?? {};
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    const mentions = people.filter(({ name }) => text.includes(`@${name}`)).map((person) => person.id);
    if (await act(() => tasks.comment(task, text.trim(), mentions), words('ui.inbox.commented', 'Your comment is there'))) {
      setText('');
      reload();
    }
    setBusy(false);
  };
  return (
    <section className={parts.part} aria-labelledby={`${id}-talk`}>
      <h3 id={`${id}-talk`}>{words('ui.inbox.comments', 'Comments')}</h3>
      {problem === null ? null : <p className={parts.hint}>{problem.title}</p>}
      {items.length === 0 ? null : (
        <ol className={parts.talk}>
          {items.map((comment) => (
            <li key={comment.id}>
              <p className={parts.by}>
                <strong>{comment.author.name}</strong> <time dateTime={comment.at}>{format.relative(comment.at)}</time>
              </p>
              <p className={parts.said}>{comment.text}</p>
            </li>
          ))}
        </ol>
      )}
      <form className={parts.write} onSubmit={(event) => void submit(event)}>
        <textarea
          className={styles.input}
          aria-label={words('ui.inbox.newComment', 'New comment')}
          placeholder={words('ui.inbox.commentHere', 'Write a comment')}
          maxLength={4000}
          rows={2}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className={parts.buttons}>
          <PushButton type="submit" text={words('ui.inbox.comment', 'Comment')} busy={busy} disabled={text.trim() === ''} />
          {people.length === 0 ? null : (
            <select
              className={styles.input}
              aria-label={words('ui.inbox.mention', 'Mention somebody')}
              value=""
              onChange={({ currentTarget }) => {
                setText(`${text}${text === '' || /\s$/.test(text) ? '' : ' '}@${currentTarget.value} `);
              }}
            >
              <option value="">{words('ui.inbox.mention', 'Mention somebody')}</option>
              {people.map((person) => (
                <option key={person.id} value={person.name}>
                  {person.name}
                </option>
              ))}
            </select>
          )}
        </div>
      </form>
    </section>
  );
}
