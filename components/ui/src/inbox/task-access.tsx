import { type TaskAccessView, useRenderServices, useText } from '@plinth/component-kit';
import { type FormEvent, useId, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import styles from './inbox.module.css';
import { problemOf } from './problem-of.ts';
import parts from './task.module.css';

/** Why somebody sees the task or does not; asked by who manages its process. */
export function TaskAccess({ task }: { readonly task: string }) {
  const words = useText();
  const id = useId();
  const { tasks } = useRenderServices();
  const [member, setMember] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<TaskAccessView | null>(null);
  const [problem, setProblem] = useState<{ readonly title: string; readonly hint: string } | null>(null);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (member.trim() === '') return;
    setBusy(true);
    setProblem(null);
    setAnswer(null);
    try {
      setAnswer(await tasks.explainAccess(task, member.trim()));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <details className={parts.part}>
      <summary>{words('ui.inbox.access', 'Who sees it, and why')}</summary>
      <form className={parts.inline} onSubmit={(event) => void ask(event)}>
        <label htmlFor={id}>{words('ui.inbox.accessOf', 'E-mail of a member')}</label>
        <input
          id={id}
          className={styles.input}
          type="text"
          inputMode="email"
          required
          maxLength={254}
          value={member}
          onChange={({ currentTarget }) => setMember(currentTarget.value)}
        />
        <PushButton type="submit" text={words('ui.inbox.explain', 'Explain')} busy={busy} />
      </form>
      <div role="status">
        {problem === null ? null : (
          <p className={parts.hint}>
            {problem.title} {problem.hint}
          </p>
        )}
        {answer === null ? null : <Explanation answer={answer} />}
      </div>
    </details>
  );
}

function Explanation({ answer: { member, sees, mayDo, reasons } }: { readonly answer: TaskAccessView }) {
  const words = useText();
  const { name } = member;
  const verdict = mayDo
    ? words('ui.inbox.mayDo', '{name} sees it and may do it.', { name })
    : sees
      ? words('ui.inbox.seesOnly', '{name} sees it and may not do it.', { name })
      : words('ui.inbox.seesNot', '{name} does not see it.', { name });
  const said = ({ kind, name: about, onBehalfOf }: TaskAccessView['reasons'][number]): string => {
    const behalf =
      onBehalfOf === null ? '' : ` ${words('ui.inbox.asSubstitute', 'That is as the substitute of {name}.', { name: onBehalfOf })}`;
    switch (kind) {
      case 'has':
        return words('ui.inbox.whyHas', 'It is assigned to them.') + behalf;
      case 'otherHas':
        return words('ui.inbox.whyOther', '{name} has it: the others do not see it until it is given back.', { name: about ?? '' });
      case 'meant':
        return words('ui.inbox.whyMeant', 'It is for {candidate}.', { candidate: about ?? '' }) + behalf;
      case 'notMeant':
        return about === null
          ? words('ui.inbox.whyNobody', 'It is for nobody who could claim it.')
          : words('ui.inbox.whyNotMeant', 'It is for {candidate}, and they are none of these.', { candidate: about });
      case 'excluded':
        return words('ui.inbox.whyExcluded', 'They are among those who must not do it.');
      case 'manages':
        return words('ui.inbox.whyManages', 'They manage the process.');
      case 'stopped':
        return words('ui.inbox.whyStopped', 'The process has an incident here, which has to be resolved first.');
      case 'noForm':
        return words('ui.inbox.whyNoForm', 'None of their roles opens its form, the page {page}.', { page: about ?? '' });
    }
  };
  return (
    <>
      <p className={parts.said}>
        <strong>{verdict}</strong>
      </p>
      <ul className={parts.reasons}>
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.name ?? ''}`}>{said(reason)}</li>
        ))}
      </ul>
    </>
  );
}
