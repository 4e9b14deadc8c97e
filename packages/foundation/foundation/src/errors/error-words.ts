import { fill, type SaidParameters } from './fill.ts';
import { phraseIn } from './phrase-in.ts';

/** What is said of one code in another language than English. The texts name the same parameters in braces as the English ones. */
export interface ErrorWords {
  readonly message: string;
  readonly hint: string;
  /** What a parameter's value is called where the value itself is a word of English: by parameter, then by value. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What errors say in one language, by code. */
export interface ErrorCatalogue {
  readonly language: string;
  /** Of a language that is written from right to left, in which parameters stand for themselves. */
  readonly isolated: boolean;
  readonly words: Readonly<Record<string, ErrorWords>>;
  /** What is said of places in what was sent, by the code of the phrase. */
  readonly phrases: Readonly<Record<string, string>>;
}

/** What happened, and what to do now. */
export interface Said {
  readonly message: string;
  readonly hint: string;
}

/** Says an error in a language, by its code and what its texts are filled with; null where it has no words for it. */
export type SayError = (code: string, parameters: SaidParameters) => Said | null;

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** What is said of an error in a language; null where it has no words for the code, or a parameter that they name is missing. */
export function wordsOf(catalogue: ErrorCatalogue, code: string, parameters: SaidParameters): Said | null {
  const said = Object.hasOwn(catalogue.words, code) ? catalogue.words[code] : undefined;
  if (said === undefined) return null;
  const names = [...`${said.message}${said.hint}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => !Object.hasOwn(parameters, name) || parameters[name] === undefined)) return null;
  const shown = (name: string, value: string) => {
    const called = said.values?.[name];
    if (called !== undefined && Object.hasOwn(called, value)) return called[value] ?? value;
    return isolated(catalogue, sentenceIn(catalogue, value));
  };
  return { message: fill(said.message, parameters, shown), hint: fill(said.hint, parameters, shown) };
}

/** A phrase in a language, given as its English; as it is where it is no phrase, or the language has none for it. */
export function phraseOf(catalogue: ErrorCatalogue, english: string): string {
  const phrase = phraseIn(english);
  if (phrase === null || !Object.hasOwn(catalogue.phrases, phrase.code)) return english;
  return fill(catalogue.phrases[phrase.code] ?? english, phrase.parameters, (_, value) => isolated(catalogue, value));
}

/** A sentence of a phrase behind the name of what it is about, as errors sum up their first violation, or a phrase alone. */
function sentenceIn(catalogue: ErrorCatalogue, english: string): string {
  const whole = phraseOf(catalogue, english);
  if (whole !== english) return whole;
  const [, name = '', rest = ''] = /^(\S+) (.+)$/s.exec(english) ?? [];
  const said = phraseOf(catalogue, rest);
  return said === rest ? english : `${isolated(catalogue, name)} ${said}`;
}

function isolated(catalogue: ErrorCatalogue, value: string): string {
  return catalogue.isolated ? `${firstStrongIsolate}${value}${popIsolate}` : value;
}
