import { colourTokens, Icon } from '@plinth/component-kit';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { useDraft } from '@plinth/studio-frame';
import { type ComponentType, useState } from 'react';
import { numberOf } from './arithmetic.ts';
import { ColumnList } from './column-list.tsx';
import type { EditorProps } from './editor.ts';
import { OptionList } from './option-list.tsx';
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

function IconValue(props: EditorProps) {
  return (
    <span className="property-colour">
      <i>{typeof props.value === 'string' && props.value !== '' ? <Icon name={props.value} size={16} /> : null}</i>
      <TextValue {...props} />
    </span>
  );
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

function readJson(text: string): { readonly value: JsonValue | undefined } | null {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return null;
  }
}

function OptionsValue(props: EditorProps) {
  const { items } = props.schema;
  const plain = isJsonObject(items) && isJsonObject(items.properties) && 'value' in items.properties && 'label' in items.properties;
  return plain ? <OptionList {...props} /> : <JsonValueEditor {...props} />;
}

function ColumnsValue(props: EditorProps) {
  const { items } = props.schema;
  const isTable = JSON.stringify(items ?? {}).includes('"field"');
  return isTable ? <ColumnList {...props} /> : <JsonValueEditor {...props} />;
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
  options: OptionsValue,
  columns: ColumnsValue,
  query: KeyValue,
  entity: KeyValue,
  field: FieldValue,
  page: KeyValue,
  expression: TextValue,
  json: JsonValueEditor,
};
