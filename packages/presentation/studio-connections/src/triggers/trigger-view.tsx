import { Button, NativeSelect, TextInput } from '@mantine/core';
import { listConnectorTriggers } from '@plinth/api-contract';
import { eventTypesOf, externalTriggersOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { WebhookAddresses } from '@plinth/studio-webhooks';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useId, useState } from 'react';
import { readInput } from '../actions/read-input.ts';
import { sampleOf } from '../actions/schema-shape.ts';
import { SchemaTree } from '../actions/schema-tree.tsx';
import { HeardTrigger } from './heard-trigger.tsx';
import { type ConnectorTrigger, takeTrigger } from './take-trigger.ts';

interface TriggerViewProps {
  readonly connection: string;
  readonly environment: string;
  readonly trigger: string;
  readonly isAdministrator: boolean;
  onBack(): void;
}

/** One thing that a system tells: how the application hears it, and how that goes. */
export function TriggerView({ connection, environment, trigger, isAdministrator, onBack }: TriggerViewProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const definition = useDefinition();
  const [found, again] = useLoaded(
    useCallback(
      (signal) => client.call(listConnectorTriggers, { tenant, environment }, { connection }, { signal }),
      [client, tenant, environment, connection],
    ),
  );
  if (found.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  const shown = found.state === 'ready' ? found.value.items.find(({ key }) => key === trigger) : undefined;
  if (found.state === 'failed' || shown === undefined) {
    const title = found.state === 'failed' ? found.error.message : text('studio.connections.noTrigger', 'This system tells no such thing.');
    return (
      <StateMessage icon="alert-circle" title={title} action={text('page.retry', 'Try again')} onAction={again}>
        {found.state === 'failed' ? found.error.hint : null}
      </StateMessage>
    );
  }
  const heard = externalTriggersOf(definition).filter((each) => each.connection === connection && each.trigger === trigger);
  return (
    <div className="studio-scroll">
      <article className="connections-action">
        <header>
          <Button variant="default" size="xs" onClick={onBack}>
            {text('studio.connections.backToSystem', 'The system')}
          </Button>
          <h1>
            <bdi>{shown.title === '' ? trigger : shown.title}</bdi>
          </h1>
        </header>
        {shown.description === '' ? null : (
          <p className="connections-description">
            <bdi>{shown.description.slice(0, 2000)}</bdi>
          </p>
        )}
        {heard.map((each) => (
          <HeardTrigger key={each.id} record={each} environment={environment} isAdministrator={isAdministrator}>
            {shown.isCalled ? <WebhookAddresses webhook={each.key} only={environment} /> : null}
          </HeardTrigger>
        ))}
        {shown.canBeHeard ? (
          <HearForm key={heard.length} connection={connection} trigger={shown} />
        ) : (
          <p className="studio-warning">
            {text('studio.connections.cannotHear', 'Plinth knows of it, and cannot hear it yet. Have the system send it to a webhook.')}
          </p>
        )}
        <div className="connections-schemas">
          <SchemaTree label={text('studio.connections.wants', 'What is said to hear it')} schema={shown.input} types={shown.types} />
          <SchemaTree label={text('studio.connections.tells', 'What it tells')} schema={shown.payload} types={shown.types} />
        </div>
      </article>
    </div>
  );
}

const newType = '';

/** How the application is to hear it. */
function HearForm({ connection, trigger }: { readonly connection: string; readonly trigger: ConnectorTrigger }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const id = useId();
  const [written, setWritten] = useState(() => JSON.stringify(sampleOf(trigger.input, trigger.types), null, 2));
  const [event, setEvent] = useState(newType);
  const [seconds, setSeconds] = useState('60');
  const input = readInput(written);
  const isTime = /^[1-9]\d{0,4}$/.test(seconds) && Number(seconds) <= 86_400;
  const types = eventTypesOf(definition).filter(({ from }) => from === 'elsewhere');
  return (
    <section className="connections-try" aria-label={text('studio.connections.hear', 'Hear it in the application')}>
      <h2>{text('studio.connections.hear', 'Hear it in the application')}</h2>
      <label htmlFor={id}>{text('studio.connections.hearInput', 'What is said to hear it, as JSON')}</label>
      <textarea
        id={id}
        rows={Math.min(16, Math.max(3, written.split('\n').length))}
        spellCheck={false}
        dir="ltr"
        aria-invalid={input === null || undefined}
        value={written}
        onChange={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      {input === null ? <p className="studio-failure">{text('studio.connections.noJson', 'This is no object of JSON.')}</p> : null}
      <NativeSelect
        label={text('studio.connections.becomes', 'Event that it becomes')}
        value={event}
        onChange={({ currentTarget }) => setEvent(currentTarget.value)}
        data={[
          { value: newType, label: text('studio.connections.newType', 'A new type of event') },
          ...types.map(({ id: value, key, label }) => ({ value, label: label === '' ? key : label })),
        ]}
      />
      {trigger.isAsked ? (
        <TextInput
          label={text('studio.connections.every', 'Seconds between two looks')}
          inputMode="numeric"
          value={seconds}
          error={isTime ? undefined : text('studio.connections.everyWrong', 'From 1 to 86400.')}
          onChange={({ currentTarget }) => setSeconds(currentTarget.value.trim())}
        />
      ) : null}
      <div className="studio-buttons">
        <Button
          disabled={input === null || !isTime}
          onClick={() => {
            if (input === null) return;
            const how = { input, event: event === newType ? null : event, everySeconds: Number(seconds) };
            const { body, key } = takeTrigger(definition, connection, trigger, how);
            work.act(body, `Hear ${key} of ${connection}`);
          }}
        >
          {text('studio.connections.hear', 'Hear it in the application')}
        </Button>
        <p className="studio-quiet">{text('studio.connections.hearHelp', 'It is heard from the next publication on.')}</p>
      </div>
    </section>
  );
}
