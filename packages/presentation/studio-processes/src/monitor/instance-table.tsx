import type { ListedInstance } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { shortOf } from './short-of.ts';
import { StatusMark } from './status-mark.tsx';
import { useDurations } from './use-durations.ts';

interface InstanceTableProps {
  readonly instances: readonly ListedInstance[];
  onOpen(id: string): void;
}

/** Instances with how they stand, since when, by whom, and how long they took or have been running. */
export function InstanceTable({ instances, onOpen }: InstanceTableProps) {
  const text = useText();
  const format = useFormat();
  const durations = useDurations();
  const took = ({ startedAt, endedAt }: ListedInstance) =>
    durations(Math.max(0, ((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000));
  return (
    <table className="studio-lines">
      <thead>
        <tr>
          <th scope="col">{text('studio.run.instance', 'Instance')}</th>
          <th scope="col">{text('studio.run.status', 'Status')}</th>
          <th scope="col">{text('studio.run.started', 'Started')}</th>
          <th scope="col">{text('studio.run.startedBy', 'By')}</th>
          <th scope="col">{text('studio.run.took', 'Took')}</th>
          <th scope="col">{text('studio.run.version', 'Version')}</th>
        </tr>
      </thead>
      <tbody>
        {instances.map((instance) => {
          const { id, key, status, incidents, startedAt, startedByName, endedAt, version } = instance;
          return (
            <tr key={id} onClick={() => onOpen(id)}>
              <th scope="row">
                <button type="button" className="studio-link" title={key ?? id} onClick={() => onOpen(id)}>
                  <bdi>{key ?? shortOf(id)}</bdi>
                </button>
              </th>
              <td>
                <StatusMark status={status} incidents={incidents} />
              </td>
              <td title={format.dateTime(startedAt, 'long')}>{format.relative(startedAt)}</td>
              <td>
                <bdi>{startedByName}</bdi>
              </td>
              <td title={endedAt === null ? undefined : format.dateTime(endedAt, 'long')} data-label={text('studio.run.took', 'Took')}>
                {took(instance)}
              </td>
              <td data-label={text('studio.run.version', 'Version')}>
                <bdi dir="ltr">{version}</bdi>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
