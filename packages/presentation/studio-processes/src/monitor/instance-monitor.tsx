import '../studio-processes.css';
import { listProcesses, listReleases, type ProcessSummary } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { EnvironmentChoice, PanelSection, StateMessage, useWork, WorkArea } from '@plinth/studio-frame';
import { go, useLoaded, usePlace } from '@plinth/web-shell';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { OpenInstance } from './open-instance.tsx';
import { ProcessInstances } from './process-instances.tsx';

/** The instances of processes: which there are, where they stand, what happened, and what keeps them. */
export function InstanceMonitor({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const { client, tenant, application } = work;
  const version = useSignalValue(work.release)?.version;
  const [wantedEnvironment, wanted, instance] = rest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something was published
  const loadReleases = useCallback(
    (signal: AbortSignal) => client.call(listReleases, { tenant, application }, {}, { signal }),
    [client, tenant, application, version],
  );
  const [releases, againReleases] = useLoaded(loadReleases);
  const released = useMemo(
    () => (releases.state === 'ready' ? releases.value.items.map((release) => release.environment) : []),
    [releases],
  );
  const { environments, environment: first } = work;
  const environment =
    environments.find(({ key }) => key === wantedEnvironment)?.key ?? environments.find(({ key }) => released.includes(key))?.key ?? first;
  const isReleased = released.includes(environment);
  const target = useMemo(() => ({ tenant, environment, application }), [tenant, environment, application]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const load = useCallback(
    async (signal: AbortSignal) => (isReleased ? client.call(listProcesses, target, {}, { signal }) : { items: [] }),
    [client, target, isReleased, version],
  );
  const [listed, againListed] = useLoaded(load);
  const processes = releases.state === 'ready' ? listed : releases;
  const again = releases.state === 'failed' ? againReleases : againListed;
  const managed = listed.state === 'ready' ? listed.value.items.filter(({ mayManage }) => mayManage) : [];
  const process = wanted === undefined ? managed[0] : managed.find(({ key }) => key === wanted);
  const { query } = usePlace();
  const isListed = instance === undefined || instance === '';
  /** How the list was narrowed that an instance was opened from. */
  const narrowed = useRef('');
  useEffect(() => {
    if (isListed) narrowed.current = query.size === 0 ? '' : `?${query}`;
  }, [isListed, query]);
  const back = (key: string) => {
    work.openTool('instances', environment, key);
    if (narrowed.current !== '') go(location.pathname + narrowed.current, { replace: true });
  };
  const side = (
    <>
      <EnvironmentChoice environment={environment} onChoose={(key) => work.openTool('instances', key)} />
      <PanelSection name="monitored-processes" title={text('studio.view.process', 'Processes')} grow>
        {processes.state === 'ready' && managed.length === 0 ? (
          <p className="studio-none">{text('studio.run.noneManaged', 'None that you manage runs here.')}</p>
        ) : (
          <ul className="studio-artefacts">
            {managed.map(({ key, label }) => (
              <li key={key}>
                <button
                  type="button"
                  aria-current={key === process?.key ? 'page' : undefined}
                  onClick={() => work.openTool('instances', environment, key)}
                >
                  <Icon name="route" size={15} />
                  <bdi>{label.trim() === '' ? key : label}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
    </>
  );
  if (process !== undefined)
    return isListed ? (
      <ProcessInstances key={`${environment} ${process.key}`} target={target} process={process} side={side} />
    ) : (
      <OpenInstance key={`${environment} ${instance}`} target={target} instance={instance} side={side} onBack={() => back(process.key)} />
    );
  return (
    <WorkArea side={side}>
      {processes.state === 'loading' ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : processes.state === 'failed' ? (
        <StateMessage icon="alert-circle" title={processes.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {processes.error.hint}
        </StateMessage>
      ) : (
        <NoProcesses isReleased={isReleased} items={listed.state === 'ready' ? listed.value.items : []} />
      )}
    </WorkArea>
  );
}

interface NoProcessesProps {
  readonly isReleased: boolean;
  /** Those that one may start, though manage none. */
  readonly items: readonly ProcessSummary[];
}

/** Why no instances are shown, and what to do. */
function NoProcesses({ isReleased, items }: NoProcessesProps) {
  const text = useText();
  if (!isReleased)
    return (
      <StateMessage icon="rocket" title={text('studio.run.notPublished', 'Nothing runs here yet')}>
        {text('studio.run.notPublishedHelp', 'Publish the application to this environment. Its processes run from then on.')}
      </StateMessage>
    );
  return (
    <StateMessage icon="lock" title={text('studio.run.noAccess', 'No instances are shown to you')}>
      {items.length > 0
        ? text(
            'studio.run.onlyStart',
            'Your roles start processes here and manage none. Name the processes under “manage” of one of your roles, then publish.',
          )
        : text(
            'studio.run.noAccessHelp',
            'The application that runs here has no process, or none of your roles manages one. Name processes under “manage” of one of your roles, then publish.',
          )}
    </StateMessage>
  );
}
