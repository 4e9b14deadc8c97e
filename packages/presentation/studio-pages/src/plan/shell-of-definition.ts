import type { ApplicationShell, ShellEntity, ShellField } from '@plinth/api-contract';
import {
  appearanceOf,
  appOf,
  type Definition,
  entitiesOf,
  fieldsOf,
  pagesOf,
  type RecordOf,
  recordOf,
  relationsOf,
  settingsOf,
} from '@plinth/app-definition';
import { fieldType } from '@plinth/definition-expressions';
import { printType } from '@plinth/expression';
import type { StudioWork } from '@plinth/studio-frame';
import { previewLanguages, previewOf } from '@plinth/studio-translations';

const allOperations: ShellEntity['operations'] = ['read', 'create', 'update', 'delete', 'export', 'import'];

/** What surrounds the pages of an application, for a maker, who sees everything that the definition has. */
export function shellOf(
  definition: Definition,
  work: Pick<StudioWork, 'tenant' | 'environment' | 'application' | 'member' | 'components' | 'tenantTheme'>,
  released: ApplicationShell | null,
  language: string,
): ApplicationShell {
  const app = appOf(definition);
  const theme = app?.theme === undefined ? null : recordOf(definition, 'theme', app.theme);
  const { id, name, email, groups } = work.member;
  const seen = previewOf(definition, work.components, language);
  return {
    tenant: { key: work.tenant, label: work.tenant },
    environment: { key: work.environment, label: work.environment },
    application: { key: work.application, label: app?.label ?? work.application, version: '0.0.0', signature: '', homePage: null },
    person: { id, name, email, roles: [], groups, attributes: released?.person?.attributes ?? {} },
    // What people have beside their names is known as it was published.
    userTypes: released?.userTypes ?? {},
    ...shellSettings(definition, released),
    hasTasks: false,
    pages: pagesOf(definition).map(({ id, key, path, label, icon, navigation }) => ({
      id,
      key,
      path,
      label,
      ...(icon === undefined ? {} : { icon }),
      navigation,
    })),
    entities: [
      ...entitiesOf(definition).map((entity) => shellEntity(definition, entity, seen.messages)),
      // Those of other definitions are known as they were published.
      ...(released?.entities ?? []).filter(({ key }) => key.includes('/')),
    ],
    theme: theme === null ? (work.tenantTheme ?? { light: {}, dark: {} }) : appearanceOf(theme),
    ...seen,
    locales: [...previewLanguages(definition).own],
  };
}

/** The settings with what the environment says where the application runs, and with their defaults elsewhere. */
function shellSettings(definition: Definition, released: ApplicationShell | null): Pick<ApplicationShell, 'settings' | 'settingTypes'> {
  const records = settingsOf(definition).filter(({ secret }) => !secret);
  return {
    settings: Object.fromEntries(records.map(({ key, default: usual }) => [key, released?.settings[key] ?? usual ?? null])),
    settingTypes: Object.fromEntries(records.map((record) => [record.key, printType(fieldType(record))])),
  };
}

type Messages = Readonly<Record<string, string>>;

function shellEntity(definition: Definition, entity: RecordOf<'entity'>, messages: Messages): ShellEntity {
  const label = messages[`${entity.id}.label`] ?? entity.label;
  const keyOf = (id: string | undefined) => (id === undefined ? undefined : (recordOf(definition, 'entity', id)?.key ?? id));
  return {
    key: entity.key,
    label,
    labelPlural: messages[`${entity.id}.labelPlural`] ?? entity.labelPlural ?? label,
    ...(entity.icon === undefined ? {} : { icon: entity.icon }),
    operations: allOperations,
    fields: fieldsOf(definition, entity.id).map((field) => shellField(field, keyOf(field.target), messages)),
    relations: relationsOf(definition, entity.id).map(({ id, key, label, target }) => ({
      key,
      label: messages[`${id}.label`] ?? label,
      target: keyOf(target) ?? target,
      readOnly: false,
    })),
  };
}

const carried = [
  'currency',
  'scale',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'pattern',
  'accept',
  'maxBytes',
  'validations',
] as const;

function shellField(field: RecordOf<'field'>, target: string | undefined, messages: Messages): ShellField {
  const further = Object.fromEntries(carried.flatMap((name) => (field[name] === undefined ? [] : [[name, field[name]]])));
  return {
    key: field.key,
    label: messages[`${field.id}.label`] ?? field.label,
    type: field.type,
    required: field.required,
    readOnly: field.computed !== undefined,
    ...(target === undefined ? {} : { target }),
    ...(field.help === undefined ? {} : { help: messages[`${field.id}.help`] ?? field.help }),
    ...(field.options === undefined
      ? {}
      : {
          options: field.options.map((option) => ({
            ...option,
            label: messages[`${field.id}.options.${option.value}`] ?? option.label,
          })),
        }),
    ...further,
  };
}
