import { type Language, useLanguage } from '@plinth/component-kit';
import { useEffect, useMemo, useState } from 'react';

/** What the registry says of its components in English, in the reader's language; what is not known stays as it is. */
export type ComponentWords = (english: string) => string;

type Dictionary = Readonly<Record<string, string>>;

/** A language is fetched with the page builder where it is chosen. */
const dictionaries: Readonly<Record<string, () => Promise<Dictionary>>> = {
  ar: async () => (await import('./ar.ts')).default,
  de: async () => (await import('./de.ts')).default,
};
const fetched = new Map<string, Dictionary>();

export function useComponentWords(): ComponentWords {
  const language = baseOf(useLanguage());
  const [, tellAgain] = useState(0);
  useEffect(() => {
    const load = dictionaries[language];
    if (load === undefined || fetched.has(language)) return;
    load().then(
      (words) => {
        fetched.set(language, words);
        tellAgain((times) => times + 1);
      },
      // Without them the words are English.
      () => undefined,
    );
  }, [language]);
  const words = fetched.get(language);
  return useMemo(
    () => (english) => (words !== undefined && Object.hasOwn(words, english) ? (words[english] ?? english) : english),
    [words],
  );
}

function baseOf({ locale }: Language): string {
  return locale.split('-', 1)[0] ?? locale;
}
