import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useState } from 'react';
import { WrittenInput } from '../properties/written-input.tsx';

/** A name that may be given a value. */
export interface KnownName {
  readonly name: string;
  readonly label: string;
  /** FEEL type of its value. */
  readonly type: string;
}

interface NameValuesProps {
  readonly label: string;
  readonly values: unknown;
  readonly known: readonly KnownName[];
  /** Whether names may be made up. */
  readonly free: boolean;
  readonly scope: ContextType;
  onChange(values: JsonObject): void;
}

/** Values by name: fields of a record, parameters of a page, what the page remembers. */
export function NameValues({ label, values, known, free, scope, onChange }: NameValuesProps) {
  const text = useText();
  const [fresh, setFresh] = useState('');
  const written: JsonObject = isJsonObject(values) ? values : {};
  const unused = known.filter(({ name }) => !Object.hasOwn(written, name));
  const add = (name: string) => onChange({ ...written, [name]: firstValue(known.find((each) => each.name === name)?.type) });
  const addFresh = () => {
    const name = fresh.trim();
    if (name === '' || Object.hasOwn(written, name)) return;
    add(name);
    setFresh('');
  };
  return (
    <fieldset className="name-values">
      <legend>{label}</legend>
      {Object.entries(written).map(([name, value]) => {
        const about = known.find((each) => each.name === name);
        const shown = about?.label ?? name;
        return (
          <div key={name} className="name-value">
            <WrittenInput
              label={text('studio.valueOf', 'Value of {name}', { name: shown })}
              shortLabel={shown}
              value={value as JsonValue}
              expects={about?.type ?? 'any'}
              scope={scope}
              onChange={(changed) => onChange({ ...written, [name]: changed ?? null })}
            />
            <ToolButton
              icon="x"
              label={text('studio.removeNamed', 'Remove {name}', { name: shown })}
              onClick={() => onChange(Object.fromEntries(Object.entries(written).filter(([each]) => each !== name)) as JsonObject)}
            />
          </div>
        );
      })}
      {unused.length === 0 ? null : (
        <select
          aria-label={text('studio.addValue', 'Add to {label}', { label })}
          value=""
          onChange={({ currentTarget }) => add(currentTarget.value)}
        >
          <option value="">{text('studio.addValueShort', 'Add a value …')}</option>
          {unused.map((each) => (
            <option key={each.name} value={each.name}>
              {each.label}
            </option>
          ))}
        </select>
      )}
      {free ? (
        <div className="name-values-fresh">
          <input
            type="text"
            aria-label={text('studio.newName', 'New name in {label}', { label })}
            placeholder={text('studio.newNameShort', 'name')}
            value={fresh}
            onChange={({ currentTarget }) => setFresh(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              addFresh();
            }}
          />
          <ToolButton
            icon="plus"
            label={text('studio.addNamed', 'Add a value of this name')}
            disabled={fresh.trim() === '' || Object.hasOwn(written, fresh.trim())}
            onClick={addFresh}
          />
        </div>
      ) : null}
    </fieldset>
  );
}

function firstValue(type: string | undefined): JsonValue {
  if (type === 'boolean') return true;
  return type === 'number' ? 0 : '';
}
