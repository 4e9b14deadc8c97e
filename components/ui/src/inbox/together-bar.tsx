import { type TaskView, useRenderServices, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import { completeInParts } from './complete-in-parts.ts';
import styles from './inbox.module.css';
import { problemOf } from './problem-of.ts';
import parts from './task.module.css';

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
    const ids = tasks.map(({ id }) => id);
    const { done, refusals, failure } = await completeInParts(ids, { [variable]: value }, services.tasks.completeMany);
    const said = words('ui.inbox.togetherDone', '{count, plural, one {One task is} other {# tasks are}} done.', { count: done });
    const problems = failure === null ? refusals : [...refusals, problemOf(failure).title];
    setTold(problems.length === 0 ? null : [said, ...problems].join(' '));
    onSay(said);
    // What was done is not in the list any more, also where something failed then.
    if (failure === null || done > 0) onDone();
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
