import { settingsOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit } from './file-form.ts';
import { idEntry, propertiesOf, shorthand, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reads `settings.yaml`: each setting by its key, or only its type. */
export function readSettingsFile(drafts: Drafts, source: YamlSource): void {
  for (const [key, part] of Object.entries(mapAt(drafts, source, source.tree, [], 'Write one setting: … a line.'))) {
    const setting = typeof part === 'string' ? { type: part } : mapAt(drafts, source, part, [key], 'Write its type: below the setting.');
    drafts.add({
      kind: 'setting',
      id: setting.id,
      path: [key],
      parent: null,
      values: { label: labelFromKey(key), ...omit(setting, 'id'), key },
      source,
      steps: [key],
      ...(typeof part === 'string' ? { places: { type: [] } } : {}),
    });
  }
}

/** Writes all settings; null where there are none. Values of environments are no part of it. */
export function settingsTree(definition: Definition): TreeMap | null {
  const settings = settingsOf(definition);
  if (settings.length === 0) return null;
  return Object.fromEntries(
    settings.map((setting) => {
      const tree: TreeMap = { ...idEntry(setting, setting.key), ...labelled(setting.key, propertiesOf(definition, setting)) };
      return [setting.key, Object.keys(tree).length === 1 ? shorthand(tree, tree.type) : tree] as const;
    }),
  );
}
