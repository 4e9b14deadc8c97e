import { Button } from '@mantine/core';
import { getConnectorAction } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import type { ShownConnection } from '../connection/connection-panel.tsx';
import { EffectChoice } from './effect-choice.tsx';
import { EffectTag } from './effect-tag.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { TryAction } from './try-action.tsx';
import { UseAction } from './use-action.tsx';

interface ActionViewProps {
  readonly connection: ShownConnection;
  readonly environment: string;
  readonly action: string;
  readonly isAdministrator: boolean;
  onBack(): void;
  onChanged(): void;
}

/** One action: what it takes and gives, what a real answer is, and how the application gets it. */
export function ActionView({ connection: { key: connection }, environment, action, isAdministrator, onBack, onChanged }: ActionViewProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [found, again] = useLoaded(
    useCallback(
      (signal) => client.call(getConnectorAction, { tenant, environment }, { connection, action }, { signal }),
      [client, tenant, environment, connection, action],
    ),
  );
  if (found.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  if (found.state === 'failed') {
    return (
      <StateMessage icon="alert-circle" title={found.error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {found.error.hint}
      </StateMessage>
    );
  }
  const { title, description, effect, deprecated, input, output, types } = found.value;
  return (
    <div className="studio-scroll">
      <article className="connections-action">
        <header>
          <Button variant="default" size="xs" onClick={onBack}>
            {text('studio.connections.back', 'All actions')}
          </Button>
          <h1>
            <bdi>{title === '' ? action : title}</bdi>
          </h1>
          {isAdministrator ? (
            <EffectChoice
              connection={connection}
              environment={environment}
              action={action}
              effect={effect}
              onChanged={() => {
                again();
                onChanged();
              }}
            />
          ) : (
            <EffectTag effect={effect} />
          )}
          {deprecated ? <span className="studio-tag">{text('studio.connections.deprecated', 'deprecated')}</span> : null}
        </header>
        {description === '' ? null : (
          <p className="connections-description">
            <bdi>{description.slice(0, 2000)}</bdi>
          </p>
        )}
        <UseAction connection={connection} action={found.value} />
        <TryAction
          connection={connection}
          environment={environment}
          action={action}
          input={input}
          types={types}
          mayTry={effect === 'reads' || isAdministrator}
        />
        <div className="connections-schemas">
          <SchemaTree label={text('studio.connections.takes', 'What it takes')} schema={input} types={types} />
          <SchemaTree label={text('studio.connections.gives', 'What it gives')} schema={output} types={types} />
        </div>
      </article>
    </div>
  );
}
