import type { DebugValue } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useEffect, useId, useState } from 'react';
import { useFunctionWork } from '../function-work.ts';
import { NamedValue } from './value-tree.tsx';

/** Expressions whose values are shown in each pause; they may change nothing. */
export function WatchList() {
  const text = useText();
  const { debug } = useFunctionWork();
  const watches = useSignalValue(debug.watches);
  const [written, setWritten] = useState('');
  const id = useId();
  const add = () => {
    const expression = written.trim();
    if (expression === '' || watches.includes(expression) || watches.length >= 20) return;
    debug.watches.value = [...watches, expression];
    setWritten('');
  };
  return (
    <section aria-labelledby={id}>
      <p className="function-title" id={id}>
        {text('studio.debug.watches', 'Watched')}
      </p>
      <ul className="debug-values debug-watches" aria-labelledby={id} dir="ltr">
        {watches.map((expression) => (
          <Watched
            key={expression}
            expression={expression}
            onRemove={() => {
              debug.watches.value = watches.filter((each) => each !== expression);
            }}
          />
        ))}
      </ul>
      <input
        className="debug-line"
        dir="ltr"
        spellCheck={false}
        value={written}
        placeholder={text('studio.debug.watchExample', 'An expression, then Enter')}
        aria-label={text('studio.debug.watch', 'Watch an expression')}
        onChange={({ currentTarget }) => setWritten(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') add();
        }}
      />
    </section>
  );
}

function Watched({ expression, onRemove }: { readonly expression: string; readonly onRemove: () => void }) {
  const text = useText();
  const { debug } = useFunctionWork();
  const pause = useSignalValue(debug.pause);
  const frame = useSignalValue(debug.frame);
  const state = useSignalValue(debug.state);
  const changes = useSignalValue(debug.changes);
  const [found, setFound] = useState<{ readonly value: DebugValue; readonly at: string } | null>(null);
  const at = `${pause} ${frame} ${changes} ${state}`;
  useEffect(() => {
    if (state !== 'paused') return;
    let isLatest = true;
    void debug.look(expression).then((given) => {
      if (isLatest) setFound(given === null ? null : { value: given.value, at });
    });
    return () => {
      isLatest = false;
    };
  }, [debug, expression, state, at]);
  const value: DebugValue = found?.at === at ? found.value : { kind: 'undefined', text: '–', of: null };
  return (
    <li className="debug-watched">
      <div>
        <NamedValue key={at} name={expression} value={value} />
      </div>
      <button
        type="button"
        className="studio-tool"
        aria-label={text('studio.debug.unwatch', 'Stop watching {expression}', { expression })}
        onClick={onRemove}
      >
        <Icon name="x" size={12} />
      </button>
    </li>
  );
}
