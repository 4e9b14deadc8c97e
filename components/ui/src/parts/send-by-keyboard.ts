import type { ComboboxStore } from '@mantine/core';
import type { KeyboardEvent } from 'react';

/** Control Enter sends the form also where a list is open, which would take Enter for a choice. For the capturing phase around the input. */
export function sendByKeyboard(store: ComboboxStore): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !store.dropdownOpened) return;
    event.preventDefault();
    event.stopPropagation();
    store.closeDropdown();
    event.currentTarget.closest('form')?.requestSubmit();
  };
}
