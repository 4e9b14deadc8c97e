import '../studio-events.css';
import { recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonObject } from '@plinth/foundation';
import { exampleOf, type JsonSchema } from '@plinth/json-schema';
import { useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useMemo } from 'react';
import { type EventTypeEdit, setSchema } from './event-type-edits.ts';
import { EventTypeProperties } from './event-type-properties.tsx';
import { SchemaField } from './schema-field.tsx';
import { type EventUse, usesOf } from './who-uses.ts';

/** One type of event: what its data looks like, and who tells and hears it. */
export function EventTypeEditor({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const type = recordOf(definition, 'event-type', artefact);
  const uses = useMemo(() => (type === null ? null : usesOf(definition, type)), [definition, type]);
  const example = useMemo(() => (type === null ? '' : JSON.stringify(exampleOf(type.schema as JsonSchema), null, 2)), [type]);
  if (type === null || uses === null) return null;
  const edit = ({ body, intent }: EventTypeEdit) => work.act(body, intent);
  const isPublished = work.release.peek() !== null;
  return (
    <WorkArea side={null} properties={<EventTypeProperties key={artefact} type={type} onEdit={edit} />}>
      <div className="events-type">
        <header>
          <h1>
            <bdi>{type.label}</bdi>
          </h1>
          <code dir="ltr">{type.type}</code>
        </header>
        <section aria-labelledby="event-schema">
          <h2 id="event-schema">{text('studio.events.schema', 'Schema of its data')}</h2>
          <SchemaField key={artefact} schema={type.schema as JsonObject} onKeep={(schema) => edit(setSchema(type, schema, isPublished))} />
        </section>
        <section aria-labelledby="event-example">
          <h2 id="event-example">{text('studio.events.example', 'Example')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <pre dir="ltr" tabIndex={0}>
            {example}
          </pre>
        </section>
        <div className="events-uses">
          <Uses title={text('studio.events.tellers', 'Who tells it')} uses={uses.tell}>
            {type.from === 'here'
              ? text('studio.events.noTellers', 'Nobody yet: let a page tell it with a step, or a process with a service task.')
              : text('studio.events.tellersElsewhere', 'Systems of others: they publish it over the API or in Kafka.')}
          </Uses>
          <Uses title={text('studio.events.hearers', 'Who hears it')} uses={uses.hear}>
            {text('studio.events.noHearers', 'No process: give a message of one the name {type}.', { type: type.type })}
          </Uses>
        </div>
      </div>
    </WorkArea>
  );
}

function Uses({ title, uses, children }: { readonly title: string; readonly uses: readonly EventUse[]; readonly children: string }) {
  const work = useWork();
  return (
    <section>
      <h2>{title}</h2>
      {uses.length === 0 ? (
        <p>{children}</p>
      ) : (
        <ul>
          {uses.map(({ artefact, record, label, icon }) => (
            <li key={artefact}>
              <button type="button" className="studio-link" onClick={() => work.open(artefact, record === artefact ? [] : [record])}>
                <Icon name={icon} size={14} />
                <bdi>{label}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
