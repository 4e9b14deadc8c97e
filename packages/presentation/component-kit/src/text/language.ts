import { createContext, useContext } from 'react';

/** The language of what is shown. */
export interface Language {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Message id to ICU message; English stands in the code. */
  readonly messages: Readonly<Record<string, string>>;
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** The writing direction of a language tag. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale.split('-', 1)[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}

export function languageOf(
  locale: string,
  messages: Readonly<Record<string, string>>,
  direction: 'ltr' | 'rtl' = directionOf(locale),
): Language {
  return { locale, direction, messages };
}

export const LanguageContext = createContext<Language>(languageOf('en', {}));

/** The language around a component. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}
