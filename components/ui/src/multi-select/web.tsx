import { Combobox, useCombobox } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import type { Option } from '../contract/option.ts';
import { useInput } from '../contract/use-input.ts';
import styles from '../parts/chips.module.css';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import { sendByKeyboard } from '../parts/send-by-keyboard.ts';
import { useReached } from '../parts/use-reached.ts';
import { CheckboxChoices } from './checkbox-choices.tsx';
import type { multiSelect } from './manifest.ts';

export function MultiSelect(props: PropsOf<typeof multiSelect>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const [search, setSearch] = useState('');
  const [reached, reach] = useReached();
  const store = useCombobox({ onDropdownClose: () => store.resetSelectedOption() });
  const options: readonly Option[] = properties.options ?? input.description?.options ?? [];
  const chosen = Array.isArray(input.value) ? input.value.map(String) : [];
  const locked = input.readOnly || input.disabled;
  const put = (values: readonly string[]) => input.change(values.length === 0 && input.inForm ? null : values);
  const toggle = (value: string) => put(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);

  if (properties.appearance === 'checkboxes') {
    return (
      <Field input={input} group="group">
        <CheckboxChoices input={input} options={options} chosen={chosen} onToggle={toggle} />
      </Field>
    );
  }
  const wanted = search.trim().toLocaleLowerCase();
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  return (
    <Field input={input}>
      <Combobox
        store={store}
        readOnly={locked}
        withinPortal
        onOptionSubmit={(value) => {
          toggle(value);
          setSearch('');
        }}
      >
        <Combobox.DropdownTarget>
          <span
            className={`${control.control} ${styles.control}`}
            onKeyDownCapture={sendByKeyboard(store)}
            data-invalid={input.error ? true : undefined}
            data-read-only={input.readOnly || undefined}
            data-disabled={input.disabled || undefined}
          >
            {chosen.map((value) => (
              <span key={value} className={styles.value}>
                {labelOf(value)}
                {locked ? null : (
                  <button
                    type="button"
                    className={styles.remove}
                    tabIndex={-1}
                    aria-label={words('ui.multiSelect.remove', 'Remove {label}', { label: labelOf(value) })}
                    onClick={() => toggle(value)}
                  >
                    <Icon name="x" size={12} />
                  </button>
                )}
              </span>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                id={input.elementId}
                {...input.aria}
                className={`${control.input} ${styles.input}`}
                type="text"
                aria-autocomplete="list"
                placeholder={chosen.length === 0 ? (properties.placeholder ?? words('ui.select.choose', 'Choose')) : undefined}
                readOnly={input.readOnly}
                disabled={input.disabled}
                value={search}
                onChange={(event) => {
                  setSearch(event.currentTarget.value);
                  store.openDropdown();
                  store.updateSelectedOptionIndex();
                }}
                onFocus={reach}
                onClick={() => {
                  if (!locked) store.openDropdown();
                }}
                onBlur={() => {
                  store.closeDropdown();
                  setSearch('');
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' && search === '' && !locked) put(chosen.slice(0, -1));
                }}
              />
            </Combobox.EventsTarget>
          </span>
        </Combobox.DropdownTarget>
        {reached || store.dropdownOpened ? (
          <Combobox.Dropdown className={control.popover} hidden={locked}>
            <Combobox.Options className={control.options} aria-label={input.label} aria-multiselectable>
              {shown.map((option) => (
                <Combobox.Option
                  key={option.value}
                  value={option.value}
                  className={control.option}
                  disabled={option.disabled ?? false}
                  active={chosen.includes(option.value)}
                  aria-selected={chosen.includes(option.value)}
                >
                  <span className={styles.tick}>{chosen.includes(option.value) ? <Icon name="check" size={14} /> : null}</span>
                  {option.label}
                </Combobox.Option>
              ))}
            </Combobox.Options>
            {shown.length === 0 ? (
              <div className={control.nothing} role="status">
                {words('ui.select.nothing', 'Nothing found')}
              </div>
            ) : null}
          </Combobox.Dropdown>
        ) : null}
      </Combobox>
    </Field>
  );
}
