import { compositeKey, entitiesOf, fieldsOf, pagesOf, queriesOf, recordOf } from '@plinth/app-definition';
import type { UiProperty } from '@plinth/component-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useDefinition, useFromDefinition } from '@plinth/studio-frame';
import { memo } from 'react';
import { shownTitle } from '../component-titles.ts';
import { CompositeActs } from '../composites/composite-acts.tsx';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { type BindingTypes, queryOf } from './binding-types.ts';
import { ComponentSettings } from './component-settings.tsx';
import { EventList } from './event-list.tsx';
import { PageSettings } from './page-settings.tsx';
import { PropertyRow, schemaOf } from './property-row.tsx';
import { QuerySettings } from './query-settings.tsx';
import { SeveralSelected } from './several-selected.tsx';
import { Unresolved } from './unresolved.tsx';

/** What is selected, to be changed; without a selection, the page itself. */
export const PropertiesPanel = memo(function PropertiesPanel({ types }: { readonly types: BindingTypes }) {
  const page = usePageWork();
  const selection = useSignalValue(page.work.selection);
  useDefinition();
  const [only] = selection;
  if (selection.length > 1) return <SeveralSelected />;
  const query = only === undefined ? null : recordOf(page.definition(), 'query', only);
  if (query !== null) return <QuerySettings key={query.id} query={query} types={types} />;
  if (only === undefined || page.record(only) === null) return <PageSettings types={types} />;
  return <ComponentProperties key={only} id={only} types={types} />;
});

function ComponentProperties({ id, types }: { readonly id: string; readonly types: BindingTypes }) {
  const text = useText();
  const told = useComponentWords();
  const page = usePageWork();
  const definition = useDefinition();
  const record = page.record(id);
  if (record === null) return null;
  const metadata = page.components.get(record.component);
  const ui = metadata?.ui;
  const keysFor = (property: UiProperty): readonly string[] => {
    switch (property.editor) {
      case 'query':
        return queriesOf(definition, page.page).map(({ key }) => key);
      case 'entity':
        return entitiesOf(definition).map(({ key }) => key);
      case 'page':
        return pagesOf(definition).map(({ key }) => key);
      case 'field':
      case 'columns':
        return fieldKeys();
      default:
        return [];
    }
  };
  const fieldKeys = (): readonly string[] => {
    const query = queryOf(record, page.components);
    const found = queriesOf(definition, page.page).find(({ key }) => key === query);
    const entity = found?.entity === undefined ? null : recordOf(definition, 'entity', found.entity);
    return entity === null ? [] : fieldsOf(definition, entity.id).map(({ key }) => key);
  };
  return (
    <div className="properties">
      <header className="studio-panel-head">
        <Icon name={metadata?.icon ?? 'help'} size={16} />
        <h2>
          <bdi>
            <ComponentTitle id={id} />
          </bdi>
        </h2>
        <small>
          {record.component} {compositeKey(record.component) === null ? metadata?.version : null}
        </small>
      </header>
      <Unresolved record={record} />
      <CompositeActs record={record} />
      {ui === undefined || metadata === undefined ? null : (
        <section className="studio-panel-group">
          <h3>{text('studio.properties', 'Properties')}</h3>
          {Object.entries(ui.properties).map(([name, property]) => (
            <PropertyRow
              key={name}
              record={record}
              name={name}
              property={property}
              schema={schemaOf(metadata.schema, name)}
              keys={keysFor(property)}
              types={types}
            />
          ))}
        </section>
      )}
      {ui === undefined || Object.keys(ui.events).length === 0 ? null : (
        <section className="studio-panel-group">
          <h3>{text('studio.actions', 'Actions')}</h3>
          <EventList record={record} events={ui.events} types={types} />
        </section>
      )}
      <ComponentSettings record={record} types={types} />
      {!metadata?.accessibility ? null : (
        <section className="studio-panel-group properties-notes">
          <h3>{text('studio.accessibility', 'Accessibility')}</h3>
          <p>{told(metadata.accessibility)}</p>
        </section>
      )}
    </div>
  );
}

/** What it is called, which may be what is being written. */
function ComponentTitle({ id }: { readonly id: string }) {
  const page = usePageWork();
  const told = useComponentWords();
  return useFromDefinition((definition) => {
    const record = recordOf(definition, 'component', id);
    return record === null ? '' : shownTitle(record, page.components, told);
  });
}
