import { colourTokens } from '@plinth/component-kit';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { useDraft } from '@plinth/studio-frame';
import { type ComponentType, useState } from 'react';
import { numberOf } from './arithmetic.ts';
import type { EditorProps } from './editor.ts';
import { IconPicker } from './icon-picker.tsx';
import { ItemList, itemShape } from './item-list.tsx';
import { readJson } from './read-json.ts';
import { TextValue } from './text-editor.tsx';

function NumberValue({ id, value, onChange }: EditorProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined || value === null ? '' : String(value), (text) => {
    const number = text.trim() === '' ? undefined : numberOf(text);
    setWrong(number === null);
    if (number !== null) onChange(number);
  });
  return <input id={id} type="text" inputMode="decimal" aria-invalid={wrong || undefined} {...draft} />;
}

function BooleanValue({ id, value, onChange }: EditorProps) {
  return <input id={id} type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

function ChoiceValue({ id, value, schema, onChange }: EditorProps) {
  const choices = Array.isArray(schema.enum) ? schema.enum : [];
  return <Choice id={id} value={value} choices={choices.map(String)} optional={schema.default === undefined} onChange={onChange} />;
}

function KeyValue({ id, value, keys, onChange }: EditorProps) {
  return <Choice id={id} value={value} choices={keys} optional onChange={onChange} />;
}

function FieldValue(props: EditorProps) {
  return props.keys.length > 0 ? <KeyValue {...props} /> : <TextValue {...props} />;
}

interface ChoiceProps extends Pick<EditorProps, 'id' | 'value' | 'onChange'> {
  readonly choices: readonly string[];
  readonly optional: boolean;
}

function Choice({ id, value, choices, optional, onChange }: ChoiceProps) {
  const written = typeof value === 'string' ? value : '';
  const all = written === '' || choices.includes(written) ? choices : [written, ...choices];
  return (
    <select
      id={id}
      value={written}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    >
      {optional || written === '' ? <option value="">–</option> : null}
      {all.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

function ColourValue({ id, value, onChange }: EditorProps) {
  const written = typeof value === 'string' ? value : '';
  return (
    <span className="property-colour">
      <i style={written === '' ? {} : { background: `var(--${written})` }} />
      <Choice id={id} value={written} choices={colourTokens} optional onChange={onChange} />
    </span>
  );
}

function IconValue({ id, label, value, onChange }: EditorProps) {
  return <IconPicker id={id} label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
}

function JsonValueEditor({ id, value, onChange }: EditorProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined ? '' : JSON.stringify(value, null, 2), (text) => {
    const read = readJson(text);
    setWrong(read === null);
    if (read !== null) onChange(read.value);
  });
  return <textarea id={id} className="property-code" rows={5} spellCheck={false} aria-invalid={wrong || undefined} {...draft} />;
}

/** Columns, options and the like: a list where its items have parts or are texts, JSON otherwise. */
function ItemsValue(props: EditorProps) {
  const { schema, value, label, keys, onChange } = props;
  const items = isJsonObject(schema.items) ? schema.items : {};
  const { first, properties } = itemShape(items);
  if (first.length === 0 && items.type !== 'string') return <JsonValueEditor {...props} />;
  const fresh = (field: string, number: number): JsonValue => {
    if (first.length === 0) return '';
    if (first.includes('field')) return { field };
    return Object.fromEntries(first.map((name) => [name, name in properties ? freshPart(name, number) : '']));
  };
  return (
    <ItemList
      label={singular(label)}
      items={Array.isArray(value) ? (value as readonly JsonValue[]) : []}
      schema={items}
      keys={keys}
      fresh={fresh}
      onChange={(changed) => onChange(changed.length === 0 ? undefined : [...changed])}
    />
  );
}

function freshPart(name: string, number: number): string {
  return name === 'label' ? `Option ${number}` : `option${number}`;
}

/** What one of them is called: manifests name the whole, with what it means to write none behind a semicolon. */
function singular(label: string): string {
  const [whole = label] = label.split(';');
  if (whole.endsWith('ies')) return `${whole.slice(0, -3)}y`;
  return whole.endsWith('s') && !/\s/.test(whole) ? whole.slice(0, -1) : whole;
}

/** The editor of each kind of property. */
export const valueEditors: Readonly<Record<EditorProps['property']['editor'], ComponentType<EditorProps>>> = {
  text: TextValue,
  'long-text': TextValue,
  number: NumberValue,
  boolean: BooleanValue,
  choice: ChoiceValue,
  colour: ColourValue,
  icon: IconValue,
  options: ItemsValue,
  columns: ItemsValue,
  query: KeyValue,
  entity: KeyValue,
  field: FieldValue,
  page: KeyValue,
  expression: TextValue,
  json: JsonValueEditor,
};
