import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useId } from 'react';
import { jsonOf, useFunctionWork } from '../function-work.ts';
import { GrantedList } from './granted-list.tsx';
import { LastRuns } from './last-runs.tsx';
import { RunOutcome } from './run-outcome.tsx';

/** An input, what the function may reach with it, and what came of it. */
export function RunPanel({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const work = useFunctionWork();
  const input = useSignalValue(work.input);
  const inWorld = useSignalValue(work.inWorld);
  const shown = useSignalValue(work.shown);
  const id = useId();
  const isJson = jsonOf(input) !== null;
  return (
    <div className="function-run-panel">
      <div className="function-input">
        <label htmlFor={id}>{text('studio.function.input', 'Input as JSON')}</label>
        <textarea
          id={id}
          dir="ltr"
          spellCheck={false}
          value={input}
          aria-invalid={!isJson || undefined}
          aria-describedby={isJson ? undefined : `${id}-wrong`}
          onChange={({ currentTarget }) => {
            work.input.value = currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) work.run();
          }}
        />
        {isJson ? null : (
          <small id={`${id}-wrong`} role="alert">
            {text('studio.function.noJson', 'This is no JSON object.')}
          </small>
        )}
        <label className="function-check">
          <input
            type="checkbox"
            checked={inWorld}
            onChange={({ currentTarget }) => {
              work.inWorld.value = currentTarget.checked;
            }}
          />
          <span>
            {text('studio.function.inWorld', 'With the records of {environment}, as yourself', { environment: work.work.environment })}
          </span>
        </label>
        <GrantedList record={record} isOutside={inWorld} />
        <LastRuns />
      </div>
      <div className="function-outcome" role="status" aria-live="polite">
        {shown === null ? (
          <p className="function-quiet">
            {text('studio.function.notRun', 'Run it to see what it gives, logs and asks for. Ctrl and Enter runs it from the source.')}
          </p>
        ) : (
          <RunOutcome shown={shown} name={record.key} />
        )}
      </div>
    </div>
  );
}
