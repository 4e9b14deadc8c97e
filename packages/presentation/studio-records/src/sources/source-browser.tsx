import '../studio-records.css';
import { listConnections, removeConnection } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import {
  ConfirmedRemoval,
  EnvironmentChoice,
  PanelSection,
  StateMessage,
  ToolButton,
  useShowProperties,
  useWork,
  WorkArea,
} from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { ConnectionForm } from './connection-form.tsx';
import { SourceTables } from './source-tables.tsx';
import type { FoundTable } from './table-list.tsx';
import { TableReport } from './table-report.tsx';

/** Databases of others: connect one, see what it has, and take tables of it into the application. */
export function SourceBrowser({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const { client, tenant, member } = work;
  const [environment, setEnvironment] = useState(work.environment);
  const [listed, again] = useLoaded(
    useCallback((signal) => client.call(listConnections, { tenant, environment }, {}, { signal }), [client, tenant, environment]),
  );
  const showProperties = useShowProperties();
  const [shown, setShown] = useState<FoundTable | null>(null);
  const [current] = rest;
  const connections = listed.state === 'ready' ? listed.value.items : [];
  const connection = connections.find(({ key }) => key === current);
  const open = (key: string | null) => {
    setShown(null);
    work.openTool('sources', ...(key === null ? [] : [key]));
  };
  const named = { connection: connection?.key ?? '', environment };
  return (
    <WorkArea
      side={
        <>
          <EnvironmentChoice
            environment={environment}
            onChoose={(chosen) => {
              setEnvironment(chosen);
              open(null);
            }}
          />
          <PanelSection
            name="connections"
            title={text('studio.sources.connections', 'Databases in {environment}', { environment })}
            actions={
              <>
                {connection === undefined || !member.tenantRoles.includes('administrator') ? null : (
                  <ConfirmedRemoval
                    key={connection.key}
                    label={text('studio.sources.disconnect', 'Disconnect this database')}
                    title={text('studio.sources.disconnectTitle', 'Disconnect {connection} from {environment}?', named)}
                    help={text(
                      'studio.sources.disconnectHelp',
                      'Applications that use it there show no records of it any more. Nothing changes in the database; whoever connects it again needs its password.',
                    )}
                    agree={text('studio.sources.disconnectNow', 'Disconnect')}
                    onRemove={async () => {
                      await client.call(removeConnection, { tenant, environment }, { connection: connection.key });
                      again();
                      open(null);
                    }}
                  />
                )}
                <ToolButton icon="plus" label={text('studio.sources.connect', 'Connect a database')} onClick={() => open(null)} />
              </>
            }
          >
            {listed.state === 'ready' && connections.length === 0 ? (
              <p className="studio-none">{text('studio.sources.none', 'No database is connected yet.')}</p>
            ) : null}
            <ul className="studio-artefacts">
              {connections.map(({ key, host }) => (
                <li key={key}>
                  <button type="button" aria-current={key === current ? 'page' : undefined} onClick={() => open(key)}>
                    <Icon name="database" size={15} />
                    <bdi>{key}</bdi>
                    <small>{host}</small>
                  </button>
                </li>
              ))}
            </ul>
          </PanelSection>
        </>
      }
      properties={
        shown === null ? (
          <p className="studio-none">{text('studio.sources.choose', 'Choose a table to see what it becomes.')}</p>
        ) : (
          <TableReport table={shown} />
        )
      }
    >
      {listed.state === 'loading' ? <div className="studio-waiting" aria-busy="true" /> : null}
      {listed.state === 'failed' ? (
        <StateMessage icon="alert-circle" title={listed.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {listed.error.hint}
        </StateMessage>
      ) : null}
      {listed.state === 'ready' && connection === undefined ? (
        <ConnectionForm
          key={environment}
          environment={environment}
          taken={connections.map(({ key }) => key)}
          onKept={(key) => {
            again();
            open(key);
          }}
        />
      ) : null}
      {connection === undefined ? null : (
        <SourceTables
          key={`${environment} ${connection.key}`}
          connection={connection}
          environment={environment}
          shown={shown}
          onShow={(table) => {
            setShown(table);
            showProperties();
          }}
        />
      )}
    </WorkArea>
  );
}
