import { type Static, Type } from 'typebox';
import { Key, Label, recordSchema } from './record-base.ts';

/** Design tokens replaced for one application: token name to value, for light and dark. */
export const ThemeRecord = recordSchema('theme', {
  key: Key,
  label: Label,
  light: Type.Record(Type.String(), Type.String(), { default: {} }),
  dark: Type.Record(Type.String(), Type.String(), { default: {} }),
  /** How close things stand; roomy where absent. */
  density: Type.Optional(Type.Union([Type.Literal('roomy'), Type.Literal('compact')])),
});
export type ThemeRecord = Static<typeof ThemeRecord>;

/** What whoever draws an application needs of its theme. */
export function appearanceOf({ light, dark, density }: ThemeRecord): Pick<ThemeRecord, 'light' | 'dark' | 'density'> {
  return { light, dark, ...(density === undefined ? {} : { density }) };
}

/** Texts in one language: `<record id>.<property>`, `<record id>.properties.<name>` or `<field id>.options.<value>` to the text. */
export const TranslationRecord = recordSchema('translation', {
  locale: Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }),
  messages: Type.Record(Type.String(), Type.String(), { default: {} }),
});
export type TranslationRecord = Static<typeof TranslationRecord>;
