import { type Definition, type FieldType, fieldTypes } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { type FormEvent, useState } from 'react';
import { addField } from '../definition/field-edits.ts';
import { typeNames } from '../type-names.ts';
import { useEdit } from '../use-edit.ts';

interface NewFieldProps {
  readonly definition: Definition;
  readonly entity: string;
  /** Back into the grid above. */
  onUp(): void;
}

/** The row below the fields where the next one is written: label, type, Enter. */
export function NewField({ definition, entity, onUp }: NewFieldProps) {
  const text = useText();
  const edit = useEdit();
  const [label, setLabel] = useState('');
  const [type, setType] = useState<FieldType>('text');
  const names = typeNames(text);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === '') return;
    if (!edit(addField(definition, entity, { label: label.trim(), type }))) return;
    setLabel('');
    document.getElementById('new-field')?.focus();
  };
  return (
    <form className="data-new-field" onSubmit={add}>
      <Icon name="plus" size={14} />
      <input
        id="new-field"
        type="text"
        dir="auto"
        aria-label={text('studio.newField', 'New field')}
        placeholder={text('studio.newFieldHint', 'New field: write its label, then Enter')}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') {
            event.preventDefault();
            onUp();
          } else if (event.key === 'Escape') setLabel('');
        }}
      />
      <select
        aria-label={text('studio.newFieldType', 'Type of the new field')}
        value={type}
        onChange={(event) => setType(event.currentTarget.value as FieldType)}
        onKeyDown={(event) => {
          // A select does not send its form.
          if (event.key === 'Enter') add(event);
        }}
      >
        {fieldTypes.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
      <button type="submit" className="studio-act" disabled={label.trim() === ''}>
        {text('studio.addField', 'Add field')}
      </button>
    </form>
  );
}
