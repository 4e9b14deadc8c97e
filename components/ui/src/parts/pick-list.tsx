import { Combobox, useCombobox } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type ReactNode, useState } from 'react';
import type { Option } from '../contract/option.ts';
import type { Input } from '../contract/use-input.ts';
import control from './control.module.css';
import { sendByKeyboard } from './send-by-keyboard.ts';
import { useReached } from './use-reached.ts';

interface PickListProps {
  readonly input: Input;
  readonly options: readonly Option[];
  readonly chosen: Option | null;
  readonly placeholder: string;
  readonly clearable: boolean;
  readonly onChoose: (value: string | null) => void;
  /** Told what is typed, where the options come from elsewhere; absent: they are narrowed here. */
  readonly onSearch?: (text: string) => void;
  readonly loading?: boolean;
  readonly trailing?: ReactNode;
}

/** One of several values: type to narrow, arrow keys, Enter. */
export function PickList(props: PickListProps) {
  const { input, options, chosen, placeholder, clearable, onChoose, onSearch, loading, trailing } = props;
  const words = useText();
  const [search, setSearch] = useState<string | null>(null);
  const [reached, reach] = useReached();
  const store = useCombobox({
    onDropdownClose: () => {
      store.resetSelectedOption();
      setSearch(null);
    },
    onDropdownOpen: () => {
      onSearch?.('');
      store.updateSelectedOptionIndex('active');
    },
  });
  const wanted = (search ?? '').trim().toLocaleLowerCase();
  const shown = onSearch || wanted === '' ? options : options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const locked = input.readOnly || input.disabled;
  return (
    <Combobox
      store={store}
      readOnly={locked}
      withinPortal
      onOptionSubmit={(value) => {
        onChoose(value);
        store.closeDropdown();
      }}
    >
      <Combobox.DropdownTarget>
        <span
          className={control.control}
          onKeyDownCapture={sendByKeyboard(store)}
          data-invalid={input.error ? true : undefined}
          data-read-only={input.readOnly || undefined}
          data-disabled={input.disabled || undefined}
        >
          <Combobox.EventsTarget withExpandedAttribute>
            <input
              id={input.elementId}
              {...input.aria}
              className={control.input}
              type="text"
              aria-autocomplete="list"
              spellCheck={false}
              placeholder={placeholder}
              readOnly={input.readOnly}
              disabled={input.disabled}
              value={search ?? chosen?.label ?? ''}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                onSearch?.(event.currentTarget.value);
                store.openDropdown();
                store.updateSelectedOptionIndex();
                if (event.currentTarget.value === '' && clearable) onChoose(null);
              }}
              onFocus={reach}
              onClick={() => {
                if (!locked) store.openDropdown();
              }}
              onBlur={() => store.closeDropdown()}
            />
          </Combobox.EventsTarget>
          {clearable && chosen && !locked && !input.required ? (
            <button
              type="button"
              className={control.side}
              tabIndex={-1}
              aria-label={words('ui.select.clear', 'Empty {label}', { label: input.label })}
              onClick={() => onChoose(null)}
            >
              <Icon name="x" size={14} />
            </button>
          ) : null}
          {trailing}
          <span className={control.unit} aria-hidden="true">
            <Icon name="chevron-down" size={14} />
          </span>
        </span>
      </Combobox.DropdownTarget>
      {reached || store.dropdownOpened ? (
        <Combobox.Dropdown className={control.popover} hidden={locked}>
          <Combobox.Options className={control.options} aria-label={input.label}>
            {shown.map((option) => (
              <Combobox.Option
                key={option.value}
                value={option.value}
                className={control.option}
                disabled={option.disabled ?? false}
                active={option.value === chosen?.value}
              >
                {option.label}
              </Combobox.Option>
            ))}
          </Combobox.Options>
          {shown.length === 0 ? (
            <div className={control.nothing} role="status">
              {loading ? words('ui.loading', 'Loading') : words('ui.select.nothing', 'Nothing found')}
            </div>
          ) : null}
        </Combobox.Dropdown>
      ) : null}
    </Combobox>
  );
}
