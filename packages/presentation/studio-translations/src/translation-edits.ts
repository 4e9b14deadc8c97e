import type { ActionBody, RecordOf } from '@plinth/app-definition';

type Translation = RecordOf<'translation'>;

/** A change of a translation, and what the undo menu calls it. */
export interface TranslationEdit {
  readonly body: ActionBody;
  readonly intent: string;
}

const update = (translation: Translation, key: string, value: string | undefined): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id: translation.id, path: ['messages', key], ...(value === undefined ? {} : { value }) },
});

/** Says what a text is called; empty text takes the translation away. */
export function translate(translation: Translation, key: string, value: string): TranslationEdit {
  return {
    body: update(translation, key, value.trim() === '' ? undefined : value),
    intent: `Translate into ${translation.locale}`,
  };
}

/** Takes in many translations in one step. */
export function takeIn(translation: Translation, messages: Readonly<Record<string, string>>): TranslationEdit {
  const actions = Object.entries(messages).map(([key, value]) => update(translation, key, value));
  return { body: { type: 'BATCH', payload: { actions } }, intent: `Import translations into ${translation.locale}` };
}

/** Removes what translates no text any more. */
export function dropUnused(translation: Translation, keys: readonly string[]): TranslationEdit {
  const actions = keys.map((key) => update(translation, key, undefined));
  return { body: { type: 'BATCH', payload: { actions } }, intent: `Remove unused translations of ${translation.locale}` };
}

export function changeLocale(translation: Translation, locale: string): TranslationEdit {
  const body: ActionBody = { type: 'RECORD_UPDATE', payload: { id: translation.id, path: ['locale'], value: locale } };
  return { body, intent: `Change language ${translation.locale} to ${locale}` };
}

export function removeTranslation(translation: Translation): TranslationEdit {
  return { body: { type: 'RECORD_REMOVE', payload: { id: translation.id } }, intent: `Remove language ${translation.locale}` };
}
