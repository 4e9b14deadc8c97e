import '../studio-records.css';
import { listConnections } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { PanelSection, StateMessage, ToolButton, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { ConnectionForm } from './connection-form.tsx';
import { RemoveConnection } from './remove-connection.tsx';
import { SourceTables } from './source-tables.tsx';
import type { FoundTable } from './table-list.tsx';
import { TableReport } from './table-report.tsx';

/** Databases of others: connect one, see what it has, and take tables of it into the application. */
export function SourceBrowser({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const { client, tenant, environments, member } = work;
  const [environment, setEnvironment] = useState(work.environment);
  const [listed, again] = useLoaded(
    useCallback((signal) => client.call(listConnections, { tenant, environment }, {}, { signal }), [client, tenant, environment]),
  );
  const [shown, setShown] = useState<FoundTable | null>(null);
  const [current] = rest;
  const connections = listed.state === 'ready' ? listed.value.items : [];
  const connection = connections.find(({ key }) => key === current);
  const open = (key: string | null) => {
    setShown(null);
    work.openTool('sources', ...(key === null ? [] : [key]));
  };
  return (
    <WorkArea
      side={
        <>
          <div className="records-environment">
            <label>
              <span>{text('studio.environment', 'Environment')}</span>
              <select
                value={environment}
                onChange={(event) => {
                  setEnvironment(event.currentTarget.value);
                  open(null);
                }}
              >
                {environments.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <PanelSection
            name="connections"
            title={text('studio.sources.connections', 'Databases in {environment}', { environment })}
            actions={
              <>
                {connection === undefined || !member.tenantRoles.includes('administrator') ? null : (
                  <RemoveConnection
                    key={connection.key}
                    connection={connection.key}
                    environment={environment}
                    onRemoved={() => {
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
          onShow={setShown}
        />
      )}
    </WorkArea>
  );
}
