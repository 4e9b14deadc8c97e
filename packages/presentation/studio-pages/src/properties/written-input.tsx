import { readPropertyText, writeLiteral } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { ExpressionInput } from '@plinth/studio-expressions';
import { useDraft } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import { numberOf } from './arithmetic.ts';

interface WrittenInputProps {
  /** For screen readers. */
  readonly label: string;
  /** As it stands beside the input, where that says enough. */
  readonly shortLabel?: string;
  /** As it is stored: a literal, `= expression` or `{{ template }}`. */
  readonly value: JsonValue | undefined;
  /** FEEL type of what it must give. */
  readonly expects: string;
  readonly scope: ContextType;
  /** Whether only an expression makes sense. */
  readonly computed?: boolean;
  onChange(value: JsonValue | undefined): void;
}

/** A value that is written or computed: `fx` changes from the one to the other. */
export function WrittenInput({ label, shortLabel, value, expects, scope, computed = false, onChange }: WrittenInputProps) {
  const text = useText();
  const id = useId();
  const read = readPropertyText(value);
  const [opened, setOpened] = useState(computed);
  const bound = read.kind !== 'literal' || (opened && value === undefined) || computed;
  const toggle = () => {
    if (bound) {
      setOpened(false);
      onChange(undefined);
    } else if (value === undefined) setOpened(true);
    else onChange(`= ${typeof read.value === 'object' ? 'null' : JSON.stringify(read.value)}`);
  };
  const keep = (kept: string) => {
    if (kept.trim() === '') onChange(undefined);
    else onChange(read.kind === 'template' && kept.includes('{{') ? kept : `= ${kept}`);
  };
  return (
    <div className="property" data-wide={bound ? '' : undefined}>
      <label htmlFor={id}>{shortLabel ?? label}</label>
      {bound ? (
        <ExpressionInput
          id={id}
          label={label}
          text={read.kind === 'literal' ? '' : read.text}
          kind={read.kind === 'template' ? 'template' : 'expression'}
          expects={expects}
          scope={scope}
          onKeep={keep}
        />
      ) : (
        <LiteralInput id={id} label={label} value={read.value} expects={expects} onChange={onChange} />
      )}
      {computed ? null : (
        <button
          type="button"
          className="property-bind"
          title={text('studio.bind', 'fx: compute {property}', { property: label })}
          aria-label={text('studio.bind', 'fx: compute {property}', { property: label })}
          aria-pressed={bound}
          onClick={toggle}
        >
          fx
        </button>
      )}
    </div>
  );
}

interface LiteralInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly expects: string;
  onChange(value: JsonValue | undefined): void;
}

function LiteralInput(props: LiteralInputProps) {
  const { id, label, value, expects, onChange } = props;
  if (expects === 'boolean' || typeof value === 'boolean') {
    const written = typeof value === 'boolean' ? String(value) : '';
    return (
      <select
        id={id}
        aria-label={label}
        value={written}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value === 'true')}
      >
        <option value="">–</option>
        <option value="true">true</option>
        <option value="false">false</option>
      </select>
    );
  }
  return expects === 'number' || typeof value === 'number' ? <LiteralNumber {...props} /> : <LiteralText {...props} />;
}

function LiteralNumber({ id, label, value, onChange }: LiteralInputProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(typeof value === 'number' || typeof value === 'string' ? String(value) : '', (written) => {
    const number = written.trim() === '' ? undefined : numberOf(written);
    setWrong(number === null);
    if (number !== null) onChange(number);
  });
  return <input id={id} aria-label={label} type="text" inputMode="decimal" aria-invalid={wrong || undefined} {...draft} />;
}

/** Text; what holds an expression between braces is a template from then on. */
function LiteralText({ id, label, value, onChange }: LiteralInputProps) {
  const text = useText();
  const shown = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const draft = useDraft(shown, (written) => {
    if (written === '') onChange(undefined);
    else onChange(written.includes('{{') ? written : (writeLiteral(written) as JsonValue));
  });
  return <input id={id} aria-label={label} type="text" placeholder={text('studio.nothing', 'nothing')} {...draft} />;
}
