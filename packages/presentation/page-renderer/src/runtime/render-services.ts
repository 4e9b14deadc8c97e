import type { ApplicationShell, ShellEntity, ShellField } from '@plinth/api-contract';
import { directionOf, type EntityDescription, type RenderServices } from '@plinth/component-kit';
import type { ExpressionLanguage, Scope } from './expressions.ts';
import type { PageRuntime } from './page-runtime.ts';
import { taskServices } from './task-services.ts';

/** What an open page offers its components. */
export function renderServices(runtime: PageRuntime, shell: ApplicationShell): RenderServices {
  const entities = new Map(shell.entities.map((entity) => [entity.key, entity] as const));
  return {
    locale: shell.locale,
    direction: directionOf(shell.locale),
    formulas: runtime.language.formulas,
    entity: (key) => (entities.get(key) as EntityDescription | undefined) ?? null,
    findReferences: (entity, search, signal) => runtime.data.findReferences(entity, search, signal),
    relatedRecords: (entity, id, relation, signal) => runtime.data.relatedRecords(entity, id, relation, signal),
    uploadFile: (entity, field, file, onProgress, signal) => runtime.data.uploadFile(entity, field, file, onProgress, signal),
    fileAddress: (file) => runtime.data.fileAddress(file),
    async saveRecord(entity, record) {
      const saved = await runtime.data.saveRecord(entity, record);
      runtime.changes.changed(entity);
      return saved;
    },
    pageAddress: (page, parameters = {}) => runtime.host.pageAddress(page, parameters) ?? '#',
    navigate: (address) => runtime.host.navigate(address),
    embedPage: (page, parameters) => runtime.host.embedPage(page, parameters),
    tasks: taskServices(runtime),
    defaults: (key) => firstValues(runtime, entities.get(key)),
    validate: (key, values) => brokenRules(runtime, entities.get(key), values),
  };
}

/** The defaults that read nothing of the record; one that cannot be computed here is left to the server. */
function firstValues(runtime: PageRuntime, entity: ShellEntity | undefined): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  if (entity === undefined) return values;
  const language = runtime.language.forEntity(entity.key);
  for (const field of entity.fields) {
    if (field.default === undefined) continue;
    try {
      values[field.key] = language.expression(field.default).evaluate(runtime.scope);
    } catch {
      // The server says what is wrong with it when the record is written.
    }
  }
  return values;
}

/** The entity's rules that do not hold: field to message. A rule that cannot be judged here is left to the server. */
function brokenRules(
  runtime: PageRuntime,
  entity: ShellEntity | undefined,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const broken: Record<string, string> = {};
  if (entity === undefined) return broken;
  const empty = Object.fromEntries(entity.fields.map((field) => [field.key, null]));
  const scope = { ...empty, ...values, user: runtime.scope.user } as unknown as Scope;
  const language = runtime.language.forEntity(entity.key);
  for (const field of entity.fields) {
    for (const validation of field.validations ?? []) {
      const message = brokenRule(language, validation, scope);
      if (message !== null) broken[field.key] ??= message;
    }
  }
  return broken;
}

type Validation = NonNullable<ShellField['validations']>[number];

/** What a rule says against the values; null where it says nothing, or cannot be judged. */
function brokenRule(language: ExpressionLanguage, validation: Validation, scope: Scope): string | null {
  try {
    if ('rule' in validation) return language.expression(validation.rule).evaluate(scope) === false ? validation.message : null;
    const said = language.expression(validation.messages).evaluate(scope);
    const [first] = Array.isArray(said) ? said : [said];
    return typeof first === 'string' && first !== '' ? first : null;
  } catch {
    return null;
  }
}
