import { listConnectorTriggers } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';

interface TriggerListProps {
  readonly connection: string;
  readonly environment: string;
  onOpen(trigger: string): void;
}

/** What a system tells; nothing where it tells nothing. */
export function TriggerList({ connection, environment, onOpen }: TriggerListProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [found] = useLoaded(
    useCallback(
      (signal) => client.call(listConnectorTriggers, { tenant, environment }, { connection }, { signal }),
      [client, tenant, environment, connection],
    ),
  );
  if (found.state !== 'ready' || found.value.items.length === 0) return null;
  return (
    <section
      className="studio-list connections-list connections-triggers"
      aria-label={text('studio.connections.triggers', 'What it tells')}
    >
      <h2>{text('studio.connections.triggers', 'What it tells')}</h2>
      <ul>
        {found.value.items.map(({ key, title, canBeHeard, isAsked }) => (
          <li key={key}>
            <button type="button" onClick={() => onOpen(key)}>
              <bdi>{key}</bdi>
              <small>
                <bdi>{title}</bdi>
              </small>
            </button>
            <span className="studio-tag">
              {!canBeHeard
                ? text('studio.connections.notHeard', 'only described')
                : isAsked
                  ? text('studio.connections.asked', 'is asked for')
                  : text('studio.connections.stays', 'comes by itself')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
