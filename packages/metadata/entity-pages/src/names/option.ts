import { labelOfWords, wordsOf } from './words.ts';

/** A value to choose with the words for it; short codes stay as they are. */
export function optionOf(value: string): { readonly value: string; readonly label: string } {
  return { value, label: /^[A-Z0-9]{1,3}$/.test(value) ? value : labelOfWords(wordsOf(value), value) };
}
