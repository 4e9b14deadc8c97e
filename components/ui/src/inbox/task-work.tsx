import { type OpenedTask, useRenderServices, useText } from '@plinth/component-kit';
import { useMemo, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import { plainVariables } from './plain-variables.ts';
import parts from './task.module.css';

/** Does something with the task, and says so; false where it was refused, which is shown. */
export type Act = (work: () => Promise<unknown>, said: string) => Promise<boolean>;

/** What is to be done: the form, the answers, or a button; and what the task is done with where there is no form. */
export function TaskWork({ task, act }: { readonly task: OpenedTask; readonly act: Act }) {
  const words = useText();
  const { tasks, embedPage } = useRenderServices();
  const [busy, setBusy] = useState(false);
  const parameters = useMemo(
    () => ({ ...plainVariables(task.variables), task: task.id, instance: task.instance }),
    [task.variables, task.id, task.instance],
  );
  const isDoer = task.standing !== 'managed';
  const form = task.form !== null && isDoer ? embedPage(task.form, parameters) : null;
  const complete = async (variables: Readonly<Record<string, unknown>>) => {
    setBusy(true);
    await act(() => tasks.complete(task.id, variables), words('ui.inbox.done', 'Done'));
    setBusy(false);
  };
  if (form !== null) return <div className={parts.form}>{form}</div>;
  const { answers } = task;
  return (
    <div className={parts.work}>
      <Variables variables={parameters} />
      {task.form !== null && isDoer ? (
        <p className={parts.hint}>
          {words('ui.inbox.noForm', 'Its form cannot be shown to you here. Ask an administrator for the role that opens it.')}
        </p>
      ) : null}
      {isDoer && !task.stopped ? (
        <div className={parts.buttons}>
          {answers !== null
            ? answers.values.map((value, at) => (
                <PushButton
                  key={value}
                  text={value}
                  variant={at === 0 ? 'primary' : 'secondary'}
                  busy={busy}
                  onClick={() => void complete({ [answers.variable]: value })}
                />
              ))
            : null}
          {answers === null && task.form === null ? (
            <PushButton
              text={words('ui.inbox.complete', 'Complete')}
              variant="primary"
              icon="check"
              busy={busy}
              onClick={() => void complete({})}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const mostShown = 30;
const longest = 500;

function Variables({ variables }: { readonly variables: Readonly<Record<string, unknown>> }) {
  const shown = Object.entries(variables)
    .filter(([name]) => name !== 'task' && name !== 'instance')
    .slice(0, mostShown);
  if (shown.length === 0) return null;
  return (
    <dl className={parts.variables}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longest)}</dd>
        </div>
      ))}
    </dl>
  );
}
