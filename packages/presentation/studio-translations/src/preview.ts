import { appOf, type Definition, recordsOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { textsOf } from './application-texts.ts';
import { pseudoText } from './pseudo-text.ts';

/** Names of languages that nobody speaks: longer, and written from right to left. */
const pseudo = { long: 'en-XA', rightToLeft: 'ar-XB' } as const;

/** BCP 47 tags in which an application can be looked at, its own first, those that nobody speaks last. */
export function previewLanguages(definition: Definition): { readonly own: readonly string[]; readonly pseudo: readonly string[] } {
  const own = [appOf(definition)?.defaultLocale ?? 'en', ...recordsOf(definition, 'translation').map(({ locale }) => locale)];
  return { own: [...new Set(own)], pseudo: [pseudo.long, pseudo.rightToLeft] };
}

/** The language and texts of an application as they are seen in one of {@link previewLanguages}; its own where it has no other. */
export function previewOf(
  definition: Definition,
  components: readonly ComponentMetadata[],
  language: string,
): { readonly locale: string; readonly messages: Readonly<Record<string, string>> } {
  if (language === pseudo.long || language === pseudo.rightToLeft) {
    const messages = Object.fromEntries(textsOf(definition, components).map(({ key, source }) => [key, pseudoText(source)]));
    return { locale: language, messages };
  }
  const translation = recordsOf(definition, 'translation').find(({ locale }) => locale === language);
  if (translation === undefined) return { locale: appOf(definition)?.defaultLocale ?? 'en', messages: {} };
  return { locale: translation.locale, messages: translation.messages };
}
