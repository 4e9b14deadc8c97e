import { createContext, useContext } from 'react';

export interface LocaleChoice {
  readonly locale: string;
  choose(locale: string): void;
}

export const LocaleContext = createContext<LocaleChoice>({ locale: 'en', choose: () => undefined });

/** The language the person chose, and how to choose another. */
export function useLocaleChoice(): LocaleChoice {
  return useContext(LocaleContext);
}
