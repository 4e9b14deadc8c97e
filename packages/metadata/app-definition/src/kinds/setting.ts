import { type Static, Type } from 'typebox';
import { FieldRecord, fieldTypes } from './entity.ts';
import { Key, Label, recordSchema } from './record-base.ts';

/** Of the types of fields those whose values stand for themselves. */
export const settingTypes = fieldTypes.filter(
  (type): type is Exclude<(typeof fieldTypes)[number], 'file' | 'reference'> => type !== 'file' && type !== 'reference',
);

const { currency, scale, minLength, maxLength, minimum, maximum, pattern, options } = FieldRecord.properties;

/** What an application is told by each environment: a rate, an address, a key. The values are no part of the definition. */
export const SettingRecord = recordSchema('setting', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  type: Type.Enum(settingTypes),
  /** Whether the application is published only where the setting has a value. */
  required: Type.Boolean({ default: false }),
  /** Whether nobody is told the value: it is sealed, and only functions and connections use it. */
  secret: Type.Boolean({ default: false }),
  /** What it is where the environment says nothing, as JSON has values of the type. */
  default: Type.Optional(Type.Unknown()),
  currency,
  scale,
  minLength,
  maxLength,
  minimum,
  maximum,
  pattern,
  options,
});
export type SettingRecord = Static<typeof SettingRecord>;
