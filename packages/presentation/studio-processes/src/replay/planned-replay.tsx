import type { ProcessReplay, ReplayReport } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { type PlannedProps, useDefinition } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';
import { drawnProcess, isDrawn } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { type CountedChange, ReplayChanges } from './replay-changes.tsx';
import { ReplayMore } from './replay-more.tsx';

interface PlannedReplayProps extends Omit<PlannedProps, 'plan'> {
  readonly process: RecordOf<'process'>;
  readonly replay: ProcessReplay;
}

/** What the histories of one process come to: how many go otherwise, and where. More of them, with examples, when asked for. */
export function PlannedReplay({ process, replay, environment, candidate, onLeave }: PlannedReplayProps) {
  const text = useText();
  const format = useFormat();
  const [report, setReport] = useState<ReplayReport | null>(null);
  const { histories, same, differs, stops } = report ?? replay;
  const tone = stops > 0 ? 'bad' : differs > 0 ? 'warn' : 'good';
  const icons = { bad: 'circle-x', warn: 'alert-triangle', good: 'circle-check' } as const;
  const changes: readonly CountedChange[] = (report ?? replay).changes;
  return (
    <li>
      <details open={stops + differs > 0}>
        <summary>
          <span data-tone={tone}>
            <Icon name={icons[tone]} size={14} />
          </span>
          <strong>
            <bdi>{process.label.trim() === '' ? process.key : process.label}</bdi>
          </strong>{' '}
          <span role="status">
            {text('studio.replay.ofHistories', '{count, plural, one {one history} other {{shown} histories}}', {
              count: histories,
              shown: format.number(histories),
            })}
            {': '}
            {text('studio.replay.summary', '{same} go the same way, {differs} another way, {stops} not to their end', {
              same: format.number(same),
              differs: format.number(differs),
              stops: format.number(stops),
            })}
          </span>
        </summary>
        <Changes process={process} changes={changes} environment={environment} onLeave={onLeave} />
        <ReplayMore process={process.key} environment={environment} candidate={candidate} onReport={setReport} />
      </details>
    </li>
  );
}

interface ChangesProps extends Pick<PlannedReplayProps, 'process' | 'environment' | 'onLeave'> {
  readonly changes: readonly CountedChange[];
}

function Changes({ process, ...rest }: ChangesProps) {
  const definition = useDefinition();
  const drawn = useMemo(() => drawnProcess(definition, process.id), [definition, process.id]);
  // One that cannot be drawn is told by the check of the definition.
  return drawn === null || !isDrawn(drawn) ? null : <NamedChanges process={process} drawn={drawn} {...rest} />;
}

function NamedChanges({ drawn, ...rest }: ChangesProps & { readonly drawn: Parameters<typeof useElementNames>[0] }) {
  const { nameOfKey } = useElementNames(drawn);
  return <ReplayChanges nameOf={nameOfKey} {...rest} />;
}
