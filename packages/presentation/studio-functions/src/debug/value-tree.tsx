import type { DebugPart, DebugValue } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useEffect, useState } from 'react';
import { useFunctionWork } from '../function-work.ts';

interface NamedValueProps {
  readonly name: string;
  readonly value: DebugValue;
}

/** A name with its value; what has parts unfolds, and asks for them then. */
export function NamedValue({ name, value }: NamedValueProps) {
  const [isOpen, setOpen] = useState(false);
  const line = (
    <>
      <span className="debug-name">{name}</span>
      <code data-kind={value.kind}>{value.kind === 'string' ? JSON.stringify(value.text) : value.text}</code>
    </>
  );
  return (
    <>
      {value.of === null ? (
        <span className="debug-value">{line}</span>
      ) : (
        <button type="button" className="debug-value" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
          {line}
        </button>
      )}
      {isOpen && value.of !== null ? <Parts of={value.of} label={name} /> : null}
    </>
  );
}

/** The parts of a value or a scope, some at a time. */
export function Parts({ of, label }: { readonly of: number; readonly label: string }) {
  const text = useText();
  const { debug } = useFunctionWork();
  const pause = useSignalValue(debug.pause);
  const [found, setFound] = useState<{ readonly total: number; readonly values: readonly DebugPart[] } | null | 'waiting'>('waiting');
  const [from, setFrom] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same number is another value in another pause
  useEffect(() => {
    let isLatest = true;
    void debug.parts(of, from).then((given) => {
      if (!isLatest) return;
      setFound((before) => {
        if (given === null) return null;
        return from === 0 || before === null || before === 'waiting' ? given : { ...given, values: [...before.values, ...given.values] };
      });
    });
    return () => {
      isLatest = false;
    };
  }, [debug, of, from, pause]);
  if (found === 'waiting') return <p className="function-quiet">{text('studio.debug.fetching', 'Being fetched…')}</p>;
  if (found === null) return <p className="function-quiet">{text('studio.debug.unreadable', 'It cannot be shown.')}</p>;
  if (found.values.length === 0) return <p className="function-quiet">{text('studio.debug.empty', 'Nothing in it')}</p>;
  const more = found.total - found.values.length;
  return (
    <ul className="debug-values" aria-label={label} dir="ltr">
      {found.values.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the order is that of the value
        <li key={`${pause} ${at}`}>
          <NamedValue name={name} value={value} />
        </li>
      ))}
      {more <= 0 ? null : (
        <li>
          <button type="button" className="studio-link" onClick={() => setFrom(found.values.length)}>
            {text('studio.debug.more', 'Show {count} more', { count: more })}
          </button>
        </li>
      )}
    </ul>
  );
}
