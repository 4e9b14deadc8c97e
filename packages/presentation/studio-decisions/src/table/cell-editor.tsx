import { useText } from '@plinth/component-kit';
import { type KeyboardEvent, useDeferredValue, useId, useLayoutEffect, useRef, useState } from 'react';
import { type CellKind, faultOf, keptText } from './cell-text.ts';
import { type Suggestion, suggestionsFor, wordBefore } from './suggestions.ts';

/** Where the selection goes when a cell is kept. */
export type Onward = 'down' | 'up' | 'right' | 'left' | 'stay';

interface CellEditorProps {
  readonly label: string;
  readonly text: string;
  readonly cell: CellKind;
  onKeep(text: string, onward: Onward): void;
  onGiveUp(): void;
}

/** A cell while it is written: what is wrong with it and what may stand there is seen at each key. */
export function CellEditor({ label, text, cell, onKeep, onGiveUp }: CellEditorProps) {
  const say = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(text);
  const [caret, setCaret] = useState(text.length);
  const [active, setActive] = useState(-1);
  const [closed, setClosed] = useState(false);
  const over = useRef(false);
  // Before anything else is typed, or it would be the grid's.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(text.length, text.length);
    input.current?.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [text]);
  const checked = useDeferredValue(draft);
  const fault = faultOf(keptText(checked, cell), cell);
  const suggestions = closed ? [] : suggestionsFor(cell, draft, caret);
  const keep = (onward: Onward) => {
    if (over.current) return;
    over.current = true;
    onKeep(draft, onward);
  };
  const take = (suggestion: Suggestion) => {
    const { from } = wordBefore(draft, caret);
    const next = draft.slice(0, from) + suggestion.text + draft.slice(caret).replace(/^"/, '');
    setDraft(next);
    setCaret(from + suggestion.text.length);
    setActive(-1);
    setClosed(true);
    input.current?.focus();
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = suggestions[active];
    const handled = ((): boolean => {
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp': {
          if (suggestions.length === 0) return false;
          const step = event.key === 'ArrowDown' ? 1 : -1;
          setActive((active + step + suggestions.length + (active < 0 && step < 0 ? 1 : 0)) % suggestions.length);
          return true;
        }
        case 'Enter':
          if (chosen !== undefined) take(chosen);
          else keep(event.shiftKey ? 'up' : 'down');
          return true;
        case 'Tab':
          if (chosen !== undefined) take(chosen);
          else keep(event.shiftKey ? 'left' : 'right');
          return true;
        case 'Escape':
          if (suggestions.length > 0 && active >= 0) setActive(-1);
          else {
            over.current = true;
            onGiveUp();
          }
          return true;
        case ' ':
          if (!event.ctrlKey) return false;
          setClosed(false);
          return true;
        default:
          return false;
      }
    })();
    // The keys of the grid are not the editor's.
    event.stopPropagation();
    if (handled) event.preventDefault();
  };
  return (
    <span className="cell-editor" data-finding={fault === null ? 'none' : 'bad'}>
      <input
        ref={input}
        type="text"
        dir={cell.kind === 'note' ? 'auto' : 'ltr'}
        aria-label={label}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        spellCheck={cell.kind === 'note'}
        autoComplete="off"
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
          setActive(-1);
          setClosed(false);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? draft.length)}
        onBlur={() => keep('stay')}
        onKeyDown={keys}
        onCopy={(event) => event.stopPropagation()}
        onCut={(event) => event.stopPropagation()}
        onPaste={(event) => event.stopPropagation()}
      />
      <span className="cell-editor-more" hidden={suggestions.length === 0 && fault === null}>
        {fault === null ? null : (
          <span id={`${id}-fault`} role="status" className="cell-editor-fault">
            {fault.message} {fault.hint}
          </span>
        )}
        <span
          role="listbox"
          id={`${id}-list`}
          aria-label={say('studio.cellChoices', 'What may stand here')}
          hidden={suggestions.length === 0}
        >
          {suggestions.map((suggestion, at) => (
            <span
              key={suggestion.text}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              onPointerDown={(event) => {
                event.preventDefault();
                event.stopPropagation();
                take(suggestion);
              }}
            >
              <bdi>{suggestion.text}</bdi>
              <small>{suggestion.detail}</small>
            </span>
          ))}
        </span>
      </span>
    </span>
  );
}
