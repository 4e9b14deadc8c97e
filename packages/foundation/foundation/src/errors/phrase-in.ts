import type { SaidParameters } from './fill.ts';
import { listPhrases, type RegisteredPhrase } from './phrases.ts';
import { parametersOf, type Template, templateOf } from './template.ts';

interface KnownPhrase extends RegisteredPhrase {
  readonly template: Template;
}

/** The more letters of its own a phrase has, the more certainly it is the one that is meant. */
let known: readonly KnownPhrase[] = [];
const longest = 500;

function letters({ template }: KnownPhrase): number {
  return template.literals.join('').length;
}

/**
 * Which phrase a text is, and with what parameters; null where it is none. A parameter of a phrase is one word, unless its name says by
 * an s at its end that it is several.
 */
export function phraseIn(text: string): { readonly code: string; readonly parameters: SaidParameters } | null {
  if (text.length > longest) return null;
  const registered = listPhrases();
  if (known.length !== registered.length)
    known = registered.map((phrase) => ({ ...phrase, template: templateOf(phrase.text) })).sort((a, b) => letters(b) - letters(a));
  for (const { code, template } of known) {
    const parameters = parametersOf(template, text);
    // What makers wrote themselves in similar words is no phrase.
    const isWord = ([name, value]: [string, string | number]) => (name.endsWith('s') ? /./s : /^\S+$/).test(String(value));
    if (parameters !== null && Object.entries(parameters).every(isWord)) return { code, parameters };
  }
  return null;
}
