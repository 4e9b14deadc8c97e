import { Combobox, useCombobox } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import chips from '../parts/chips.module.css';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import { sendByKeyboard } from '../parts/send-by-keyboard.ts';
import { useReached } from '../parts/use-reached.ts';
import { type Reference, readReferences } from '../reference-picker/reference.ts';
import { useReferenceSearch } from '../reference-picker/use-reference-search.ts';
import { ChosenChips } from './chosen-chips.tsx';
import type { multiReferencePicker } from './manifest.ts';

/** As many records a search gives; who sees so many is told to type on. */
const mostFound = 20;

function titleOf({ id, title }: Reference): string {
  return title ?? id;
}

export function MultiReferencePicker(props: PropsOf<typeof multiReferencePicker>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const { found, loading, search } = useReferenceSearch(properties.entity ?? input.description?.target ?? null, input);
  const [text, setText] = useState('');
  const [told, setTold] = useState('');
  const [reached, reach] = useReached();
  const store = useCombobox({
    onDropdownClose: () => store.resetSelectedOption(),
    onDropdownOpen: () => search(text),
  });
  const chosen = readReferences(input.value);
  const wanted = text.trim().toLocaleLowerCase();
  // Until the answer is there, nobody should choose one of an earlier search by mistake.
  const shown = loading ? found.filter((record) => titleOf(record).toLocaleLowerCase().includes(wanted)) : found;
  const { resetSelectedOption } = store;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was marked in another list is not marked in this one
  useEffect(() => resetSelectedOption(), [found]);
  const page = properties.page ?? null;
  const focusInput = () => document.getElementById(input.elementId)?.focus();

  if (input.readOnly) {
    return (
      <Field input={input} group="group">
        {chosen.length > 0 ? (
          <ChosenChips label={input.label} chosen={chosen} page={page} />
        ) : (
          <span className={chips.none}>
            {input.loading ? words('ui.loading', 'Loading') : words('ui.multiReferencePicker.none', 'None')}
          </span>
        )}
      </Field>
    );
  }
  const remove = (reference: Reference) => {
    input.change(chosen.filter(({ id }) => id !== reference.id));
    setTold(words('ui.multiReferencePicker.removed', '{title} taken away', { title: titleOf(reference) }));
    focusInput();
  };
  const toggle = (id: string) => {
    const known = chosen.find((one) => one.id === id);
    if (known) return remove(known);
    const added = found.find((one) => one.id === id) ?? { id };
    input.change([...chosen, added]);
    setTold(words('ui.multiReferencePicker.added', '{title} added', { title: titleOf(added) }));
  };
  const type = (typed: string) => {
    setText(typed);
    search(typed);
    store.openDropdown();
    store.updateSelectedOptionIndex();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = chosen.at(-1);
    if (text !== '' || last === undefined || input.disabled) return;
    if (event.key === 'Backspace') remove(last);
    const back = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key !== back) return;
    event.preventDefault();
    store.closeDropdown();
    const buttons = event.currentTarget.closest('[data-control]')?.querySelectorAll<HTMLElement>('[data-remove]');
    [...(buttons ?? [])].at(-1)?.focus();
  };
  return (
    <Field input={input}>
      <Combobox
        store={store}
        readOnly={input.disabled}
        withinPortal
        onOptionSubmit={(id) => {
          toggle(id);
          if (text !== '') type('');
        }}
      >
        <Combobox.DropdownTarget>
          <span
            className={`${control.control} ${chips.control}`}
            data-control
            onKeyDownCapture={sendByKeyboard(store)}
            data-invalid={input.error ? true : undefined}
            data-disabled={input.disabled || undefined}
          >
            <ChosenChips
              label={input.label}
              chosen={chosen}
              page={page}
              {...(input.disabled ? {} : { onRemove: remove })}
              onLeave={focusInput}
            />
            <Combobox.EventsTarget withExpandedAttribute>
              <input
                id={input.elementId}
                {...input.aria}
                className={`${control.input} ${chips.input}`}
                type="text"
                aria-autocomplete="list"
                aria-busy={input.loading || loading || undefined}
                spellCheck={false}
                placeholder={
                  input.loading
                    ? words('ui.loading', 'Loading')
                    : (properties.placeholder ?? words('ui.multiReferencePicker.add', 'Search and add'))
                }
                disabled={input.disabled}
                value={text}
                onChange={(event) => type(event.currentTarget.value)}
                onFocus={reach}
                onClick={() => store.openDropdown()}
                onBlur={() => {
                  store.closeDropdown();
                  setText('');
                }}
                onKeyDown={press}
              />
            </Combobox.EventsTarget>
          </span>
        </Combobox.DropdownTarget>
        {reached || store.dropdownOpened ? (
          <Combobox.Dropdown className={control.popover} hidden={input.disabled}>
            <Combobox.Options className={control.options} aria-label={input.label} aria-multiselectable>
              {shown.map((record) => {
                const taken = chosen.some(({ id }) => id === record.id);
                return (
                  <Combobox.Option key={record.id} value={record.id} className={control.option} active={taken} aria-selected={taken}>
                    <span className={chips.tick}>{taken ? <Icon name="check" size={14} /> : null}</span>
                    {titleOf(record)}
                  </Combobox.Option>
                );
              })}
            </Combobox.Options>
            {shown.length === 0 || found.length >= mostFound ? (
              <div className={control.nothing} role="status">
                {loading
                  ? words('ui.loading', 'Loading')
                  : shown.length === 0
                    ? words('ui.select.nothing', 'Nothing found')
                    : words('ui.multiReferencePicker.more', 'Type to find others')}
              </div>
            ) : null}
          </Combobox.Dropdown>
        ) : null}
      </Combobox>
      <span className={chips.told} role="status" aria-live="polite">
        {told}
      </span>
    </Field>
  );
}
