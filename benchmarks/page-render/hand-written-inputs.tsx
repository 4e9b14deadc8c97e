import { Combobox, useCombobox } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly help?: string;
  readonly children: ReactNode;
}

function Field({ id, label, required, help, children }: FieldProps) {
  return (
    <div className="field-module__field">
      <label htmlFor={`${id}-input`} id={`${id}-label`} className="field-module__label">
        {label}{' '}
        {required ? (
          <span className="field-module__required" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      {children}
      {help ? (
        <p id={`${id}-help`} className="field-module__help">
          {help}
        </p>
      ) : null}
    </div>
  );
}

interface TextInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly help?: string;
  readonly onChange: (value: string) => void;
}

export function TextInput({ id, label, value, required, disabled, placeholder, help, onChange }: TextInputProps) {
  return (
    <Field id={id} label={label} required={required ?? false} {...(help === undefined ? {} : { help })}>
      <span className="control-module__control" data-disabled={disabled || undefined}>
        <input
          id={`${id}-input`}
          type="text"
          aria-describedby={help ? `${id}-help` : undefined}
          aria-required={required || undefined}
          placeholder={placeholder}
          className="control-module__input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
    </Field>
  );
}

interface SelectProps {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly clearable?: boolean;
  readonly onChange: (value: string | null) => void;
}

export function Select({ id, label, value, options, clearable = true, onChange }: SelectProps) {
  const [search, setSearch] = useState<string | null>(null);
  const store = useCombobox({
    onDropdownClose: () => {
      store.resetSelectedOption();
      setSearch(null);
    },
    onDropdownOpen: () => store.updateSelectedOptionIndex('active'),
  });
  const wanted = (search ?? '').trim().toLocaleLowerCase();
  const shown = wanted === '' ? options : options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const chosen = options.find((option) => option.value === value);
  return (
    <Field id={id} label={label}>
      <Combobox
        store={store}
        withinPortal
        onOptionSubmit={(picked) => {
          onChange(picked);
          store.closeDropdown();
        }}
      >
        <Combobox.DropdownTarget>
          <span className="control-module__control">
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                id={`${id}-input`}
                className="control-module__input"
                type="text"
                aria-autocomplete="list"
                spellCheck={false}
                placeholder="Choose"
                value={search ?? chosen?.label ?? ''}
                onChange={(event) => {
                  setSearch(event.currentTarget.value);
                  store.openDropdown();
                  store.updateSelectedOptionIndex();
                  if (event.currentTarget.value === '' && clearable) onChange(null);
                }}
                onClick={() => store.openDropdown()}
                onBlur={() => store.closeDropdown()}
              />
            </Combobox.EventsTarget>
            {clearable && chosen ? (
              <button
                type="button"
                className="control-module__side"
                tabIndex={-1}
                aria-label={`Empty ${label}`}
                onClick={() => onChange(null)}
              >
                <IconX size={14} stroke={1.75} aria-hidden />
              </button>
            ) : null}
            <span className="control-module__unit" aria-hidden="true">
              <IconChevronDown size={14} stroke={1.75} aria-hidden />
            </span>
          </span>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown className="control-module__popover">
          <Combobox.Options className="control-module__options" aria-label={label}>
            {shown.map((option) => (
              <Combobox.Option
                key={option.value}
                value={option.value}
                className="control-module__option"
                active={option.value === chosen?.value}
              >
                {option.label}
              </Combobox.Option>
            ))}
          </Combobox.Options>
          {shown.length === 0 ? (
            <div className="control-module__nothing" role="status">
              Nothing found
            </div>
          ) : null}
        </Combobox.Dropdown>
      </Combobox>
    </Field>
  );
}
