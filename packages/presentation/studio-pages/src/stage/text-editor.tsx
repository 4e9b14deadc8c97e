import type { RecordOf } from '@plinth/app-definition';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { wordingOf } from '../component-titles.ts';
import { setProperty } from '../edits/edits.ts';
import { writtenText } from '../edits/written-text.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { textPropertyOf } from './text-property.ts';

interface TextEditorProps {
  readonly record: RecordOf<'component'>;
  readonly style: CSSProperties;
  onClose(): void;
}

/** Changes the words of an instance where it stands. Enter keeps them, Escape leaves them as they were. */
export function TextEditor({ record, style, onClose }: TextEditorProps) {
  const page = usePageWork();
  const told = useComponentWords();
  const property = textPropertyOf(record, page.components);
  const [value, setValue] = useState(property?.value ?? '');
  // Closing takes the focus away, which must not keep what was just given up.
  const closed = useRef(false);
  if (property === null) return null;
  const close = () => {
    closed.current = true;
    onClose();
  };
  const keep = () => {
    if (closed.current) return;
    if (value !== property.value)
      page.edit(setProperty(record, property, writtenText(value, property.bindable), wordingOf(page.components)));
    close();
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.shiftKey) keep();
    else return;
    event.preventDefault();
  };
  return (
    <textarea
      className="overlay-text"
      style={style}
      aria-label={told(property.label)}
      // biome-ignore lint/a11y/noAutofocus: opened to be typed into
      autoFocus
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setValue(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={keys}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
