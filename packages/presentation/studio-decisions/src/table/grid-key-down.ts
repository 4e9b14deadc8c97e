import type { KeyboardEvent } from 'react';
import type { GridActs } from './grid-acts.ts';

interface KeyContext {
  /** Rows that are seen at once. */
  readonly page: number;
  /** Begins to write a cell: with what was typed in place of what stands there, or with that where it is null. */
  edit(typed: string | null): void;
}

/** What a key does in the grid; false where it is none of the grid's. */
export function gridKeyDown(event: KeyboardEvent, acts: GridActs, { page, edit }: KeyContext): boolean {
  const { key, shiftKey: shift, altKey: alt } = event;
  const control = event.ctrlKey || event.metaKey;
  const done = (work: () => void): boolean => {
    work();
    return true;
  };
  if (alt && !control) {
    if (key === 'ArrowUp' || key === 'ArrowDown') return done(() => acts.move(key === 'ArrowUp' ? -1 : 1));
    if (key === 'ArrowLeft' || key === 'ArrowRight') return done(() => acts.moveColumn(key === 'ArrowLeft' ? -1 : 1));
    return false;
  }
  if (control) {
    switch (key) {
      case 'Enter':
        return done(() => acts.insert(shift ? 'above' : 'below'));
      case 'Delete':
      case 'Backspace':
      case '-':
        return done(() => acts.remove());
      case 'd':
        return done(() => acts.duplicate());
      case 'a':
        return done(() => acts.all());
      default:
        return acts.go(key, shift, true, page);
    }
  }
  switch (key) {
    case 'Enter':
    case 'F2':
      return done(() => edit(null));
    case 'Delete':
    case 'Backspace':
      return done(() => acts.clear());
    case 'Tab':
      return acts.tab(shift);
    default:
      if (acts.go(key, shift, false, page)) return true;
      return key.length === 1 ? done(() => edit(key)) : false;
  }
}
