import { printType } from '@plinth/expression';
import type { CellKind } from './cell-text.ts';

/** Something that can be put into a cell. */
export interface Suggestion {
  readonly text: string;
  /** What it is: its type, or nothing for a value that the column lists. */
  readonly detail: string;
}

/** The word before the caret, and where it begins. */
export function wordBefore(text: string, caret: number): { readonly from: number; readonly word: string } {
  const word = /(?:"[^"]*|[\p{L}_][\p{L}\p{N}_.]*)$/u.exec(text.slice(0, caret))?.[0] ?? '';
  return { from: caret - word.length, word };
}

const most = 40;

/** What may stand where the caret is: values that the column lists first, then names in scope. */
export function suggestionsFor({ kind, choices, scope }: CellKind, text: string, caret: number): readonly Suggestion[] {
  if (kind === 'note') return [];
  const { word } = wordBefore(text, caret);
  const wanted = word.replace(/^"/, '').toLowerCase();
  const fits = (name: string) => name.replace(/^"/, '').toLowerCase().startsWith(wanted) && name !== word;
  const values = choices.filter(fits).map((choice) => ({ text: choice, detail: '' }));
  // Names are offered once one is begun: in an empty cell the values of the column are meant.
  const names = word === '' || word.startsWith('"') ? [] : Object.keys(scope.entries).filter(fits);
  return [
    ...values,
    ...names.map((name) => ({ text: name, detail: printType(scope.entries[name] ?? { kind: 'any' as const }).slice(0, 60) })),
  ].slice(0, most);
}
