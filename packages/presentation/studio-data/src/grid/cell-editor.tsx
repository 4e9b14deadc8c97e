import type { ContextType } from '@plinth/expression';
import { ExpressionInput } from '@plinth/studio-expressions';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { type Choice, Choices } from '../properties/setting.tsx';

/** Where the focus goes when a cell has been edited: it stays, or goes on as the key says. */
export type Onward = 'stay' | 'down' | 'next' | 'previous' | 'blur';

interface CellEditorProps {
  readonly label: string;
  readonly value: string;
  /** What was typed to begin with, in place of the value. */
  readonly typed: string | null;
  readonly mono: boolean;
  readonly choices?: readonly Choice[];
  /** Keeps the text, and tells whether it was taken; what was not stays to be mended. */
  onKeep(value: string): boolean;
  onDone(onward: Onward): void;
}

/** The editor of a text or a choice, in the place of its cell. Enter and Tab keep what is written, Escape gives it up. */
export function CellEditor({ label, value, typed, mono, choices, onKeep, onDone }: CellEditorProps) {
  const [draft, setDraft] = useState(() => first(value, typed, choices));
  const done = useRef(false);
  const finish = (onward: Onward) => {
    if (done.current) return;
    done.current = true;
    if (draft !== value && !onKeep(draft)) {
      // It stays to be mended, wherever the focus is.
      done.current = false;
      return;
    }
    onDone(onward);
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      done.current = true;
      onDone('stay');
    } else if (event.key === 'Enter') finish('down');
    else if (event.key === 'Tab') finish(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  };
  const given = { 'aria-label': label, onBlur: () => finish('blur'), onKeyDown: keys };
  if (choices !== undefined) {
    return (
      <select {...given} ref={focused} value={draft} onChange={(event) => setDraft(event.currentTarget.value)}>
        <Choices value={draft} choices={choices} />
      </select>
    );
  }
  return (
    <input
      {...given}
      ref={typed === null ? selected : focused}
      type="text"
      className={mono ? 'data-mono' : undefined}
      dir={mono ? 'ltr' : 'auto'}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  );
}

/** A letter typed on a choice goes to the first that begins so. */
function first(value: string, typed: string | null, choices: readonly Choice[] | undefined): string {
  if (typed === null) return value;
  if (choices === undefined) return typed;
  const begins = (choice: Choice) => choice.label.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase());
  return choices.find(begins)?.value ?? value;
}

function focused(element: HTMLElement | null): void {
  element?.focus();
}

function selected(element: HTMLInputElement | null): void {
  element?.select();
}

interface FeelCellEditorProps {
  readonly label: string;
  readonly value: string;
  readonly scope: ContextType;
  readonly expects: string;
  onKeep(value: string): void;
  onDone(onward: Onward): void;
}

/** The editor of an expression, below its cell, where what it gives has room. */
export function FeelCellEditor({ label, value, scope, expects, onKeep, onDone }: FeelCellEditorProps) {
  const id = useId();
  const place = useRef<HTMLFieldSetElement>(null);
  const [at, setAt] = useState<{ readonly top: number; readonly left: number } | null>(null);
  useLayoutEffect(() => {
    // Beside the table and not in it, which would cut it off; at its cell as far as the window has room.
    const cell = place.current?.parentElement?.getBoundingClientRect();
    const own = place.current?.getBoundingClientRect();
    if (cell === undefined || own === undefined) return;
    setAt({
      top: Math.min(cell.top, window.innerHeight - own.height - 8),
      left: Math.max(8, Math.min(cell.left, window.innerWidth - own.width - 8)),
    });
  }, []);
  const keep = (text: string) => {
    onKeep(text);
    // Enter keeps and is done; what is kept because the focus goes is done by that.
    if (place.current?.contains(document.activeElement) === true) onDone('stay');
  };
  return (
    <fieldset
      ref={place}
      className="data-feel-cell"
      style={at ?? undefined}
      aria-label={label}
      onBlur={(event) => {
        const { currentTarget, relatedTarget } = event;
        if (currentTarget.contains(relatedTarget)) return;
        // What is replaced while it has the focus hands it over in the same breath.
        queueMicrotask(() => {
          if (!currentTarget.contains(document.activeElement)) onDone(relatedTarget === null ? 'stay' : 'blur');
        });
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onDone('stay');
      }}
    >
      <ExpressionInput id={id} label={label} text={value} kind="expression" scope={scope} expects={expects} focused onKeep={keep} />
    </fieldset>
  );
}
