import { type Static, Type } from 'typebox';
import { operation } from '../operation.ts';

const settings = '/api/{tenant}/environments/{environment}/applications/{application}/settings';
const closed = { additionalProperties: false } as const;
/** Bytes of a value with what surrounds it. */
const largestValue = 100_000;

const SettingKey = Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,62}$' });
const branch = Type.Optional(
  Type.String({ maxLength: 40, description: 'Branch whose definition declares the settings, beside what runs there; main where absent.' }),
);

/** A setting of an application as an environment has it. */
export const ApplicationSetting = Type.Object({
  key: SettingKey,
  label: Type.String(),
  description: Type.Optional(Type.String()),
  type: Type.String(),
  required: Type.Boolean(),
  secret: Type.Boolean(),
  /** What it is where the environment says nothing; null where the definition says nothing either. */
  default: Type.Unknown(),
  /** Who declares it: the branch, only what runs in the environment, or nobody any longer. */
  declaredBy: Type.Enum(['branch', 'release', 'nobody']),
  /** Whether the environment says anything. */
  isSet: Type.Boolean(),
  /** What it says; null where that is nothing, or a secret. */
  value: Type.Unknown(),
  /** What keeps the application from being published here, or from reading the value; null where nothing does. */
  problem: Type.Union([Type.String(), Type.Null()]),
  setAt: Type.Union([Type.String(), Type.Null()]),
  setBy: Type.Union([Type.String(), Type.Null()]),
});
export type ApplicationSetting = Static<typeof ApplicationSetting>;

export const listSettings = operation({
  id: 'settings.list',
  summary: 'The settings of an application with what an environment says of each, without secrets.',
  method: 'GET',
  path: settings,
  input: Type.Object({ branch }, closed),
  output: Type.Object({ items: Type.Array(ApplicationSetting) }),
  permission: 'maker',
  scope: 'settings:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const setSetting = operation({
  id: 'settings.set',
  summary:
    'Says what a setting is in an environment. It is read everywhere within five seconds, without a publication; a secret one is sealed and never answered.',
  method: 'PUT',
  path: `${settings}/{setting}`,
  input: Type.Object(
    { setting: SettingKey, value: Type.Unknown({ description: 'As JSON has values of the type; of a secret one its text.' }), branch },
    closed,
  ),
  output: ApplicationSetting,
  permission: 'administrator',
  scope: 'settings:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'settings.no-setting', 'settings.wrong-value', 'settings.too-many'],
  bodyLimit: largestValue,
});

export const unsetSetting = operation({
  id: 'settings.unset',
  summary: 'Forgets what a setting is in an environment: then it is what the definition says.',
  method: 'DELETE',
  path: `${settings}/{setting}`,
  input: Type.Object({ setting: SettingKey }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'settings:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'settings.no-setting', 'settings.needed'],
});
