import { type CallTarget, type ListedInstance, listInstances, listVersions, type ProcessSummary } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { type ShownTab, StateMessage, TabList, ToolButton, useWork, WorkArea } from '@plinth/studio-frame';
import { go, useLoaded, usePlace } from '@plinth/web-shell';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { filterAt, type InstancesTab, queryOf, tabAt } from './filter-address.ts';
import { HeatMap } from './heat-map.tsx';
import { dayBounds, everyInstance, type InstanceFilter, InstanceFilterBar } from './instance-filter.tsx';
import { InstanceTable } from './instance-table.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { useWatched } from './use-watched.ts';

interface ProcessInstancesProps {
  readonly target: Required<CallTarget>;
  readonly process: ProcessSummary;
  readonly side: ReactNode;
}

/** The instances of one process: as a list, or all together on its diagram. The address says which of them and how. */
export function ProcessInstances({ target, process, side }: ProcessInstancesProps) {
  const text = useText();
  const { query } = usePlace();
  const written = query.toString();
  const filter = useMemo(() => filterAt(new URLSearchParams(written)), [written]);
  const tab = tabAt(query);
  const show = (next: InstanceFilter, as: InstancesTab) => go(location.pathname + queryOf(next, as), { replace: true });
  const setTab = (next: InstancesTab) => show(filter, next);
  const tabs: readonly ShownTab<InstancesTab>[] = [
    { key: 'list', icon: 'list', title: text('studio.run.instances', 'Instances') },
    { key: 'heat', icon: 'chart-bar', title: text('studio.run.heatMap', 'Heat map') },
  ];
  return (
    <WorkArea side={side}>
      <div className="studio-designer">
        <div className="studio-designer-tabs">
          <TabList label={text('studio.run.views', 'Views of the instances')} tabs={tabs} current={tab} onTab={setTab} />
          <h1 className="monitor-title">
            <bdi>{process.label.trim() === '' ? process.key : process.label}</bdi>
          </h1>
        </div>
        {tab === 'list' ? (
          <InstanceList target={target} process={process} filter={filter} onFilter={(next) => show(next, 'list')} />
        ) : (
          <HeatMap target={target} process={process} />
        )}
      </div>
    </WorkArea>
  );
}

const pageSize = 50;

interface InstanceListProps extends Pick<ProcessInstancesProps, 'target' | 'process'> {
  readonly filter: InstanceFilter;
  onFilter(filter: InstanceFilter): void;
}

/** The instances as far as somebody has asked for them, the newest first, asked again while they are looked at. */
function InstanceList({ target, process, filter, onFilter }: InstanceListProps) {
  const text = useText();
  const work = useWork();
  const [pages, setPages] = useState(1);
  const [isMoving, setMoving] = useState(false);
  const { client } = work;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const items: ListedInstance[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pages; page++) {
        const asked = questionOf(process.key, filter, cursor);
        const answer: { readonly items: readonly ListedInstance[]; readonly next: string | null } = await client.call(
          listInstances,
          target,
          asked,
          { signal },
        );
        items.push(...answer.items);
        cursor = answer.next;
        if (cursor === null) break;
      }
      return { items, hasMore: cursor !== null };
    },
    [client, target, process.key, filter, pages],
  );
  const { value, error, again } = useWatched(load);
  const older = value?.items.some(({ status, version }) => status === 'active' && version !== process.version) ?? false;
  const openInstance = (id: string) => work.openTool('instances', target.environment, process.key, id);
  const isNarrowed = JSON.stringify(filter) !== JSON.stringify(everyInstance);
  const versions = useVersions();
  return (
    <>
      <InstanceFilterBar
        filter={filter}
        versions={versions}
        onFilter={(next) => {
          setPages(1);
          onFilter(next);
        }}
      >
        {older ? (
          <button type="button" className="studio-act" onClick={() => setMoving(true)}>
            {text('studio.run.move', 'Move to version {version}', { version: process.version })}
          </button>
        ) : null}
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={again} />
      </InstanceFilterBar>
      {isMoving ? (
        <MoveDialog
          target={target}
          process={process}
          onOpen={openInstance}
          onClose={() => {
            setMoving(false);
            again();
          }}
        />
      ) : null}
      {value === null && error !== null ? (
        <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {error.hint}
        </StateMessage>
      ) : value === null ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : value.items.length === 0 ? (
        <StateMessage
          icon="route"
          title={isNarrowed ? text('studio.run.noneSuch', 'No instance matches') : text('studio.run.noneYet', 'No instances yet')}
          action={isNarrowed ? text('studio.run.showAll', 'All instances') : undefined}
          onAction={() => onFilter(everyInstance)}
        >
          {isNarrowed
            ? text('studio.run.noneSuchHelp', 'Show all of them, or look for others.')
            : text('studio.run.noneYetHelp', 'An instance begins when somebody starts the process, or what it waits for happens.')}
        </StateMessage>
      ) : (
        <div className="studio-list">
          {error === null ? null : (
            <p className="process-found" data-tone="warn" role="status">
              <Icon name="alert-triangle" size={14} />
              <span>{text('studio.run.stale', 'What is shown may be old: {message}', { message: error.message })}</span>
            </p>
          )}
          <InstanceTable instances={value.items} onOpen={openInstance} />
          {value.hasMore ? (
            <button type="button" className="studio-act studio-more" onClick={() => setPages(pages + 1)}>
              {text('studio.run.more', 'Show older ones')}
            </button>
          ) : null}
        </div>
      )}
    </>
  );
}

/** The versions of the application, the newest first. */
function useVersions(): readonly string[] {
  const { client, tenant, application } = useWork();
  const [loaded] = useLoaded(
    useCallback((signal: AbortSignal) => client.call(listVersions, { tenant, application }, {}, { signal }), [client, tenant, application]),
  );
  return loaded.state === 'ready' ? loaded.value.items.map(({ version }) => version) : [];
}

function questionOf(process: string, { show, key, version, day }: InstanceFilter, cursor: string | null) {
  return {
    process,
    limit: pageSize,
    ...(show === 'all' ? {} : show === 'incidents' ? { incidents: true } : { status: show }),
    ...(key === '' ? {} : { key }),
    ...(version === '' ? {} : { version }),
    ...dayBounds(day),
    ...(cursor === null ? {} : { cursor }),
  };
}
