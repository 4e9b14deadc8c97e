import { type TaskView, useRenderServices, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import styles from './inbox.module.css';
import { problemOf } from './problem-of.ts';
import parts from './task.module.css';

/** Tasks that the server completes in one request at most. */
const mostAtOnce = 100;

interface TogetherBarProps {
  readonly tasks: readonly TaskView[];
  onSay(words: string): void;
  onDone(): void;
}

/** The answers that all chosen tasks have, to give one to all of them. */
export function TogetherBar({ tasks, onSay, onDone }: TogetherBarProps) {
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
      let done = 0;
      const refusals = new Set<string>();
      for (let from = 0; from < tasks.length; from += mostAtOnce) {
        const ids = tasks.slice(from, from + mostAtOnce).map(({ id }) => id);
        const answered = await services.tasks.completeMany(ids, { [variable]: value });
        done += answered.done.length;
        for (const { message } of answered.refused) refusals.add(message);
      }
      const said = words('ui.inbox.togetherDone', '{count, plural, one {One task is} other {# tasks are}} done.', { count: done });
      setTold(refusals.size === 0 ? null : [said, ...refusals].join(' '));
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
