import { type Static, Type } from 'typebox';
import { DefinitionKey, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** The root record, always with the id `app`. */
export const AppRecord = recordSchema('app', {
  key: DefinitionKey,
  /** An application has pages people open; a module only shares what other definitions depend on. */
  type: Type.Union([Type.Literal('application'), Type.Literal('module')]),
  label: Label,
  description: Type.Optional(Label),
  /** Name of a Tabler icon. */
  icon: Type.Optional(Type.String({ maxLength: 60 })),
  homePage: Type.Optional(ReferenceTo('page')),
  theme: Type.Optional(ReferenceTo('theme')),
  /** BCP 47 tag of the language the labels are written in. */
  defaultLocale: Type.String({ default: 'en', maxLength: 35 }),
  /** Key of a module to the semver range of its versions. */
  dependencies: Type.Record(Type.String(), Type.String(), { default: {} }),
  /** Origins that may show the pages in a frame; nobody where empty. */
  embedOrigins: Type.Array(Type.String({ pattern: '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$' }), { default: [] }),
});
export type AppRecord = Static<typeof AppRecord>;
