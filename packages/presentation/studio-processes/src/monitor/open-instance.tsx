import { Button } from '@mantine/core';
import { type CallTarget, cancelInstance, type InstanceHistoryEntry } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { StateMessage, StudioDialog, ToolButton, useWork, WorkArea } from '@plinth/studio-frame';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { ReadDiagram } from '../diagram/read-diagram.tsx';
import { type InstanceData, readInstance } from './instance-data.ts';
import { InstancePanel } from './instance-panel.tsx';
import { momentAfter } from './moment.ts';
import { shortOf } from './short-of.ts';
import { StatusMark } from './status-mark.tsx';
import { Timeline } from './timeline.tsx';
import { useWatched } from './use-watched.ts';
import { useVersionProcess } from './version-process.ts';

interface OpenInstanceProps {
  readonly target: Required<CallTarget>;
  readonly instance: string;
  readonly side: ReactNode;
  /** Back to where it was chosen from. */
  onBack(): void;
}

/** One instance: on the diagram of its version, with its history, at any moment of it. */
export function OpenInstance({ target, instance, side, onBack }: OpenInstanceProps) {
  const text = useText();
  const { client } = useWork();
  const known = useRef<readonly InstanceHistoryEntry[]>([]);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const data = await readInstance({ client, target }, instance, known.current, signal);
      known.current = data.history;
      return data;
    },
    [client, target, instance],
  );
  const { value, error, again } = useWatched(load);
  if (value === null)
    return (
      <WorkArea side={side} properties={null}>
        {error === null ? (
          <div className="studio-waiting" aria-busy="true" />
        ) : (
          <StateMessage icon="alert-circle" title={error.message} action={text('studio.run.back', 'All instances')} onAction={onBack}>
            {error.hint}
          </StateMessage>
        )}
      </WorkArea>
    );
  return <ShownInstance data={value} problem={error?.message ?? null} target={target} side={side} onBack={onBack} onAgain={again} />;
}

interface ShownInstanceProps {
  readonly data: InstanceData;
  /** Why what is shown may be old. */
  readonly problem: string | null;
  readonly target: Required<CallTarget>;
  readonly side: ReactNode;
  onBack(): void;
  onAgain(): void;
}

function ShownInstance({ data, problem, target, side, onBack, onAgain }: ShownInstanceProps) {
  const text = useText();
  const work = useWork();
  const { details, history } = data;
  const [drawn, againDrawn] = useVersionProcess(details.version, details.process);
  const [at, setAt] = useState<number | null>(null);
  const [selected, setSelected] = useState('');
  const [isAsking, setAsking] = useState(false);
  const moment = useMemo(() => momentAfter(history, at ?? history.length), [history, at]);
  const marks = useMemo(() => ({ tokens: moment.tokens }), [moment]);
  const name = details.key ?? shortOf(details.id);
  const isOver = details.endedAt !== null;
  const act = async (what: () => Promise<unknown>) => {
    try {
      await what();
      onAgain();
    } catch (failure) {
      const { message, hint } = asPlinthError(failure);
      work.say({ message, hint, tone: 'bad' });
    }
  };
  const shown = drawn.state === 'ready' ? drawn.value : null;
  return (
    <WorkArea
      side={side}
      properties={<InstancePanel data={data} moment={moment} isNow={at === null} drawn={shown} target={target} onAct={act} />}
    >
      <div className="studio-designer">
        <div className="studio-designer-tabs">
          <ToolButton icon="arrow-left" label={text('studio.run.back', 'All instances')} onClick={onBack} />
          <h1 className="monitor-title">
            <bdi>{name}</bdi>
          </h1>
          <StatusMark status={details.status} incidents={details.incidents} />
          <span className="studio-grow" />
          <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={onAgain} />
          {isOver ? null : (
            <ToolButton icon="ban" label={text('studio.run.cancel', 'Cancel the instance')} onClick={() => setAsking(true)}>
              <span>{text('studio.run.cancelShort', 'Cancel')}</span>
            </ToolButton>
          )}
        </div>
        {problem === null ? null : (
          <p className="process-found" data-tone="warn" role="status">
            <Icon name="alert-triangle" size={14} />
            <span>{text('studio.run.stale', 'What is shown may be old: {message}', { message: problem })}</span>
          </p>
        )}
        {drawn.state === 'loading' ? (
          <div className="studio-waiting" aria-busy="true" />
        ) : drawn.state === 'failed' ? (
          <StateMessage icon="alert-circle" title={drawn.error.message} action={text('page.retry', 'Try again')} onAction={againDrawn}>
            {drawn.error.hint}
          </StateMessage>
        ) : drawn.value === null ? (
          <StateMessage icon="alert-triangle" title={text('studio.bpmn.cannotDraw', 'This process cannot be drawn')} />
        ) : (
          <>
            <ReadDiagram
              drawn={drawn.value}
              label={text('studio.run.instanceDiagram', 'Diagram of the instance')}
              marks={marks}
              selected={selected}
              onSelect={setSelected}
            />
            <Timeline
              drawn={drawn.value}
              history={history}
              hasMore={data.hasMore}
              at={at}
              element={drawn.value.nodes.find(({ id }) => id === selected)?.key ?? null}
              onAt={setAt}
            />
          </>
        )}
      </div>
      <StudioDialog opened={isAsking} title={text('studio.run.cancel', 'Cancel the instance')} onClose={() => setAsking(false)}>
        <div className="studio-form">
          <p>
            {text('studio.run.cancelHelp', '{name} ends with everything that runs in it. What it has done already stays done.', { name })}
          </p>
          <Button
            color="red"
            onClick={() => {
              setAsking(false);
              void act(() => work.client.call(cancelInstance, target, { instance: details.id }));
            }}
          >
            {text('studio.run.cancel', 'Cancel the instance')}
          </Button>
        </div>
      </StudioDialog>
    </WorkArea>
  );
}
