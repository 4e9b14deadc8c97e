import { pagesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { useDefinition, useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId, useState } from 'react';
import { numberOf } from './arithmetic.ts';
import { IconPicker } from './icon-picker.tsx';
import { readJson } from './read-json.ts';

interface ItemPartProps {
  readonly title: string;
  /** For screen readers: which part of which item. */
  readonly label: string;
  readonly name: string;
  readonly schema: JsonObject;
  readonly value: JsonValue | undefined;
  readonly keys: readonly string[];
  /** Whether its title stands before it. */
  readonly seen: boolean;
  onChange(value: JsonValue | undefined): void;
}

/** One part of an item, edited as its schema says. */
export function ItemPart(props: ItemPartProps) {
  const { title, seen } = props;
  const id = useId();
  const editor = editorOf(props, id);
  if (!seen) return editor;
  return (
    <div className="property">
      <label htmlFor={id}>{title}</label>
      {editor}
    </div>
  );
}

function editorOf(props: ItemPartProps, id: string): ReactNode {
  const { name, label, schema, value, keys, onChange } = props;
  if (Array.isArray(schema.enum))
    return <Choice id={id} label={label} value={value} choices={schema.enum.map(String)} onChange={onChange} />;
  if (schema.type === 'boolean') return <YesOrNo id={id} label={label} value={value} onChange={onChange} />;
  if (schema.type === 'number' || schema.type === 'integer') return <PartNumber {...props} id={id} />;
  if (schema.type === 'object') return <PartJson {...props} id={id} />;
  if (name === 'icon') return <IconPicker id={id} label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
  if (name === 'page') return <PageChoice id={id} label={label} value={value} onChange={onChange} />;
  return <PartText {...props} id={id} keys={name === 'field' ? keys : []} />;
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: JsonValue | undefined;
  readonly choices: readonly string[];
  onChange(value: JsonValue | undefined): void;
}

function Choice({ id, label, value, choices, onChange }: ChoiceProps) {
  const written = typeof value === 'string' ? value : '';
  return (
    <select
      id={id}
      aria-label={label}
      value={written}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    >
      <option value="">–</option>
      {[...new Set([...(written === '' ? [] : [written]), ...choices])].map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

/** Written or not: what nothing is written for is as the component has it, which may be either. */
function YesOrNo({ id, label, value, onChange }: Omit<ChoiceProps, 'choices'>) {
  const text = useText();
  return (
    <select
      id={id}
      aria-label={label}
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value === 'true')}
    >
      <option value="">–</option>
      <option value="true">{text('studio.yes', 'yes')}</option>
      <option value="false">{text('studio.no', 'no')}</option>
    </select>
  );
}

function PageChoice(props: Omit<ChoiceProps, 'choices'>) {
  return <Choice {...props} choices={pagesOf(useDefinition()).map(({ key }) => key)} />;
}

type Edited = ItemPartProps & { readonly id: string };

/** Text; a field may also be a path, so that those there are are offered and others may be written. */
function PartText({ id, label, title, value, keys, onChange }: Edited) {
  const draft = useDraft(typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value), (written) =>
    onChange(written === '' ? undefined : written),
  );
  const listId = `${id}-keys`;
  return (
    <>
      <input id={id} type="text" aria-label={label} placeholder={title} list={keys.length === 0 ? undefined : listId} {...draft} />
      {keys.length === 0 ? null : (
        <datalist id={listId}>
          {keys.map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
      )}
    </>
  );
}

function PartNumber({ id, label, value, onChange }: Edited) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined ? '' : String(value), (written) => {
    const number = written.trim() === '' ? undefined : numberOf(written);
    setWrong(number === null);
    if (number !== null) onChange(number);
  });
  return <input id={id} type="text" inputMode="decimal" aria-label={label} aria-invalid={wrong || undefined} {...draft} />;
}

function PartJson({ id, label, value, onChange }: Edited) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined ? '' : JSON.stringify(value), (written) => {
    const read = readJson(written);
    setWrong(read === null);
    if (read !== null) onChange(read.value);
  });
  return (
    <textarea
      id={id}
      className="property-code"
      rows={2}
      spellCheck={false}
      aria-label={label}
      aria-invalid={wrong || undefined}
      {...draft}
    />
  );
}
