import type { InstanceStatus } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';

const icons: Readonly<Record<InstanceStatus | 'incident', string>> = {
  new: 'clock',
  active: 'player-play',
  completed: 'circle-check',
  terminated: 'player-stop',
  cancelled: 'ban',
  incident: 'alert-circle',
};

/** Where an instance is in its life, and whether something keeps it. */
export function StatusMark({ status, incidents }: { readonly status: InstanceStatus; readonly incidents: number }) {
  const text = useText();
  const words: Readonly<Record<InstanceStatus, string>> = {
    new: text('studio.run.statusNew', 'taken in'),
    active: text('studio.bpmn.statusActive', 'running'),
    completed: text('studio.bpmn.statusCompleted', 'completed'),
    terminated: text('studio.bpmn.statusTerminated', 'terminated'),
    cancelled: text('studio.bpmn.statusCancelled', 'cancelled'),
  };
  const hasIncident = incidents > 0;
  return (
    <span className="monitor-status" data-tone={hasIncident ? 'bad' : status === 'completed' ? 'good' : undefined}>
      <Icon name={icons[hasIncident ? 'incident' : status]} size={14} />
      <span>
        {hasIncident
          ? text('studio.run.withIncidents', '{count, plural, one {# incident} other {# incidents}}', { count: incidents })
          : words[status]}
      </span>
    </span>
  );
}
