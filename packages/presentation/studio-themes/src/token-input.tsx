import { contrastRatio, isThemeValue, useText } from '@plinth/component-kit';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { useEffect, useId, useRef } from 'react';
import type { NamedToken } from './token-groups.ts';

interface TokenInputProps {
  readonly named: NamedToken;
  readonly colour: boolean;
  /** As it is. */
  readonly value: string;
  /** Whether the theme says so, not the platform. */
  readonly own: boolean;
  readonly faint: boolean;
  /** Undefined: as the platform has it. */
  onKeep(value: string | undefined): void;
}

/** One token: a picker where it is a colour, its value as text, and the way back to what the platform has. */
export function TokenInput({ named, colour, value, own, faint, onKeep }: TokenInputProps) {
  const text = useText();
  const id = useId();
  const label = text(named.id, named.english);
  const draft = useDraft(value, (written) => {
    const wanted = written.trim();
    onKeep(wanted === '' ? undefined : wanted);
  });
  const wrong = draft.value.trim() !== '' && !isThemeValue(named.token, draft.value.trim());
  return (
    <div className="themes-token" data-own={own ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {colour ? <ColourPicker label={text('studio.themes.pick', 'Pick: {token}', { token: label })} value={value} onKeep={onKeep} /> : null}
      <input
        id={id}
        type="text"
        dir="ltr"
        spellCheck={false}
        maxLength={200}
        aria-invalid={wrong || faint || undefined}
        {...draft}
        onBlur={() => (wrong ? undefined : draft.onBlur())}
        onKeyDown={(event) => (wrong && event.key === 'Enter' ? undefined : draft.onKeyDown(event))}
      />
      {own ? (
        <ToolButton
          icon="arrow-back-up"
          label={text('studio.themes.reset', 'Reset {token}', { token: label })}
          onClick={() => onKeep(undefined)}
        />
      ) : (
        <span className="themes-reset" />
      )}
      {wrong ? <p className="themes-wrong">{text('studio.themes.wrong', 'A theme cannot say this here.')}</p> : null}
    </div>
  );
}

interface ColourPickerProps {
  readonly label: string;
  readonly value: string;
  onKeep(value: string): void;
}

function ColourPicker({ label, value, onKeep }: ColourPickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const keep = useRef(onKeep);
  keep.current = onKeep;
  // React tells of every step on the way; kept is where the person ends, which is one step to undo.
  useEffect(() => {
    const element = input.current;
    const chosen = () => element !== null && keep.current(element.value);
    element?.addEventListener('change', chosen);
    return () => element?.removeEventListener('change', chosen);
  }, []);
  const known = contrastRatio(value, value) === null ? '#000000' : longForm(value);
  return <input key={known} ref={input} type="color" aria-label={label} defaultValue={known} />;
}

/** `#rrggbb`, which is all that a picker knows. */
function longForm(colour: string): string {
  return colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour.toLowerCase();
}
