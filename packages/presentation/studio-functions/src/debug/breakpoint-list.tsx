import type { Breakpoint } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useEffect, useId, useRef } from 'react';
import { useFunctionWork } from '../function-work.ts';

/** All breakpoints of the function with their conditions, and the way to each. */
export function BreakpointList() {
  const text = useText();
  const { debug } = useFunctionWork();
  const breakpoints = useSignalValue(debug.breakpoints);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <p className="function-title" id={id}>
        {text('studio.debug.breakpoints', 'Breakpoints')}
      </p>
      {breakpoints.length === 0 ? (
        <p className="function-quiet">
          {text(
            'studio.debug.noBreakpoints',
            'None yet. F9 sets one in the line of the cursor, Shift and F9 one with a condition; so do a click and a right click beside the numbers of the lines.',
          )}
        </p>
      ) : (
        <ul className="debug-breakpoints" aria-labelledby={id}>
          {breakpoints.map((breakpoint) => (
            <BreakpointRow key={breakpoint.line} breakpoint={breakpoint} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BreakpointRow({ breakpoint: { line, condition = '' } }: { readonly breakpoint: Breakpoint }) {
  const text = useText();
  const { debug, editor } = useFunctionWork();
  const isNowhere = useSignalValue(debug.nowhere).has(line);
  const wanted = useSignalValue(debug.conditionOf);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wanted !== line) return;
    field.current?.focus();
    debug.conditionOf.value = null;
  }, [wanted, line, debug]);
  const keep = (written: string) => {
    const changed = written.trim();
    if (changed === condition) return;
    const all = debug.breakpoints.peek();
    debug.setBreakpoints(all.map((each) => (each.line !== line ? each : changed === '' ? { line } : { line, condition: changed })));
  };
  return (
    <li>
      <button type="button" className="studio-link" onClick={() => editor.peek()?.goTo(line, 1)}>
        {text('studio.function.line', 'Line {line}', { line })}
      </button>
      <input
        ref={field}
        dir="ltr"
        spellCheck={false}
        maxLength={1000}
        defaultValue={condition}
        placeholder={text('studio.debug.condition', 'Only if, in JavaScript')}
        aria-label={text('studio.debug.conditionOf', 'Condition in line {line}', { line })}
        onBlur={({ currentTarget }) => keep(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep(event.currentTarget.value);
        }}
      />
      <button
        type="button"
        className="studio-tool"
        aria-label={text('studio.debug.remove', 'Remove the breakpoint in line {line}', { line })}
        onClick={() => debug.toggle(line)}
      >
        <Icon name="x" size={12} />
      </button>
      {isNowhere ? <small>{text('studio.debug.nowhere', 'Nothing is done here or below.')}</small> : null}
    </li>
  );
}
