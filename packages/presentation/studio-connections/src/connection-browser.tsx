import './studio-connections.css';
import { listConnectors, removeConnection } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { ConfirmedRemoval, EnvironmentChoice, PanelSection, StateMessage, ToolButton, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { ActionList } from './actions/action-list.tsx';
import { ActionView } from './actions/action-view.tsx';
import { ConnectSystem } from './connect/connect-system.tsx';
import { ReportView, type SystemReport } from './connect/report-view.tsx';
import { ConnectionPanel } from './connection/connection-panel.tsx';
import { TriggerList } from './triggers/trigger-list.tsx';
import { TriggerView } from './triggers/trigger-view.tsx';

/** Other systems: connect one, see what it can be asked, try that, and take it into the application. */
export function ConnectionBrowser({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const { client, tenant, member } = work;
  const [environment, setEnvironment] = useState(work.environment);
  const [listed, again] = useLoaded(
    useCallback((signal) => client.call(listConnectors, { tenant, environment }, {}, { signal }), [client, tenant, environment]),
  );
  const [report, setReport] = useState<{ readonly connection: string; readonly of: SystemReport } | null>(null);
  const [current, action, trigger] = rest;
  const connections = listed.state === 'ready' ? listed.value.items : [];
  const connection = connections.find(({ key }) => key === current);
  const isAdministrator = member.tenantRoles.includes('administrator');
  const open = (...place: readonly string[]) => work.openTool('connections', ...place);
  const named = { connection: connection?.key ?? '', environment };
  return (
    <WorkArea
      side={
        <>
          <EnvironmentChoice
            environment={environment}
            onChoose={(chosen) => {
              setEnvironment(chosen);
              open();
            }}
          />
          <PanelSection
            name="systems"
            title={text('studio.connections.systems', 'Systems in {environment}', { environment })}
            actions={
              <>
                {connection === undefined || !isAdministrator ? null : (
                  <ConfirmedRemoval
                    key={connection.key}
                    label={text('studio.connections.disconnect', 'Disconnect this system')}
                    title={text('studio.connections.disconnectTitle', 'Disconnect {connection} from {environment}?', named)}
                    help={text(
                      'studio.connections.disconnectHelp',
                      'What applications ask of {connection} in {environment} fails until it is connected again. Its credentials are gone.',
                      named,
                    )}
                    agree={text('studio.connections.disconnectNow', 'Disconnect')}
                    onRemove={async () => {
                      await client.call(removeConnection, { tenant, environment }, { connection: connection.key });
                      again();
                      open();
                    }}
                  />
                )}
                <ToolButton icon="plus" label={text('studio.connections.connect', 'Connect a system')} onClick={() => open()} />
              </>
            }
          >
            {listed.state === 'ready' && connections.length === 0 ? (
              <p className="studio-none">{text('studio.connections.none', 'No system is connected yet.')}</p>
            ) : null}
            <ul className="studio-artefacts">
              {connections.map(({ key, title }) => (
                <li key={key}>
                  <button type="button" aria-current={key === current ? 'page' : undefined} onClick={() => open(key)}>
                    <Icon name="api-app" size={15} />
                    <bdi>{key}</bdi>
                    <small>
                      <bdi>{title}</bdi>
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </PanelSection>
        </>
      }
      properties={
        connection === undefined ? (
          <p className="studio-none">{text('studio.connections.choose', 'Choose a system to see how one signs in there.')}</p>
        ) : (
          <ConnectionPanel
            key={`${environment} ${connection.key}`}
            connection={connection}
            environment={environment}
            isAdministrator={isAdministrator}
            onChanged={again}
          />
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
        <ConnectSystem
          key={environment}
          environment={environment}
          taken={connections.map(({ key }) => key)}
          isAdministrator={isAdministrator}
          onKept={(key, of) => {
            setReport({ connection: key, of });
            again();
            open(key);
          }}
        />
      ) : null}
      {connection === undefined ? null : action === undefined ? (
        <ActionList
          key={`${environment} ${connection.key} ${connection.setAt}`}
          connection={connection}
          environment={environment}
          onOpen={(key) => open(connection.key, key)}
        >
          {report?.connection === connection.key ? <ReportView report={report.of} onClose={() => setReport(null)} /> : null}
          <TriggerList connection={connection.key} environment={environment} onOpen={(key) => open(connection.key, '-', key)} />
        </ActionList>
      ) : action === '-' && trigger !== undefined ? (
        <TriggerView
          key={`${environment} ${connection.key} ${trigger}`}
          connection={connection.key}
          environment={environment}
          trigger={trigger}
          isAdministrator={isAdministrator}
          onBack={() => open(connection.key)}
        />
      ) : (
        <ActionView
          key={`${environment} ${connection.key} ${action}`}
          connection={connection}
          environment={environment}
          action={action}
          isAdministrator={isAdministrator}
          onBack={() => open(connection.key)}
          onChanged={again}
        />
      )}
    </WorkArea>
  );
}
