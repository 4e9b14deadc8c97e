import { type Definition, type RecordOf, settingsOf, withDefaults } from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { type Edit, insert, quoted, remove, together, update } from './edit.ts';
import { type FieldSetting, hasSetting } from './field-type.ts';
import { freeKey, isProposed, keyFromLabel } from './free-key.ts';

type Setting = RecordOf<'setting'>;

/** A new setting, which no environment has to say anything of. */
export function addSetting(definition: Definition): Edit & { readonly setting: string } {
  const settings = settingsOf(definition);
  const label = `Setting ${settings.length + 1}`;
  const key = freeKey('setting', new Set(settings.map((each) => each.key)));
  const setting = shortId();
  return {
    body: insert(withDefaults({ id: setting, kind: 'setting', key, label, type: 'text' })),
    intent: `Add setting “${label}”`,
    selection: [],
    setting,
  };
}

export function setOfSetting(setting: Setting, words: string, values: Readonly<Record<string, JsonValue | undefined>>): Edit {
  const actions = Object.entries(values).map(([property, value]) => update(setting.id, property, value));
  return { body: together(actions), intent: `Change ${words} of setting ${quoted(setting)}` };
}

/** Another label; the key follows it until somebody wrote one, for environments keep what they say by the key. */
export function labelSetting(definition: Definition, setting: Setting, label: string): Edit {
  const actions = [update(setting.id, 'label', label)];
  if (/^setting\d*$/.test(setting.key) && isProposed(setting.key, 'setting', 'setting')) {
    const taken = new Set(settingsOf(definition).flatMap(({ id, key }) => (id === setting.id ? [] : [key])));
    actions.push(update(setting.id, 'key', freeKey(keyFromLabel(label, 'setting'), taken)));
  }
  return { body: together(actions), intent: `Rename setting ${quoted(setting)} to ${quoted({ label, key: setting.key })}` };
}

const limits = [
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'scale',
  'currency',
  'options',
] as const satisfies FieldSetting[];

/** Another type, without what meant something for the former one alone. */
export function retypeSetting(setting: Setting, type: Setting['type']): Edit {
  const lost = limits.filter((limit) => setting[limit] !== undefined && !hasSetting(type, limit));
  const isChoice = type === 'choice' || type === 'multiChoice';
  const options = isChoice && setting.options === undefined ? { options: [{ value: 'option', label: 'Option' }] } : {};
  const secret = setting.secret && type !== 'text' && type !== 'longText' ? { secret: false } : {};
  return setOfSetting(setting, 'the type', {
    type,
    default: undefined,
    ...Object.fromEntries(lost.map((limit) => [limit, undefined])),
    ...options,
    ...secret,
  });
}

export function removeSetting(setting: Setting): Edit {
  return { body: remove(setting.id), intent: `Remove setting ${quoted(setting)}`, selection: [] };
}
