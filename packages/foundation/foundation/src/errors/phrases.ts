import { fill, type SaidParameters } from './fill.ts';
import type { ParameterNames } from './parameter-names.ts';

/** Makes the English of a phrase. */
export type PhraseFactory<Text extends string> = [ParameterNames<Text>] extends [never]
  ? () => string
  : (parameters: Record<ParameterNames<Text>, string | number>) => string;

/** A phrase as the registry has it. */
export interface RegisteredPhrase {
  readonly code: string;
  readonly text: string;
}

const registered: RegisteredPhrase[] = [];

/**
 * Enters phrases in the registry: what is said of a place in what was sent (the messages and hints of violations), as the end of a
 * sentence, with parameters in braces. A phrase travels and is kept as its English; its code and parameters are found again by
 * `phraseIn`, so that it is said in the language of whoever reads it, whenever that is.
 */
export function definePhrases<const Texts extends Record<string, string>>(
  area: string,
  texts: Texts,
): { readonly [Name in keyof Texts]: PhraseFactory<Texts[Name]> } {
  const factories: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    registered.push({ code: `${area}.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, text });
    factories[name] = (parameters: SaidParameters = {}) => fill(text, parameters);
  }
  return factories as { readonly [Name in keyof Texts]: PhraseFactory<Texts[Name]> };
}

/** Every phrase of the packages loaded so far, in the order in which they were entered. */
export function listPhrases(): readonly RegisteredPhrase[] {
  return registered;
}
