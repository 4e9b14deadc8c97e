import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useId } from 'react';
import { useFunctionWork } from '../function-work.ts';

/** The functions that are under way, the uppermost first; one of them is looked at. */
export function CallStack() {
  const text = useText();
  const { debug } = useFunctionWork();
  const standing = useSignalValue(debug.standing);
  const current = useSignalValue(debug.frame);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <p className="function-title" id={id}>
        {text('studio.debug.stack', 'Call stack')}
      </p>
      <ol className="debug-stack" aria-labelledby={id}>
        {standing?.frames.map(({ name, line, waits }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a function that calls itself stands there again and again
          <li key={at}>
            <button
              type="button"
              aria-current={at === current || undefined}
              aria-disabled={waits || undefined}
              title={waits ? text('studio.debug.waits', 'It waits for those above, and has no values now.') : undefined}
              onClick={() => {
                if (!waits) debug.frame.value = at;
              }}
            >
              <bdi dir="ltr">{name === '' ? text('studio.debug.nameless', '(nameless)') : name}</bdi>
              <span>
                {waits
                  ? text('studio.debug.waitsAt', 'waits at line {line}', { line })
                  : text('studio.function.line', 'Line {line}', { line })}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
