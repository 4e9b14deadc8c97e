import { useEffect, useState } from 'react';

type Messages = Readonly<Record<string, string>>;

const none: Messages = {};

/** Languages that the kit, the components and the Player speak besides English. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: Messages }>>> = {
  ar: () => import('../messages/ar.json', { with: { type: 'json' } }),
  de: () => import('../messages/de.json', { with: { type: 'json' } }),
};

/** Tags of the languages the built-in texts exist in. */
export const builtInLocales: readonly string[] = ['en', ...Object.keys(languages)];

/** The built-in texts of a language; empty for English and while they load. */
export function useKitMessages(locale: string): Messages {
  const language = locale.split('-', 1)[0] ?? 'en';
  const [loaded, setLoaded] = useState<{ readonly language: string; readonly messages: Messages }>({ language: 'en', messages: none });
  useEffect(() => {
    const load = languages[language];
    if (load === undefined) return;
    let current = true;
    void load().then((module) => {
      if (current) setLoaded({ language, messages: module.default });
    });
    return () => {
      current = false;
    };
  }, [language]);
  return loaded.language === language ? loaded.messages : none;
}
