import { type ActionBody, appId, appOf, recordsOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

/** Themes in the Studio. */
export const themeView: ArtefactView = {
  kind: 'theme',
  title: 'Themes',
  icon: 'color-swatch',
  group: 'build',
  list(definition) {
    const worn = appOf(definition)?.theme;
    return recordsOf(definition, 'theme')
      .map(({ id, key, label }) => ({
        id,
        label: label.trim() === '' ? key : label,
        icon: id === worn ? 'circle-check' : 'color-swatch',
        detail: key,
      }))
      .sort((a, b) => (a.detail < b.detail ? -1 : 1));
  },
  artefactOf: (_definition, record) => (record.kind === 'theme' ? record.id : null),
  create: {
    title: 'New theme',
    make(definition) {
      const taken = new Set(recordsOf(definition, 'theme').map(({ key }) => key));
      let number = taken.size + 1;
      while (taken.has(`theme${number}`)) number++;
      const id = shortId();
      const record = withDefaults({ id, kind: 'theme', key: `theme${number}`, label: `Theme ${number}` });
      const insert: ActionBody = { type: 'RECORD_INSERT', payload: { record } };
      // The first one is worn at once; another one is chosen when it is ready.
      const wear: ActionBody = { type: 'RECORD_UPDATE', payload: { id: appId, path: ['theme'], value: id } };
      const body: ActionBody = appOf(definition)?.theme === undefined ? { type: 'BATCH', payload: { actions: [insert, wear] } } : insert;
      return { body, intent: `Add theme “Theme ${number}”`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a theme',
    help: 'Colours, roundness and font of the application, for light and dark. What you do not set stays as it is.',
  },
  load: async () => (await import('./theme-editor.tsx')).ThemeEditor,
};
