import { listTriggers, pauseTrigger, resumeTrigger, type TriggerState } from '@plinth/api-contract';
import { appOf, eventTypesOf, type RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { ToolButton, useDefinition, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type ReactNode, useCallback, useState } from 'react';

interface HeardTriggerProps {
  readonly record: RecordOf<'external-trigger'>;
  readonly environment: string;
  readonly isAdministrator: boolean;
  /** What else belongs to it. */
  readonly children: ReactNode;
}

/** A trigger that the application hears: as which event, and how that goes in an environment. */
export function HeardTrigger({ record, environment, isAdministrator, children }: HeardTriggerProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const { client, tenant } = work;
  const { id, key, event } = record;
  const application = appOf(definition)?.key ?? '';
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const [found, again] = useLoaded(
    useCallback(
      (signal) => client.call(listTriggers, { tenant, environment, application }, {}, { signal }),
      [client, tenant, environment, application],
    ),
  );
  const state = found.state === 'ready' ? (found.value.items.find((each) => each.key === key) ?? null) : undefined;
  const type = eventTypesOf(definition).find((each) => each.id === event);
  const set = async (operation: typeof pauseTrigger | typeof resumeTrigger) => {
    setFailure(null);
    await client
      .call(operation, { tenant, environment, application }, { trigger: key })
      .catch((thrown: unknown) => setFailure(asPlinthError(thrown)));
    again();
  };
  return (
    <div className="studio-take connections-use">
      <Icon name={state?.error === null ? 'circle-check' : 'alert-circle'} size={18} />
      <span>
        {text('studio.connections.heardAs', 'The application hears it as {event} ({key}).', {
          event: type?.label || type?.key || event,
          key,
        })}
        <br />
        <small className="studio-quiet" role="status">
          <StateWords state={state} environment={environment} />
        </small>
      </span>
      <ToolButton icon="rotate-clockwise" label={text('studio.connections.look', 'See how {key} goes', { key })} onClick={again} />
      {state == null || !isAdministrator ? null : state.paused ? (
        <ToolButton
          icon="player-play"
          label={text('studio.connections.resume', 'Hear {key} again', { key })}
          onClick={() => void set(resumeTrigger)}
        />
      ) : (
        <ToolButton
          icon="player-pause"
          label={text('studio.connections.pause', 'Pause {key}', { key })}
          onClick={() => void set(pauseTrigger)}
        />
      )}
      <ToolButton
        icon="trash"
        label={text('studio.connections.hearNot', 'Hear {key} no longer', { key })}
        onClick={() => work.act({ type: 'RECORD_REMOVE', payload: { id } }, `Hear ${key} no longer`)}
      />
      {state?.error == null ? null : (
        <p className="studio-failure">
          <bdi>{state.error.message}</bdi>
        </p>
      )}
      {failure === null ? null : (
        <p role="alert" className="studio-failure">
          <strong>{failure.message}</strong> {failure.hint}
        </p>
      )}
      {children === null ? null : <div className="connections-webhook">{children}</div>}
    </div>
  );
}

/** How a trigger goes, in one sentence. */
function StateWords({ state, environment }: { readonly state: TriggerState | null | undefined; readonly environment: string }) {
  const text = useText();
  if (state === undefined) return <>…</>;
  if (state === null) return <>{text('studio.connections.notPublished', 'It was not published to {environment} yet.', { environment })}</>;
  const { heard, unfit, failures } = state;
  const counts = text(
    'studio.connections.heardCounts',
    '{heard, plural, =0 {Nothing was told yet.} one {# event was told.} other {# events were told.}}',
    { heard },
  );
  const letters = text(
    'studio.connections.unfitCounts',
    '{unfit, plural, =0 {} one {# became a dead letter.} other {# became dead letters.}}',
    { unfit },
  );
  const now = state.paused
    ? text('studio.connections.isPaused', 'Paused.')
    : failures > 0
      ? text('studio.connections.isFailing', '{failures, plural, one {It failed.} other {It failed # times in a row.}}', { failures })
      : state.isHeard
        ? text('studio.connections.isHeard', 'It is heard now.')
        : text('studio.connections.waits', 'It waits for the next look.');
  return <>{[now, counts, letters].filter((words) => words !== '').join(' ')}</>;
}
