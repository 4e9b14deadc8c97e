import { type OpenedTask, useRenderServices, useText } from '@plinth/component-kit';
import { type FormEvent, useId, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import styles from './inbox.module.css';
import parts from './task.module.css';
import type { Act } from './task-work.tsx';

/** Claiming, giving back and on, and planning. */
export function TaskActions({ task, act }: { readonly task: OpenedTask; readonly act: Act }) {
  const words = useText();
  const { tasks } = useRenderServices();
  const [form, setForm] = useState<'delegate' | 'plan' | null>(null);
  const [busy, setBusy] = useState(false);
  const during = async (work: () => Promise<unknown>, said: string) => {
    setBusy(true);
    if (await act(work, said)) setForm(null);
    setBusy(false);
  };
  const mayGive = task.standing === 'mine' || task.standing === 'managed';
  const toggle = (name: 'delegate' | 'plan') => setForm(form === name ? null : name);
  return (
    <>
      <div className={parts.buttons}>
        {task.standing === 'open' ? (
          <PushButton
            text={words('ui.inbox.claim', 'Claim')}
            icon="user-check"
            busy={busy}
            onClick={() => void during(() => tasks.claim(task.id), words('ui.inbox.claimed', 'It is yours now'))}
          />
        ) : null}
        {mayGive && task.assignee !== null ? (
          <PushButton
            text={words('ui.inbox.release', 'Give back')}
            icon="arrow-back-up"
            variant="subtle"
            busy={busy}
            onClick={() => void during(() => tasks.release(task.id), words('ui.inbox.released', 'Given back'))}
          />
        ) : null}
        {mayGive ? (
          <>
            <PushButton
              text={words('ui.inbox.delegate', 'Delegate')}
              icon="user-plus"
              variant="subtle"
              aria-expanded={form === 'delegate'}
              onClick={() => toggle('delegate')}
            />
            <PushButton
              text={words('ui.inbox.plan', 'Plan')}
              icon="calendar"
              variant="subtle"
              aria-expanded={form === 'plan'}
              onClick={() => toggle('plan')}
            />
          </>
        ) : null}
      </div>
      {form === 'delegate' ? (
        <DelegateForm
          busy={busy}
          onGive={(to) => void during(() => tasks.delegate(task.id, to), words('ui.inbox.delegated', 'Delegated'))}
        />
      ) : null}
      {form === 'plan' ? (
        <PlanForm
          task={task}
          busy={busy}
          onPlan={(planned) => void during(() => tasks.change(task.id, planned), words('ui.inbox.planned', 'Planned'))}
        />
      ) : null}
    </>
  );
}

function DelegateForm({ busy, onGive }: { readonly busy: boolean; onGive(to: string): void }) {
  const words = useText();
  const id = useId();
  const [to, setTo] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to.trim() !== '') onGive(to.trim());
  };
  return (
    <form className={parts.inline} onSubmit={submit}>
      <label htmlFor={id}>{words('ui.inbox.toWhom', 'E-mail of who shall do it')}</label>
      <input
        id={id}
        className={styles.input}
        type="email"
        required
        maxLength={254}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <PushButton type="submit" text={words('ui.inbox.give', 'Give')} busy={busy} />
    </form>
  );
}

interface PlanFormProps {
  readonly task: OpenedTask;
  readonly busy: boolean;
  onPlan(planned: { readonly due: string | null; readonly followUp: string | null; readonly priority: number }): void;
}

function PlanForm({ task, busy, onPlan }: PlanFormProps) {
  const words = useText();
  const id = useId();
  const [due, setDue] = useState(localMoment(task.due));
  const [followUp, setFollowUp] = useState(localMoment(task.followUp));
  const [priority, setPriority] = useState(String(task.priority));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPlan({ due: isoMoment(due), followUp: isoMoment(followUp), priority: Math.trunc(Number(priority)) || 0 });
  };
  return (
    <form className={parts.inline} onSubmit={submit}>
      <label htmlFor={`${id}-due`}>{words('ui.inbox.dueAt', 'Due')}</label>
      <input
        id={`${id}-due`}
        className={styles.input}
        type="datetime-local"
        value={due}
        onChange={({ currentTarget }) => setDue(currentTarget.value)}
      />
      <label htmlFor={`${id}-follow`}>{words('ui.inbox.followUpAt', 'Follow up')}</label>
      <input
        id={`${id}-follow`}
        className={styles.input}
        type="datetime-local"
        value={followUp}
        onChange={({ currentTarget }) => setFollowUp(currentTarget.value)}
      />
      <label htmlFor={`${id}-priority`}>{words('ui.inbox.priorityAt', 'Priority')}</label>
      <input
        id={`${id}-priority`}
        className={styles.input}
        type="number"
        min={-1000}
        max={1000}
        value={priority}
        onChange={({ currentTarget }) => setPriority(currentTarget.value)}
      />
      <PushButton type="submit" text={words('ui.inbox.keep', 'Keep')} busy={busy} />
    </form>
  );
}

/** As an input of date and time has it, in the person's own time zone. */
function localMoment(text: string | null): string {
  if (text === null) return '';
  const date = new Date(text);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function isoMoment(local: string): string | null {
  const time = local === '' ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
