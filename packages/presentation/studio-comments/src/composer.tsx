import { Button } from '@mantine/core';
import type { Colleague } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { suggestionsAt } from './mentions.ts';

interface ComposerProps {
  readonly label: string;
  readonly action: string;
  readonly colleagues: readonly Colleague[];
  readonly initial?: string;
  /** Rejects with why not: then everything stays as it was typed. */
  onWrite(text: string): Promise<void>;
  onCancel?: () => void;
}

const longest = 4000;

/** Where a comment is written. An @ offers names; Control and Enter send. */
export function Composer({ label, action, colleagues, initial = '', onWrite, onCancel }: ComposerProps) {
  const text = useText();
  const [written, setWritten] = useState(initial);
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const offered = caret === null ? null : suggestionsAt(written, caret, colleagues);
  const current = offered === null ? 0 : Math.min(chosen, offered.colleagues.length - 1);
  const take = (name: string) => {
    if (offered === null || caret === null) return;
    const before = `${written.slice(0, offered.from)}@${name} `;
    // At once: whoever types on would type at the end of the field, and then somewhere else.
    flushSync(() => {
      setWritten(before + written.slice(caret));
      setCaret(null);
    });
    field.current?.focus();
    field.current?.setSelectionRange(before.length, before.length);
  };
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (written.trim() === '' || busy) return;
    setBusy(true);
    setError(null);
    try {
      await onWrite(written.trim());
      setWritten('');
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
    else if (offered !== null && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : offered.colleagues.length - 1;
      setChosen((current + step) % offered.colleagues.length);
    } else if (offered !== null && (event.key === 'Enter' || event.key === 'Tab')) take(offered.colleagues[current]?.name ?? '');
    else if (offered !== null && event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
  };
  return (
    <form className="studio-composer" onSubmit={(event) => void send(event)}>
      <textarea
        ref={field}
        aria-label={label}
        placeholder={label}
        dir="auto"
        rows={2}
        maxLength={longest}
        value={written}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={error === null ? undefined : `${id}-error`}
        aria-controls={offered === null ? undefined : `${id}-names`}
        aria-activedescendant={offered === null ? undefined : `${id}-${current}`}
        onChange={(event) => {
          setWritten(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setChosen(0);
        }}
        onBlur={() => setCaret(null)}
        onKeyDown={keys}
      />
      {offered === null ? null : (
        <div id={`${id}-names`} className="studio-names" role="listbox" aria-label={text('studio.mention', 'Mention')}>
          {offered.colleagues.map((colleague, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the focus and the keys
            <div
              key={colleague.id}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === current}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(colleague.name)}
            >
              <bdi>{colleague.name}</bdi>
            </div>
          ))}
        </div>
      )}
      {error === null ? null : (
        <p id={`${id}-error`} className="studio-composer-error" role="alert">
          {error.message} {error.hint}
        </p>
      )}
      {written.trim() === '' && onCancel === undefined ? null : (
        <div className="studio-composer-actions">
          {onCancel === undefined ? null : (
            <Button size="xs" variant="subtle" onClick={onCancel}>
              {text('studio.cancel', 'Cancel')}
            </Button>
          )}
          <Button size="xs" type="submit" loading={busy} disabled={written.trim() === ''}>
            {action}
          </Button>
        </div>
      )}
    </form>
  );
}
