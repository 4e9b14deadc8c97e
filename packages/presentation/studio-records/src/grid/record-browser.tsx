import '../studio-records.css';
import { type ApplicationShell, getApplication, type ShellEntity } from '@plinth/api-contract';
import { entitiesOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { EnvironmentChoice, PanelSection, StateMessage, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { EntityRecords } from './entity-records.tsx';

/** The records that an environment has, entity by entity, as far as the roles of the person go. */
export function RecordBrowser({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const { client, tenant, application } = work;
  const version = useSignalValue(work.release)?.version;
  const [environment, setEnvironment] = useState(work.environment);
  const target = useMemo(() => ({ tenant, environment, application }), [tenant, environment, application]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something was published
  const load = useCallback((signal: AbortSignal) => client.call(getApplication, target, {}, { signal }), [client, target, version]);
  const [shell, again] = useLoaded(load);
  const readable = shell.state === 'ready' ? shell.value.entities.filter(({ operations }) => operations.includes('read')) : [];
  const [wanted] = rest;
  const entity = wanted === undefined ? readable[0] : readable.find(({ key }) => key === wanted);
  const unreadable = entitiesOf(definition).filter(({ key }) => !readable.some((each) => each.key === key));
  const side = (
    <>
      <EnvironmentChoice environment={environment} onChoose={setEnvironment} />
      <PanelSection name="record-entities" title={text('studio.records.entities', 'Entities')} grow>
        <ul className="studio-artefacts">
          {readable.map(({ key, labelPlural, icon }) => (
            <li key={key}>
              <button type="button" aria-current={key === entity?.key ? 'page' : undefined} onClick={() => work.openTool('records', key)}>
                <Icon name={icon ?? 'table'} size={15} />
                <bdi>{labelPlural}</bdi>
              </button>
            </li>
          ))}
          {unreadable.map(({ key, label, labelPlural }) => (
            <li key={key}>
              <button type="button" aria-current={key === wanted ? 'page' : undefined} onClick={() => work.openTool('records', key)}>
                <Icon name="lock" size={15} />
                <bdi>{labelPlural ?? label}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </PanelSection>
    </>
  );
  if (entity !== undefined && shell.state === 'ready') {
    return (
      <EntityRecords
        key={`${environment} ${entity.key} ${shell.value.application.signature}`}
        entity={entity}
        target={target}
        side={side}
      />
    );
  }
  return (
    <WorkArea side={side} properties={null}>
      {shell.state === 'loading' ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : (
        <NoRecords shell={shell.state === 'ready' ? shell.value : null} entity={wanted}>
          {shell.state === 'failed' && shell.error.status !== 404 && shell.error.status !== 403 ? (
            <StateMessage icon="alert-circle" title={shell.error.message} action={text('page.retry', 'Try again')} onAction={again}>
              {shell.error.hint}
            </StateMessage>
          ) : null}
        </NoRecords>
      )}
    </WorkArea>
  );
}

interface NoRecordsProps {
  readonly shell: ApplicationShell | null;
  /** The entity that was asked for. */
  readonly entity: ShellEntity['key'] | undefined;
  readonly children: ReactNode;
}

/** Why there are no records to see, and what to do. */
function NoRecords({ shell, entity, children }: NoRecordsProps) {
  const text = useText();
  if (children !== null) return children;
  if (shell === null) {
    return (
      <StateMessage icon="rocket" title={text('studio.records.notPublished', 'Nothing to see here yet')}>
        {text(
          'studio.records.notPublishedHelp',
          'Publish the application to this environment, with a page and a role of yours that reads records.',
        )}
      </StateMessage>
    );
  }
  return (
    <StateMessage icon="lock" title={text('studio.records.noAccess', 'These records are not shown to you')}>
      {text(
        'studio.records.noAccessHelp',
        'None of your roles in the application reads {entity} here, or it is not published yet. Give one of them that permission, then publish.',
        { entity: entity ?? text('studio.records.anyEntity', 'any entity') },
      )}
    </StateMessage>
  );
}
