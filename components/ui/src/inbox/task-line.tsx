import { Icon, type TaskView, useFormat, useText } from '@plinth/component-kit';
import styles from './inbox.module.css';

interface TaskLineProps {
  readonly task: TaskView;
  readonly id: string;
  readonly isOpen: boolean;
  onOpen(): void;
}

/** A task in the list: what it is, of what, and until when. */
export function TaskLine({ task, id, isOpen, onOpen }: TaskLineProps) {
  const words = useText();
  return (
    <button type="button" id={id} data-line="" className={styles.line} aria-current={isOpen || undefined} onClick={onOpen}>
      <span className={styles.lineName}>{task.name}</span>
      <span className={styles.lineOf}>{[task.processLabel, task.instanceKey].filter(Boolean).join(' · ')}</span>
      <span className={styles.lineMarks}>
        <DueMark due={task.due} />
        <FollowUpMark followUp={task.followUp} />
        {task.priority > 0 ? (
          <span className={styles.badge} data-tone="accent">
            {words('ui.inbox.priority', 'Priority {priority}', { priority: task.priority })}
          </span>
        ) : null}
        {task.onBehalfOf === null ? null : (
          <span className={styles.badge}>{words('ui.inbox.for', 'For {name}', { name: task.onBehalfOf.name })}</span>
        )}
        {task.stopped ? (
          <span className={styles.badge} data-tone="bad">
            <Icon name="alert-triangle" size={12} />
            {words('ui.inbox.stopped', 'Stopped')}
          </span>
        ) : null}
      </span>
    </button>
  );
}

/** Milliseconds before it is due from which a task is marked. */
const soon = 86_400_000;

/** When something is to be looked at again, as long as that is to come. */
export function FollowUpMark({ followUp }: { readonly followUp: string | null }) {
  const words = useText();
  const format = useFormat();
  if (followUp === null) return null;
  return (
    <span className={styles.badge} title={format.dateTime(followUp)}>
      <Icon name="calendar" size={12} />
      {words('ui.inbox.followUpOn', 'Follow up {when}', { when: format.relative(followUp) })}
    </span>
  );
}

/** Until when something is to be done, and whether that is over. */
export function DueMark({ due }: { readonly due: string | null }) {
  const words = useText();
  const format = useFormat();
  if (due === null) return null;
  const left = Date.parse(due) - Date.now();
  const isOver = left < 0;
  return (
    <span className={styles.badge} data-tone={isOver ? 'bad' : left < soon ? 'warn' : undefined} title={format.dateTime(due)}>
      <Icon name={isOver ? 'alert-circle' : 'clock'} size={12} />
      {isOver
        ? words('ui.inbox.overdue', 'Overdue: {when}', { when: format.relative(due) })
        : words('ui.inbox.due', 'Due {when}', { when: format.relative(due) })}
    </span>
  );
}
