import type { FieldType, RecordOf } from '@plinth/app-definition';

type Field = RecordOf<'field'>;

/** A property of a field that only some types have. */
export type FieldSetting =
  | 'unique'
  | 'default'
  | 'computed'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'minimum'
  | 'maximum'
  | 'scale'
  | 'currency'
  | 'options'
  | 'target'
  | 'onDelete'
  | 'maxBytes'
  | 'accept';

interface FieldTypeInfo {
  /** Of the Tabler set. */
  readonly icon: string;
  readonly settings: readonly FieldSetting[];
  /** What stands in an empty editor of smallest and largest value. */
  readonly example?: string;
}

const any = ['default', 'computed'] as const;
const words = [...any, 'unique', 'minLength', 'maxLength', 'pattern'] as const;
const ordered = [...any, 'unique', 'minimum', 'maximum'] as const;

/** What each type of field looks like and can be told. */
export const fieldTypeInfo: Readonly<Record<FieldType, FieldTypeInfo>> = {
  text: { icon: 'letter-t', settings: words },
  longText: { icon: 'notes', settings: [...any, 'minLength', 'maxLength', 'pattern'] },
  integer: { icon: 'hash', settings: ordered, example: '0' },
  decimal: { icon: 'number-123', settings: [...ordered, 'scale'], example: '0.00' },
  money: { icon: 'coin', settings: [...any, 'minimum', 'maximum', 'scale', 'currency'], example: '0.00' },
  boolean: { icon: 'checkbox', settings: any },
  date: { icon: 'calendar', settings: ordered, example: '2026-01-31' },
  time: { icon: 'clock', settings: ordered, example: '09:00:00' },
  dateTime: { icon: 'calendar-time', settings: ordered, example: '2026-01-31T09:00:00Z' },
  duration: { icon: 'hourglass', settings: any },
  email: { icon: 'mail', settings: words },
  phone: { icon: 'phone', settings: words },
  url: { icon: 'world', settings: words },
  choice: { icon: 'select', settings: [...any, 'options'] },
  multiChoice: { icon: 'tags', settings: [...any, 'options'] },
  json: { icon: 'braces', settings: any },
  file: { icon: 'paperclip', settings: ['maxBytes', 'accept'] },
  reference: { icon: 'arrow-up-right', settings: [...any, 'unique', 'target', 'onDelete'] },
};

export function hasSetting(type: FieldType, setting: FieldSetting): boolean {
  return fieldTypeInfo[type].settings.includes(setting);
}

/** Everything that some type can be told, once each. */
const everySetting = [...new Set(Object.values(fieldTypeInfo).flatMap(({ settings }) => settings))];

/** What a field says that means nothing once it is of another type. */
export function lostSettings(field: Field, type: FieldType): readonly FieldSetting[] {
  return everySetting.filter((setting) => {
    const said = setting === 'unique' ? field.unique : field[setting] !== undefined;
    if (!said) return false;
    if (!hasSetting(type, setting)) return true;
    // Bounds and defaults are written in the form of their type.
    const ownForm = setting === 'default' || setting === 'computed' || setting === 'minimum' || setting === 'maximum';
    return ownForm && formOf(field.type) !== formOf(type);
  });
}

function formOf(type: FieldType): string {
  if (type === 'integer' || type === 'decimal' || type === 'money') return 'number';
  if (type === 'text' || type === 'longText' || type === 'email' || type === 'phone' || type === 'url' || type === 'choice') return 'text';
  return type;
}
