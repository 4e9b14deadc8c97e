import type { ApplicationShell, ShellEntity } from '@plinth/api-contract';
import { directionOf, type EntityDescription, type RenderServices } from '@plinth/component-kit';
import type { ExpressionLanguage, Scope } from './expressions.ts';
import type { PageRuntime } from './page-runtime.ts';

/** What an open page offers its components. */
export function renderServices(runtime: PageRuntime, shell: ApplicationShell): RenderServices {
  const entities = new Map(shell.entities.map((entity) => [entity.key, entity] as const));
  return {
    locale: shell.locale,
    direction: directionOf(shell.locale),
    entity: (key) => (entities.get(key) as EntityDescription | undefined) ?? null,
    findReferences: (entity, search, signal) => runtime.data.findReferences(entity, search, signal),
    uploadFile: (entity, field, file, onProgress, signal) => runtime.data.uploadFile(entity, field, file, onProgress, signal),
    fileAddress: (file) => runtime.data.fileAddress(file),
    async saveRecord(entity, record) {
      const saved = await runtime.data.saveRecord(entity, record);
      runtime.changes.changed(entity);
      return saved;
    },
    pageAddress: (page, parameters = {}) => runtime.host.pageAddress(page, parameters) ?? '#',
    navigate: (address) => runtime.host.navigate(address),
    validate: (key, values) => brokenRules(runtime, entities.get(key), values),
  };
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
    for (const { rule, message } of field.validations ?? []) {
      if (broken[field.key] === undefined && isFalse(language, rule, scope)) broken[field.key] = message;
    }
  }
  return broken;
}

function isFalse(language: ExpressionLanguage, rule: string, scope: Scope): boolean {
  try {
    return language.expression(rule).evaluate(scope) === false;
  } catch {
    return false;
  }
}
