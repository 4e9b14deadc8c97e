import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useId } from 'react';
import { useFunctionWork } from '../function-work.ts';

/** Former runs of the open function, to look at again and to run with the same input. */
export function LastRuns() {
  const text = useText();
  const { runs, shown, show } = useFunctionWork();
  const all = useSignalValue(runs);
  const current = useSignalValue(shown);
  const id = useId();
  if (all.length < 2) return null;
  return (
    <>
      <p className="function-quiet" id={id}>
        {text('studio.function.lastRuns', 'Last runs')}
      </p>
      <ul className="function-runs" aria-labelledby={id}>
        {all.map((run) => (
          <li key={run.number}>
            <button type="button" aria-current={run === current || undefined} onClick={() => show(run)}>
              <Icon
                name={run.ok ? 'circle-check' : 'circle-x'}
                size={14}
                label={run.ok ? text('studio.passes', 'passes') : text('studio.fails', 'fails')}
              />
              <span>{new Date(run.at).toLocaleTimeString()}</span>
              <bdi>{run.input.replace(/\s+/g, ' ')}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
