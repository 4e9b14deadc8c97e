import { useEffect, useState } from 'react';

/** Message id to ICU message. */
export type Messages = Readonly<Record<string, string>>;

/** How the texts of each language besides English are fetched, by its tag. */
export type MessageSources = Readonly<Record<string, () => Promise<{ readonly default: Messages }>>>;

const none: Messages = {};

/** Languages that the kit, the components and the Player speak besides English. */
const languages: MessageSources = {
  ar: () => import('../messages/ar.json', { with: { type: 'json' } }),
  de: () => import('../messages/de.json', { with: { type: 'json' } }),
};

/** Tags of the languages the built-in texts exist in. */
export const builtInLocales: readonly string[] = ['en', ...Object.keys(languages)];

/** The built-in texts of a language. */
export function useKitMessages(locale: string): Messages {
  return useMessages(languages, locale);
}

/** The texts of a language out of what is fetched only for it; empty for English, while they load, and where they cannot be fetched. */
export function useMessages(sources: MessageSources, locale: string): Messages {
  const language = locale.split('-', 1)[0] ?? 'en';
  const [loaded, setLoaded] = useState<{ readonly language: string; readonly messages: Messages }>({ language: 'en', messages: none });
  useEffect(() => {
    const load = sources[language];
    if (load === undefined) return;
    let current = true;
    void load().then(
      (module) => {
        if (current) setLoaded({ language, messages: module.default });
      },
      // Without its texts the interface is in English, which is better than none.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [sources, language]);
  return loaded.language === language ? loaded.messages : none;
}
