import { Button, Progress } from '@mantine/core';
import { cancelLongOperation, type LongOperation, mostReplayed, type ReplayReport, resultOf } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type PlannedProps, useWork } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';
import { replayOnServer } from './replay-on-server.ts';

interface ReplayMoreProps extends Pick<PlannedProps, 'environment' | 'candidate'> {
  readonly process: string;
  onReport(report: ReplayReport): void;
}

const counts = [100, 500, mostReplayed] as const;

/** Does more histories again on the server, which tells of which instances it speaks; for who manages the process. */
export function ReplayMore({ process, environment, candidate, onReport }: ReplayMoreProps) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, application } = useWork();
  const [most, setMost] = useState<number>(counts[0]);
  const [running, setRunning] = useState<LongOperation | 'beginning' | null>(null);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const looking = useRef<AbortController | null>(null);
  // Who closes the dialog cancels it; another dialog begins anew.
  useEffect(() => () => looking.current?.abort(), []);
  const place = { tenant, environment, application };
  const replay = async () => {
    const controller = new AbortController();
    looking.current = controller;
    const { signal } = controller;
    setFailure(null);
    setRunning('beginning');
    try {
      const onLook = (operation: LongOperation) => signal.aborted || setRunning(operation);
      const ended = await replayOnServer({ client, place, signal, onLook }, { process, ...candidate, most });
      if (ended === null) return;
      if (ended.status !== 'cancelled') onReport(resultOf(ended));
    } catch (thrown) {
      if (signal.aborted) return;
      setFailure(asPlinthError(thrown));
    }
    setRunning(null);
  };
  const cancel = async ({ id }: LongOperation) => {
    try {
      await client.call(cancelLongOperation, place, { operation: id });
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
  };
  if (running !== null) {
    const done = running === 'beginning' ? 0 : running.progress.done;
    const words = text('studio.replay.doing', 'Done again: {done} of at most {most}', {
      done: format.number(done),
      most: format.number(most),
    });
    return (
      <div className="planned-more">
        <span role="status">{words}</span>
        <Progress value={Math.min(100, (done / most) * 100)} aria-label={words} />
        <Button
          size="xs"
          variant="default"
          disabled={running === 'beginning'}
          onClick={() => running === 'beginning' || void cancel(running)}
        >
          {text('studio.cancel', 'Cancel')}
        </Button>
      </div>
    );
  }
  return (
    <>
      {failure === null ? null : (
        <p role="alert" className="planned-failure">
          {`${failure.message} ${failure.hint}`}
        </p>
      )}
      <form
        className="planned-more"
        onSubmit={(event) => {
          event.preventDefault();
          void replay();
        }}
      >
        <label>
          {text('studio.replay.most', 'Newest instances')}
          <select value={most} onChange={({ currentTarget }) => setMost(Number(currentTarget.value))}>
            {counts.map((count) => (
              <option key={count} value={count}>
                {format.number(count)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" size="xs" variant="default">
          {text('studio.replay.more', 'Replay, with examples')}
        </Button>
      </form>
    </>
  );
}
