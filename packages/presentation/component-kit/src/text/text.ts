import { IntlMessageFormat } from 'intl-messageformat';
import { useMemo } from 'react';
import { type Language, useLanguage } from './language.ts';

/** Values of a message's arguments. */
export type TextValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** The text of a message id in the language around; English, as given, where there is no translation. */
export type TextLookup = (id: string, english: string, values?: TextValues) => string;

const compiled = new Map<string, IntlMessageFormat | null>();
const mostCompiled = 5000;

/** Writes an ICU message. One that is malformed is shown as it stands: a translator's slip must not take a page down. */
function formatMessage(locale: string, message: string, values?: TextValues): string {
  if (!message.includes('{') && !message.includes("'") && !message.includes('<')) return message;
  const key = `${locale}\n${message}`;
  let format = compiled.get(key);
  if (format === undefined) {
    format = compile(message, locale);
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(key, format);
  }
  if (format === null) return message;
  try {
    return String(format.format(values as Record<string, string>));
  } catch {
    return message;
  }
}

/** The texts of a language, where no component stands around. */
export function textOf(language: Language): TextLookup {
  return (id, english, values) => {
    const translated = language.messages[id];
    return translated === undefined ? formatMessage('en', english, values) : formatMessage(language.locale, translated, values);
  };
}

/** Texts of components: `text('ui.table.empty', 'Nothing here')`. */
export function useText(): TextLookup {
  const language = useLanguage();
  return useMemo(() => textOf(language), [language]);
}

function compile(message: string, locale: string): IntlMessageFormat | null {
  try {
    return new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
  } catch {
    return null;
  }
}
