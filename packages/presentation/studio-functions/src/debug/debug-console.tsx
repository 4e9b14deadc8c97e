import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useEffect, useId, useRef, useState } from 'react';
import { useFunctionWork } from '../function-work.ts';
import { NamedValue } from './value-tree.tsx';

/** A line of JavaScript for the frame that is looked at, with what came of those before and what was logged meanwhile. */
export function DebugConsole() {
  const text = useText();
  const { debug } = useFunctionWork();
  const entries = useSignalValue(debug.entries);
  const state = useSignalValue(debug.state);
  const pause = useSignalValue(debug.pause);
  const [written, setWritten] = useState('');
  const [back, setBack] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const isPaused = state === 'paused';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new entry is scrolled to
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [entries]);
  const asked = entries.filter(({ kind }) => kind !== 'logged').map(({ expression }) => expression);
  const recall = (by: number) => {
    const next = Math.min(Math.max(0, back + by), asked.length);
    setBack(next);
    setWritten(next === 0 ? '' : (asked.at(-next) ?? ''));
  };
  return (
    <section className="debug-console" aria-labelledby={id}>
      <p className="function-title" id={id}>
        {text('studio.debug.console', 'Console')}
      </p>
      <ul className="debug-values debug-entries" aria-labelledby={id} aria-live="polite" dir="ltr" ref={list}>
        {entries.map(({ number, kind, expression, value, isWrong, pause: of }) =>
          value === null ? (
            <li key={number} data-tone={isWrong ? 'bad' : undefined}>
              <code>
                {kind === 'gone'
                  ? text('studio.debug.tookTooLong', '{expression}: took too long, or is not there any more', { expression })
                  : expression}
              </code>
            </li>
          ) : (
            // What was unfolded in another pause has no parts any more.
            <li key={number}>
              <NamedValue name={`${expression} →`} value={of === pause && isPaused ? value : { ...value, of: null }} />
            </li>
          ),
        )}
      </ul>
      <input
        className="debug-line"
        dir="ltr"
        spellCheck={false}
        value={written}
        readOnly={!isPaused}
        placeholder={
          isPaused
            ? text('studio.debug.expression', 'JavaScript in this frame, then Enter')
            : text('studio.debug.runs', 'Something can be evaluated while the function stands.')
        }
        aria-label={text('studio.debug.evaluate', 'Evaluate in the frame')}
        onChange={({ currentTarget }) => setWritten(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') recall(1);
          else if (event.key === 'ArrowDown') recall(-1);
          else if (event.key === 'Enter' && isPaused && written.trim() !== '') {
            void debug.evaluate(written.trim());
            setWritten('');
            setBack(0);
          } else return;
          event.preventDefault();
        }}
      />
    </section>
  );
}
