import { type TaskEventView, useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { useCallback, useState } from 'react';
import parts from './task.module.css';
import { useAsked } from './use-asked.ts';

/** What people did with the task, fetched when it is opened. */
export function TaskHistory({ task }: { readonly task: string }) {
  const words = useText();
  const [open, setOpen] = useState(false);
  return (
    <details className={parts.part} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words('ui.inbox.history', 'History')}</summary>
      {open ? <Entries task={task} /> : null}
    </details>
  );
}

function Entries({ task }: { readonly task: string }) {
  const words = useText();
  const format = useFormat();
  const { tasks } = useRenderServices();
  const { value, problem } = useAsked(useCallback((signal) => tasks.history(task, signal), [tasks, task]));
  if (problem !== null) return <p className={parts.hint}>{problem.title}</p>;
  if (value === null) return <p className={parts.hint}>{words('ui.loading', 'Loading')}</p>;
  if (value.length === 0) return <p className={parts.hint}>{words('ui.inbox.noHistory', 'Nobody has done anything with it yet.')}</p>;
  const said = ({ event, by, to }: TaskEventView): string => {
    switch (event) {
      case 'claimed':
        return words('ui.inbox.saidClaimed', '{name} claimed it', { name: by.name });
      case 'released':
        return words('ui.inbox.saidReleased', '{name} gave it back', { name: by.name });
      case 'delegated':
        return words('ui.inbox.saidDelegated', '{name} delegated it to {to}', { name: by.name, to: to?.name ?? '' });
      case 'changed':
        return words('ui.inbox.saidChanged', '{name} planned it', { name: by.name });
      case 'completed':
        return words('ui.inbox.saidCompleted', '{name} completed it', { name: by.name });
      case 'escalated':
        return words('ui.inbox.saidEscalated', 'It was overdue and went to others');
      case 'commented':
        return words('ui.inbox.saidCommented', '{name} commented', { name: by.name });
      case 'attached':
        return words('ui.inbox.saidAttached', '{name} attached a file', { name: by.name });
      case 'removed':
        return words('ui.inbox.saidRemoved', '{name} took a file away', { name: by.name });
    }
  };
  return (
    <ol className={parts.history}>
      {value.map((entry) => (
        <li key={`${entry.at} ${entry.event} ${entry.by.id}`}>
          {said(entry)}
          {entry.onBehalfOf === null ? null : `, ${words('ui.inbox.saidFor', 'for {name}', { name: entry.onBehalfOf.name })}`}{' '}
          <time dateTime={entry.at} className={parts.hint}>
            {format.dateTime(entry.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
