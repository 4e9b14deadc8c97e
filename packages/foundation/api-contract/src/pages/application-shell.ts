import { type Static, Type } from 'typebox';

/** A field as the person may see it: fields hidden from all of the person's roles are absent, locked ones are read-only. */
export const ShellField = Type.Object({
  key: Type.String(),
  label: Type.String(),
  help: Type.Optional(Type.String()),
  type: Type.String(),
  required: Type.Boolean(),
  /** Computed, or locked for all of the person's roles. */
  readOnly: Type.Boolean(),
  /** The one of the two writes in which it is locked for all of the person's roles. */
  lockedOn: Type.Optional(Type.Union([Type.Literal('create'), Type.Literal('update')])),
  /** FEEL over `user`: the first value of a new record. Absent where there is none, or where it depends on other fields. */
  default: Type.Optional(Type.String()),
  options: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Type.String(), tone: Type.Optional(Type.String()) }))),
  /** Key of the entity a reference points to. */
  target: Type.Optional(Type.String()),
  currency: Type.Optional(Type.String()),
  scale: Type.Optional(Type.Integer()),
  minLength: Type.Optional(Type.Integer()),
  maxLength: Type.Optional(Type.Integer()),
  minimum: Type.Optional(Type.String()),
  maximum: Type.Optional(Type.String()),
  pattern: Type.Optional(Type.String()),
  accept: Type.Optional(Type.Array(Type.String())),
  maxBytes: Type.Optional(Type.Integer()),
  /** FEEL over the record's fields that must be true, each with what to say otherwise; the server checks the same. */
  validations: Type.Optional(
    Type.Array(Type.Union([Type.Object({ rule: Type.String(), message: Type.String() }), Type.Object({ messages: Type.String() })])),
  ),
});
export type ShellField = Static<typeof ShellField>;

/** A relation many to many as the person may see it; those to entities that the person may not read are absent. */
export const ShellRelation = Type.Object({
  key: Type.String(),
  label: Type.String(),
  /** Key of the entity whose records it leads to. */
  target: Type.String(),
  readOnly: ShellField.properties.readOnly,
  lockedOn: ShellField.properties.lockedOn,
});
export type ShellRelation = Static<typeof ShellRelation>;

const GrantedOperation = Type.Union([
  Type.Literal('read'),
  Type.Literal('create'),
  Type.Literal('update'),
  Type.Literal('delete'),
  Type.Literal('export'),
  Type.Literal('import'),
]);

/** An entity as the person may use it; entities without any granted operation are absent. */
export const ShellEntity = Type.Object({
  /** As pages name it: `client`, or `module/client` where another definition owns it. */
  key: Type.String(),
  label: Type.String(),
  labelPlural: Type.String(),
  icon: Type.Optional(Type.String()),
  fields: Type.Array(ShellField),
  relations: Type.Array(ShellRelation),
  operations: Type.Array(GrantedOperation),
});
export type ShellEntity = Static<typeof ShellEntity>;

/** A page the person may open. */
export const ShellPage = Type.Object({
  id: Type.String(),
  key: Type.String(),
  /** Address below the application, with parameters: `clients/:id`; empty for the first page. */
  path: Type.String(),
  label: Type.String(),
  icon: Type.Optional(Type.String()),
  /** Whether the navigation lists it; pages stand in the order in which it does. */
  navigation: Type.Boolean(),
});
export type ShellPage = Static<typeof ShellPage>;

/** What surrounds the pages of an application, for one person: fetched once when the application is opened. */
export const ApplicationShell = Type.Object({
  tenant: Type.Object({ key: Type.String(), label: Type.String() }),
  environment: Type.Object({ key: Type.String(), label: Type.String() }),
  application: Type.Object({
    key: Type.String(),
    label: Type.String(),
    description: Type.Optional(Type.String()),
    icon: Type.Optional(Type.String()),
    /** Semantic version of the release. */
    version: Type.String(),
    /** Signature of the release: changes when a new version is published. */
    signature: Type.String(),
    /** Key of the first page, null where the person may open none. */
    homePage: Type.Union([Type.String(), Type.Null()]),
  }),
  /** Null for a visitor of public pages. */
  person: Type.Union([
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      email: Type.Union([Type.String(), Type.Null()]),
      /** Keys of the roles held in this application; in scope of expressions as `user.roles`. */
      roles: Type.Array(Type.String()),
      groups: Type.Array(Type.String()),
      /** What the application keeps about the person, by name; in scope of expressions as `user.<name>`. Empty where it has no record of them. */
      attributes: Type.Record(Type.String(), Type.Unknown()),
    }),
    Type.Null(),
  ]),
  /** FEEL types of those attributes, as text; the same for everybody. */
  userTypes: Type.Record(Type.String(), Type.String()),
  /** What the environment tells the application, without secrets; in scope of expressions as `settings.<key>`. */
  settings: Type.Record(Type.String(), Type.Unknown()),
  /** FEEL types of those, as text. */
  settingTypes: Type.Record(Type.String(), Type.String()),
  pages: Type.Array(ShellPage),
  /** Whether there may be tasks for the person: the application has processes. */
  hasTasks: Type.Boolean(),
  entities: Type.Array(ShellEntity),
  /** Design tokens replaced by the tenant or the application, by name without the leading dashes. */
  theme: Type.Object({
    light: Type.Record(Type.String(), Type.String()),
    dark: Type.Record(Type.String(), Type.String()),
    density: Type.Optional(Type.Union([Type.Literal('roomy'), Type.Literal('compact')])),
  }),
  /** BCP 47 tag chosen from `locales` by what the person asked for. */
  locale: Type.String(),
  locales: Type.Array(Type.String()),
  /** Translations into `locale`: `<record id>.<property>` or `<record id>.properties.<name>` to an ICU message; empty in the default locale. */
  messages: Type.Record(Type.String(), Type.String()),
});
export type ApplicationShell = Static<typeof ApplicationShell>;
