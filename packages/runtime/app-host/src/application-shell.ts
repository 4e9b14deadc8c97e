import type { ApplicationShell, ShellEntity, ShellField, ShellRelation, TenantTheme } from '@plinth/api-contract';
import { appearanceOf, appOf, pagesOf, processesOf, recordsOf } from '@plinth/app-definition';
import { printType } from '@plinth/expression';
import type { RequestContext } from '@plinth/foundation';
import {
  type ApplicationModel,
  asksDecision,
  type EntityModel,
  type FieldModel,
  isUserValue,
  type Permissions,
  type RecordOperation,
  standaloneDefaults,
  userType,
} from '@plinth/record-store';
import { heldRoles, mayOpen } from './application-access.ts';
import type { ApplicationPlan } from './application-plan.ts';
import { hostErrors } from './errors.ts';

const operations: readonly RecordOperation[] = ['read', 'create', 'update', 'delete', 'export', 'import'];

/** What a shell depends on beside the application and the person. */
interface Around {
  /** The language that is asked for. */
  readonly locale: string | undefined;
  /** What the application wears where it has no theme of its own. */
  readonly tenantTheme: TenantTheme | null;
}

/** What surrounds the pages of an application, as one person may see it. Throws where the person may see nothing of it. */
export function applicationShell(
  context: RequestContext,
  plan: ApplicationPlan,
  permissions: Permissions,
  { locale: askedLocale, tenantTheme }: Around,
): ApplicationShell {
  const { definition, model } = plan;
  const app = appOf(definition);
  if (app === null || context.environment === null) throw hostErrors.notReleased({ application: plan.key });
  const roles = heldRoles(permissions);
  const pages = pagesOf(definition).filter((page) => {
    const planned = plan.pages.get(page.id);
    return planned !== undefined && mayOpen(context, planned, roles);
  });
  if (pages.length === 0)
    throw context.actor.kind === 'anonymous' ? hostErrors.signInNeeded() : hostErrors.noRole({ application: app.label });
  const translations = recordsOf(definition, 'translation');
  const locales = [app.defaultLocale, ...translations.map(({ locale }) => locale)];
  const locale = chooseLocale(askedLocale ?? context.locale, locales);
  const messages = translations.find((translation) => translation.locale === locale)?.messages ?? {};
  const label = (id: string, text: string): string => messages[`${id}.label`] ?? text;
  const home = pages.find(({ id }) => id === app.homePage) ?? pages[0];
  const theme = app.theme === undefined ? undefined : definition.records.get(app.theme);
  return {
    tenant: { key: context.tenant.key, label: context.tenant.key },
    environment: { key: context.environment.key, label: context.environment.key },
    application: {
      key: plan.key,
      label: label('app', app.label),
      ...(app.description === undefined ? {} : { description: app.description }),
      ...(app.icon === undefined ? {} : { icon: app.icon }),
      version: plan.version,
      signature: plan.signature,
      homePage: home?.key ?? null,
    },
    person:
      context.actor.kind === 'member'
        ? {
            id: context.actor.id,
            name: context.actor.name,
            email: context.actor.email,
            roles: [...roles],
            groups: [...context.actor.groups],
            attributes: { ...permissions.user.attributes },
          }
        : null,
    userTypes: attributeTypes(model),
    settings: { ...model.settings.values },
    settingTypes: settingTypes(model),
    pages: pages.map((page) => ({
      id: page.id,
      key: page.key,
      path: page.path,
      label: label(page.id, page.label),
      ...(page.icon === undefined ? {} : { icon: page.icon }),
      navigation: page.navigation,
    })),
    hasTasks: context.actor.kind === 'member' && context.environment.isSample !== true && processesOf(definition).length > 0,
    entities: [...model.entities.values()].flatMap((entity) => entityFor(permissions, plan.model, entity, messages)),
    theme: theme?.kind === 'theme' ? appearanceOf(theme) : (tenantTheme ?? { light: {}, dark: {} }),
    locale,
    locales,
    messages,
  };
}

/** The FEEL types of what `user` has beside what everybody has, as text. */
export function attributeTypes(model: ApplicationModel): Readonly<Record<string, string>> {
  const own = Object.entries(userType(model).entries).filter(([name]) => !isUserValue(name));
  return Object.fromEntries(own.map(([name, type]) => [name, printType(type)]));
}

/** The FEEL types of the settings, as text. */
export function settingTypes({ settings }: ApplicationModel): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings.type.entries).map(([name, type]) => [name, printType(type)]));
}

/** An entity with the fields and operations that the person's roles grant; nothing where they grant none. */
function entityFor(
  permissions: Permissions,
  model: ApplicationModel,
  entity: EntityModel,
  messages: Readonly<Record<string, string>>,
): ShellEntity[] {
  const { access } = permissions;
  const granted = operations.filter((operation) => access.allows(entity, operation));
  if (granted.length === 0) return [];
  const { record } = entity;
  const label = messages[`${record.id}.label`] ?? record.label;
  return [
    {
      key: entity.key,
      label,
      labelPlural: messages[`${record.id}.labelPlural`] ?? record.labelPlural ?? label,
      ...(record.icon === undefined ? {} : { icon: record.icon }),
      operations: [...granted],
      fields: entity.fields
        .filter((field) => access.sees(entity, field.key))
        .map((field) => fieldFor(permissions, model, entity, field, messages)),
      relations: [...entity.relations.values()].flatMap((relation): ShellRelation[] => {
        const target = model.entities.get(relation.target);
        if (relation.linkTable === null || target === undefined || !access.allows(target, 'read') || !access.sees(entity, relation.key))
          return [];
        const label = messages[`${relation.record.id}.label`] ?? relation.record.label;
        return [{ key: relation.key, label, target: relation.target, ...writing(permissions, entity, relation.key) }];
      }),
    },
  ];
}

/** In which writes a field or relation is locked. */
function writing({ access }: Permissions, entity: EntityModel, key: string): Pick<ShellField, 'readOnly' | 'lockedOn'> {
  // What a row of another database is known by stays.
  const isKey = entity.record.source?.key.includes(entity.fieldsByKey.get(key)?.record.column ?? '') === true;
  const [create, update] = [access.writes(entity, key, 'create'), !isKey && access.writes(entity, key, 'update')];
  return { readOnly: !create && !update, ...(create === update ? {} : { lockedOn: create ? 'update' : 'create' }) };
}

function fieldFor(
  permissions: Permissions,
  model: ApplicationModel,
  entity: EntityModel,
  field: FieldModel,
  messages: Readonly<Record<string, string>>,
): ShellField {
  const { record } = field;
  const optional = <Name extends keyof typeof record>(name: Name) => (record[name] === undefined ? {} : { [name]: record[name] });
  return {
    key: field.key,
    label: messages[`${record.id}.label`] ?? record.label,
    type: record.type,
    required: record.required,
    ...(record.computed === undefined ? writing(permissions, entity, field.key) : { readOnly: true }),
    ...(standaloneDefaults(model, entity).has(field.key) ? { default: record.default } : {}),
    ...(record.help === undefined ? {} : { help: messages[`${record.id}.help`] ?? record.help }),
    ...(field.target === null ? {} : { target: field.target }),
    ...(record.options === undefined ? {} : { options: optionsFor(record.id, record.options, messages) }),
    ...optional('currency'),
    ...optional('scale'),
    ...optional('minLength'),
    ...optional('maxLength'),
    ...optional('minimum'),
    ...optional('maximum'),
    ...optional('pattern'),
    ...optional('accept'),
    ...optional('maxBytes'),
    ...rulesFor(entity, field),
  };
}

/** Choices with their labels in the language: `<field id>.options.<value>`. */
function optionsFor(id: string, options: NonNullable<ShellField['options']>, messages: Readonly<Record<string, string>>) {
  return options.map((option) => ({ ...option, label: messages[`${id}.options.${option.value}`] ?? option.label }));
}

/** The rules that a browser judges by itself; what a decision says is the server's to tell. */
function rulesFor(entity: EntityModel, { record }: FieldModel): Pick<ShellField, 'validations'> {
  const own = (record.validations ?? []).filter(
    (validation) => !asksDecision(entity, 'rule' in validation ? validation.rule : validation.messages),
  );
  return own.length === 0 ? {} : { validations: own };
}

/** The offered language that is asked for, or its base language, else the first one. */
function chooseLocale(asked: string, offered: readonly string[]): string {
  const base = asked.split('-', 1)[0];
  return offered.find((locale) => locale === asked) ?? offered.find((locale) => locale.split('-', 1)[0] === base) ?? offered[0] ?? 'en';
}
