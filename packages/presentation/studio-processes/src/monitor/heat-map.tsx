import { type CallTarget, type ProcessSummary, processStatistics } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, ToolButton, useWork } from '@plinth/studio-frame';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ReadDiagram } from '../diagram/read-diagram.tsx';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { heatOf, type Measure, type Measured, measured, measures } from './heat.ts';
import { useDurations } from './use-durations.ts';
import { useWatched } from './use-watched.ts';
import { useVersionProcess } from './version-process.ts';

const daysOffered = [1, 7, 30, 90] as const;
const dayMilliseconds = 86_400_000;

interface HeatMapProps {
  readonly target: Required<CallTarget>;
  readonly process: ProcessSummary;
}

/** All newest instances of a process together on the diagram that is released: how often, how long, how many are there. */
export function HeatMap({ target, process }: HeatMapProps) {
  const text = useText();
  const { client } = useWork();
  const [drawn, againDrawn] = useVersionProcess(process.version, process.key);
  const [days, setDays] = useState<number | null>(null);
  const load = useCallback(
    (signal: AbortSignal) => {
      const since = days === null ? {} : { since: new Date(Date.now() - days * dayMilliseconds).toISOString() };
      return client.call(processStatistics, target, { process: process.key, ...since }, { signal });
    },
    [client, target, process.key, days],
  );
  const { value: answered, error, again } = useWatched(load);
  // While others are asked for, those before stay, and with them what was just chosen.
  const latest = useRef(answered);
  if (answered !== null) latest.current = answered;
  const value = latest.current;
  const failed = drawn.state === 'failed' ? drawn.error : value === null ? error : null;
  if (failed !== null)
    return (
      <StateMessage
        icon="alert-circle"
        title={failed.message}
        action={text('page.retry', 'Try again')}
        onAction={() => {
          againDrawn();
          again();
        }}
      >
        {failed.hint}
      </StateMessage>
    );
  if (drawn.state !== 'ready' || value === null) return <div className="studio-waiting" aria-busy="true" />;
  if (drawn.value === null)
    return <StateMessage icon="alert-triangle" title={text('studio.bpmn.cannotDraw', 'This process cannot be drawn')} />;
  if (value.instances === 0 && days === null)
    return (
      <StateMessage icon="route" title={text('studio.run.noneYet', 'No instances yet')}>
        {text('studio.run.noneYetHelp', 'An instance begins when somebody starts the process, or what it waits for happens.')}
      </StateMessage>
    );
  return <Counted drawn={drawn.value} statistics={value} days={days} onDays={setDays} onAgain={again} />;
}

interface CountedProps {
  readonly drawn: DrawnProcess;
  readonly statistics: Parameters<typeof measured>[0];
  /** Those of so many days until now; null for all. */
  readonly days: number | null;
  onDays(days: number | null): void;
  onAgain(): void;
}

function Counted({ drawn, statistics, days, onDays, onAgain }: CountedProps) {
  const text = useText();
  const format = useFormat();
  const durations = useDurations();
  const { nameOfKey } = useElementNames(drawn);
  const [measure, setMeasure] = useState<Measure>('often');
  const [selected, setSelected] = useState('');
  const titles: Readonly<Record<Measure, string>> = {
    often: text('studio.run.measureOften', 'How often'),
    median: text('studio.run.measureMedian', 'How long'),
    here: text('studio.run.measureHere', 'How many now'),
    incidents: text('studio.run.measureIncidents', 'Incidents'),
  };
  const write = useCallback(
    ({ of, value }: Measured) => {
      const short = measure === 'median' ? durations(value) : format.number(value, { compact: true });
      return {
        short,
        words:
          measure === 'median'
            ? text('studio.run.wordsMedian', 'half of them took {time} or less, the longest {longest}', {
                time: short,
                longest: durations(of.longestSeconds ?? 0),
              })
            : measure === 'here'
              ? text('studio.run.wordsHere', '{count, plural, one {# is} other {# are}} here, the oldest since {since}', {
                  count: value,
                  since: format.dateTime(of.oldest, 'short'),
                })
              : measure === 'incidents'
                ? text('studio.run.wordsIncidents', '{count, plural, one {# incident} other {# incidents}}', { count: value })
                : text('studio.run.wordsOften', 'begun {count, plural, one {once} other {# times}}, done {done}', {
                    count: value,
                    done: of.completed,
                  }),
      };
    },
    [measure, durations, format, text],
  );
  const values = useMemo(() => measured(statistics, measure), [statistics, measure]);
  const heat = useMemo(() => heatOf(values, measure, write), [values, measure, write]);
  const marks = useMemo(() => ({ heat }), [heat]);
  return (
    <>
      <div className="studio-filter">
        <fieldset className="monitor-measures">
          <legend className="studio-hidden">{text('studio.run.measure', 'What is compared')}</legend>
          {measures.map((each) => (
            <label key={each}>
              <input type="radio" name="measure" checked={measure === each} onChange={() => setMeasure(each)} />
              <span>{titles[each]}</span>
            </label>
          ))}
        </fieldset>
        <select
          aria-label={text('studio.run.begun', 'Begun when')}
          value={days ?? ''}
          onChange={({ currentTarget: { value } }) => onDays(value === '' ? null : Number(value))}
        >
          <option value="">{text('studio.run.begunEver', 'Whenever they began')}</option>
          {daysOffered.map((count) => (
            <option key={count} value={count}>
              {text('studio.run.begunDays', '{count, plural, one {Of the last day} other {Of the last # days}}', { count })}
            </option>
          ))}
        </select>
        <span className="studio-grow" />
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={onAgain} />
      </div>
      <p className="monitor-counted" role="status">
        {statistics.since === null
          ? text('studio.run.countedNone', 'None began then')
          : text('studio.run.counted', '{count, plural, one {The newest instance} other {The # newest instances}}, begun since {since}', {
              count: statistics.instances,
              since: format.dateTime(statistics.since, 'short'),
            })}
        {' · '}
        {text('studio.run.countedStates', '{active} running, {completed} completed, {incidents} with incidents', {
          active: statistics.active,
          completed: statistics.completed,
          incidents: statistics.withIncidents,
        })}
        {statistics.hasMore ? ` · ${text('studio.run.countedMore', 'older ones are not counted')}` : ''}
      </p>
      <div className="monitor-heat">
        <ReadDiagram
          drawn={drawn}
          label={text('studio.run.heatDiagram', 'Diagram of the process with what is compared')}
          marks={marks}
          selected={selected}
          onSelect={setSelected}
        />
        <div className="monitor-values">
          <table>
            <caption>{titles[measure]}</caption>
            <tbody>
              {values.map((each) => {
                const node = drawn.nodes.find(({ key }) => key === each.of.element);
                return (
                  <tr key={each.of.element} data-selected={(node !== undefined && node.id === selected) || undefined}>
                    <th scope="row">
                      <button
                        type="button"
                        className="studio-link"
                        disabled={node === undefined}
                        onClick={() => setSelected(node?.id ?? '')}
                      >
                        <bdi>{nameOfKey(each.of.element)}</bdi>
                      </button>
                    </th>
                    <td>{heat.get(each.of.element)?.short}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {values.length === 0 ? <p className="process-hint">{text('studio.run.nothingOf', 'There is nothing of it.')}</p> : null}
        </div>
      </div>
    </>
  );
}
