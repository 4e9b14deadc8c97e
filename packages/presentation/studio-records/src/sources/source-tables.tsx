import { Button } from '@mantine/core';
import { type Connection, introspectSource } from '@plinth/api-contract';
import { appOf, entitiesOf, type RecordOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo, useState } from 'react';
import type { Static } from 'typebox';
import { type AdoptedTables, adoptTables } from './adopt-tables.ts';
import { AdoptedNotice } from './adopted-notice.tsx';
import { productNames } from './connection-address.ts';
import { type FoundTable, placeOfTable, TableList } from './table-list.tsx';

interface SourceTablesProps {
  readonly connection: Static<typeof Connection>;
  readonly environment: string;
  readonly shown: FoundTable | null;
  onShow(table: FoundTable | null): void;
}

/** What a database has, to be chosen from and taken into the application. */
export function SourceTables({ connection, environment, shown, onShow }: SourceTablesProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const { client, tenant, application } = work;
  const { key } = connection;
  const label = appOf(definition)?.label || application;
  const ask = useMemo(() => ({ connection: key, key: application, label: label.slice(0, 120), attach: true }), [key, application, label]);
  const [found, again] = useLoaded(
    useCallback((signal) => client.call(introspectSource, { tenant, environment }, ask, { signal }), [client, tenant, environment, ask]),
  );
  const roles = rolesOf(definition);
  const [readers, setReaders] = useState<ReadonlySet<string>>(
    () => new Set(roles.filter(({ heldBy }) => heldBy !== 'assigned').map(({ id }) => id)),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [search, setSearch] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const [adopted, setAdopted] = useState<AdoptedTables | null>(null);
  const present = new Map(
    entitiesOf(definition).flatMap((entity) =>
      entity.source?.connection === key ? [[placeOfSource(entity.source), entity] as const] : [],
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
  const { database, objects } = found.value.report;
  const possible = objects.filter((table) => table.outcome !== 'left out' && !present.has(placeOfTable(table)));
  const selected = possible.filter((table) => chosen === null || chosen.has(placeOfTable(table)));
  const take = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const tables = [...selected.map(({ schema, name }) => ({ schema, name })), ...[...present.values()].flatMap(tableOf)];
      const { files } = await client.call(introspectSource, { tenant, environment }, { ...ask, tables });
      const componentIds = new Set(work.components.map(({ id }) => id));
      const result = adoptTables(work.session.store.definition, files, [...readers], { componentIds });
      const intent = `Add ${result.entities.length} ${result.entities.length === 1 ? 'entity' : 'entities'} of database “${database.name}”`;
      if (result.body === null || work.act(result.body, intent)) {
        setAdopted(result);
        setChosen(null);
      }
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="studio-designer">
      <header className="studio-bar">
        <h1>
          <bdi>{database.name}</bdi>
        </h1>
        <span className="studio-quiet">
          {text('studio.sources.found', '{count, plural, one {# table or view} other {# tables and views}}, {product} {version}', {
            product: productNames[connection.product],
            count: objects.length,
            version: database.version,
          })}
        </span>
        {connection.writable ? null : <span className="studio-tag">{text('studio.records.onlyRead', 'only read')}</span>}
        <span className="studio-grow" />
        <input
          className="studio-search"
          type="search"
          aria-label={text('studio.sources.filter', 'Filter tables')}
          placeholder={text('studio.sources.filter', 'Filter tables')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </header>
      {adopted === null || !adopted.entities.every(({ id }) => definition.records.get(id) !== undefined) ? null : (
        <AdoptedNotice adopted={adopted} onClose={() => setAdopted(null)} />
      )}
      <TableList
        tables={objects.filter(({ schema, name }) => `${schema}.${name}`.toLowerCase().includes(search.trim().toLowerCase()))}
        present={present}
        chosen={new Set(selected.map(placeOfTable))}
        shown={shown}
        onShow={onShow}
        onChoose={(next) => setChosen(next)}
      />
      <footer className="studio-take sources-take">
        <FailureLine error={failure} />
        {roles.length === 0 ? null : (
          <fieldset>
            <legend>
              {connection.writable
                ? text('studio.sources.editors', 'Who sees and changes the records')
                : text('studio.sources.readers', 'Who sees the records')}
            </legend>
            {roles.map((role) => (
              <label key={role.id}>
                <input type="checkbox" checked={readers.has(role.id)} onChange={() => setReaders(toggled(readers, role.id))} />
                <bdi>{role.label}</bdi>
              </label>
            ))}
          </fieldset>
        )}
        <span className="studio-grow" />
        <Button disabled={selected.length === 0 || busy} loading={busy} onClick={() => void take()}>
          {text(
            'studio.sources.take',
            '{count, plural, =0 {Choose tables} one {Add # entity with its pages} other {Add # entities with their pages}}',
            {
              count: selected.length,
            },
          )}
        </Button>
      </footer>
    </div>
  );
}

function placeOfSource({ schema, table }: NonNullable<RecordOf<'entity'>['source']>): string {
  return placeOfTable({ schema, name: table });
}

/** What is there already is asked for too, so that references and relations lead to it. */
function tableOf({ source }: RecordOf<'entity'>): { schema: string; name: string }[] {
  return source === undefined ? [] : [{ schema: source.schema, name: source.table }];
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
