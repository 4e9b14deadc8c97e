import { type SayError, speakErrors } from '@plinth/foundation';
import { useEffect, useState } from 'react';

/** Message id to ICU message. */
export type Messages = Readonly<Record<string, string>>;

interface LanguageTexts {
  readonly default: Messages;
  /** Says the errors that are raised in the browser. */
  readonly sayError?: SayError;
}

/** How the texts of each language besides English are fetched, by its tag. */
export type MessageSources = Readonly<Record<string, () => Promise<LanguageTexts>>>;

const none: LanguageTexts = { default: {} };

/** Languages that the kit, the components and the Player speak besides English. */
const languages: MessageSources = {
  ar: () => import('../messages/ar.ts'),
  de: () => import('../messages/de.ts'),
};

/** Tags of the languages the built-in texts exist in. */
export const builtInLocales: readonly string[] = ['en', ...Object.keys(languages)];

/** The built-in texts of a language, in which errors are said from then on, too. */
export function useKitMessages(locale: string): Messages {
  const texts = useTexts(languages, locale);
  useEffect(() => speakErrors(texts.sayError ?? null), [texts]);
  return texts.default;
}

/** The texts of a language out of what is fetched only for it; empty for English, while they load, and where they cannot be fetched. */
export function useMessages(sources: MessageSources, locale: string): Messages {
  return useTexts(sources, locale).default;
}

function useTexts(sources: MessageSources, locale: string): LanguageTexts {
  const language = locale.split('-', 1)[0] ?? 'en';
  const [loaded, setLoaded] = useState<{ readonly language: string; readonly texts: LanguageTexts }>({ language: 'en', texts: none });
  useEffect(() => {
    const load = sources[language];
    if (load === undefined) return;
    let current = true;
    void load().then(
      (texts) => {
        if (current) setLoaded({ language, texts });
      },
      // Without its texts the interface is in English, which is better than none.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [sources, language]);
  return loaded.language === language ? loaded.texts : none;
}
