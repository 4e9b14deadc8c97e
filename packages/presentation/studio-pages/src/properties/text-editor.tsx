import { useDraft } from '@plinth/studio-frame';
import type { EditorProps } from './editor.ts';

export function TextValue({ id, value, property, onChange }: EditorProps) {
  const draft = useDraft(typeof value === 'string' || typeof value === 'number' ? String(value) : '', (text) =>
    onChange(text === '' ? undefined : text),
  );
  return property.editor === 'long-text' ? <textarea id={id} rows={3} {...draft} /> : <input id={id} type="text" {...draft} />;
}
