import { useText } from '@plinth/component-kit';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import styles from './editable-text.module.css';
import type { editableText } from './manifest.ts';
import { TypedText } from './typed-text.tsx';

export function EditableText({ id, properties, events, setOutput }: PropsOf<typeof editableText>) {
  const { label, opens, placeholder, maxLength, struck, readOnly } = properties;
  const words = useText();
  const [value, setValue] = useControlled(properties.value ?? '');
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const focusNext = useRef(false);
  useOutput(setOutput, 'value', value);
  useOutput(setOutput, 'editing', editing);
  useEffect(() => {
    if (!editing && focusNext.current) button.current?.focus();
    focusNext.current = false;
  }, [editing]);

  if (readOnly) {
    return (
      <span className={styles.words} data-struck={struck || undefined}>
        {value}
      </span>
    );
  }
  const open = () => {
    setEditing(true);
    void events.opened?.();
  };
  const finish = (typed: string | null, byKey: boolean) => {
    focusNext.current = byKey;
    setEditing(false);
    const kept = typed?.trim() ?? null;
    if (kept === null) void events.cancel?.({ value });
    else if (kept !== value) {
      setValue(kept);
      void events.save?.({ value: kept });
    }
    void events.closed?.();
  };
  if (editing) return <TypedText id={`${id}-input`} label={label} first={value} maxLength={maxLength ?? undefined} onFinish={finish} />;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'F2') return;
    event.preventDefault();
    open();
  };
  // Keys and screen readers click without a pointer, which a detail of 0 tells.
  const click = (event: MouseEvent) => {
    if (opens === 'click' || event.detail === 0) open();
  };
  return (
    <button
      ref={button}
      type="button"
      id={id}
      className={styles.words}
      data-struck={struck || undefined}
      data-empty={value === '' || undefined}
      title={
        opens === 'click'
          ? words('ui.editableText.click', '{label}: click to edit', { label })
          : words('ui.editableText.doubleClick', '{label}: double-click to edit', { label })
      }
      onClick={click}
      onDoubleClick={() => {
        if (opens === 'doubleClick') open();
      }}
      onKeyDown={press}
    >
      {value === '' ? (placeholder ?? label) : value}
    </button>
  );
}
