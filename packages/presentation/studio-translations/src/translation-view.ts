import { type ActionBody, appOf, recordsOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';
import { languageName } from './language-name.ts';

/** What is offered first; another one is written in its place. */
const usual = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ar', 'zh', 'ja', 'en'];

/** The languages of an application in the Studio. */
export const translationView: ArtefactView = {
  kind: 'translation',
  title: 'Languages',
  icon: 'language',
  group: 'build',
  list: (definition) =>
    recordsOf(definition, 'translation')
      .map(({ id, locale }) => ({ id, label: languageName(locale), icon: 'language', detail: locale }))
      .sort((a, b) => (a.detail < b.detail ? -1 : 1)),
  artefactOf: (_definition, record) => (record.kind === 'translation' ? record.id : null),
  create: {
    title: 'New language',
    make(definition) {
      const taken = new Set([appOf(definition)?.defaultLocale, ...recordsOf(definition, 'translation').map(({ locale }) => locale)]);
      let number = 1;
      const free = () => `x${String.fromCharCode(96 + number++)}`;
      let locale = usual.find((each) => !taken.has(each)) ?? free();
      while (taken.has(locale)) locale = free();
      const id = shortId();
      const body: ActionBody = { type: 'RECORD_INSERT', payload: { record: withDefaults({ id, kind: 'translation', locale }) } };
      return { body, intent: `Add language ${locale}`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a language',
    help: 'People read the application in their own language. What is not translated yet stays as it was written.',
  },
  load: async () => (await import('./translation-editor.tsx')).TranslationEditor,
};
