import { listReleases } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, PlinthError } from '@plinth/foundation';
import { StateMessage, useDefinition, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { type RecordedInstance, recordedInstances } from './recorded-instances.ts';
import { ReplayedList } from './replayed-list.tsx';
import { useReplayed } from './use-replayed.ts';

type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly count: number }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string }
  | { readonly state: 'read'; readonly instances: readonly RecordedInstance[] };

const counts = [20, 50, 200] as const;

/** What instances that ran in an environment would come to by the process as it is drawn now, again at each change. */
export function ReplayTab({ drawn }: { readonly drawn: DrawnProcess }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const { client, tenant, application, environments } = work;
  const { key } = drawn.record;
  const loadReleases = useCallback(
    (signal: AbortSignal) => client.call(listReleases, { tenant, application }, {}, { signal }),
    [client, tenant, application],
  );
  const [releases] = useLoaded(loadReleases);
  const running = useMemo(() => {
    const keys = new Set(releases.state === 'ready' ? releases.value.items.map(({ environment }) => environment) : []);
    return environments.filter((environment) => keys.has(environment.key));
  }, [releases, environments]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [most, setMost] = useState<number>(counts[1]);
  const [reading, setReading] = useState<Reading>({ state: 'none' });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const environment = running.find((each) => each.key === chosen)?.key ?? running[0]?.key;
  const read = async () => {
    if (environment === undefined) return;
    asking.current?.abort();
    const asked = new AbortController();
    asking.current = asked;
    const { signal } = asked;
    setReading({ state: 'reading', count: 0 });
    const onRead = (count: number) => {
      if (!signal.aborted) setReading({ state: 'reading', count });
    };
    try {
      const target = { tenant, environment, application };
      const instances = await recordedInstances({ client, target }, { process: key, most }, { signal, onRead });
      if (!signal.aborted) setReading({ state: 'read', instances });
    } catch (error) {
      const { message, hint } = asPlinthError(error);
      if (!signal.aborted) setReading({ state: 'failed', message, hint });
    }
  };
  const result = useReplayed(reading.state === 'read' ? reading.instances : null, definition, key);
  if (releases.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  if (environment === undefined)
    return (
      <StateMessage icon="history" title={text('studio.replay.nothingRan', 'Nothing has run yet')}>
        {text(
          'studio.replay.nothingRanHelp',
          'Once the application is published and instances ran, their histories are done again here by what you draw.',
        )}
      </StateMessage>
    );
  return (
    <section className="replay" aria-label={text('studio.replay.title', 'Replay')}>
      <form
        className="studio-filter"
        onSubmit={(event) => {
          event.preventDefault();
          void read();
        }}
      >
        <label>
          <span>{text('studio.environment', 'Environment')}</span>
          <select value={environment} onChange={(event) => setChosen(event.currentTarget.value)}>
            {running.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text('studio.replay.most', 'Newest instances')}</span>
          <select value={most} onChange={(event) => setMost(Number(event.currentTarget.value))}>
            {counts.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="studio-act" disabled={reading.state === 'reading'}>
          {text('studio.replay.do', 'Replay')}
        </button>
        <span role="status">
          {reading.state === 'reading' ? text('studio.replay.reading', 'Read {count}…', { count: reading.count }) : ''}
        </span>
      </form>
      {reading.state === 'failed' ? (
        <StateMessage icon="alert-circle" title={reading.message}>
          {reading.hint}
        </StateMessage>
      ) : reading.state === 'read' && result === null ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : result === null ? (
        <StateMessage icon="history" title={text('studio.replay.title', 'Replay')}>
          {text(
            'studio.replay.help',
            'What happened to instances is done again by the process as it is drawn now: the same answers at the same times. Nothing is written, sent or asked.',
          )}
        </StateMessage>
      ) : result instanceof PlinthError ? (
        <p className="process-found" data-tone="bad" role="alert">
          <Icon name="alert-circle" size={14} />
          <span>{`${result.message} ${result.hint}`}</span>
        </p>
      ) : result.length === 0 ? (
        <StateMessage icon="history" title={text('studio.run.noneYet', 'No instances yet')}>
          {text('studio.run.noneYetHelp', 'An instance begins when somebody starts the process, or what it waits for happens.')}
        </StateMessage>
      ) : (
        <ReplayedList drawn={drawn} instances={result} />
      )}
    </section>
  );
}
