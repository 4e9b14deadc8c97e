import { settingsOf } from '@plinth/app-definition';
import type { ArtefactView } from '@plinth/studio-frame';
import { fieldTypeInfo } from './definition/field-type.ts';
import { addSetting } from './definition/setting-edits.ts';

/** Settings in the Studio, with what each environment says of them. */
export const settingView: ArtefactView = {
  kind: 'setting',
  title: 'Settings',
  icon: 'adjustments',
  group: 'build',
  list: (definition) =>
    settingsOf(definition).map(({ id, key, label, type, secret }) => ({
      id,
      label: label.trim() === '' ? key : label,
      icon: secret ? 'lock' : fieldTypeInfo[type].icon,
      detail: key,
    })),
  artefactOf: (_definition, record) => (record.kind === 'setting' ? record.id : null),
  create: {
    title: 'New setting',
    make(definition) {
      const { body, intent, setting } = addSetting(definition);
      return { body, intent, artefact: setting };
    },
  },
  invitation: {
    title: 'Begin with a setting',
    help: 'What each environment tells the application: a limit, an address, a key. It is changed there without publishing again.',
  },
  load: async () => (await import('./settings/setting-designer.tsx')).SettingDesigner,
};
