import {
  type ActionBody,
  actionBetween,
  type Definition,
  type DefinitionFiles,
  type DefinitionRecord,
  definitionOf,
  mergeWithEdited,
  type RecordOf,
  readFiles,
  rolesOf,
  type ValidationPorts,
  withDefaults,
} from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';

/** What tables of another database become in an application. */
export interface AdoptedTables {
  /** One action, undone as one; null where everything is there already. */
  readonly body: ActionBody | null;
  readonly entities: readonly RecordOf<'entity'>[];
  readonly pages: readonly RecordOf<'page'>[];
  /** What does not fit the application, each with the reason. */
  readonly refused: readonly { readonly record: string; readonly reason: string }[];
}

/**
 * Adds what was made of a database to an application as people have it: nothing of theirs changes. The roles given may do
 * with the new entities what the roles made with them may, for those are not added where people have roles of their own.
 */
export function adoptTables(
  definition: Definition,
  files: DefinitionFiles,
  roles: readonly string[],
  ports: ValidationPorts,
): AdoptedTables {
  return adopt(definition, readFiles(files, ports).definition, roles, ports);
}

/** The same for what has been read already. */
export function adopt(definition: Definition, made: Definition, roles: readonly string[], ports: ValidationPorts): AdoptedTables {
  const merged = mergeWithEdited(definition, made, ports);
  const added = merged.added.flatMap((id) => merged.definition.records.get(id) ?? []);
  const entities = added.filter((record) => record.kind === 'entity');
  const granted = rolesOf(definition).length === 0 ? [] : roles.flatMap((role) => permissionsFor(role, entities, made));
  const records = new Map<string, DefinitionRecord>(merged.definition.records.entries());
  for (const permission of granted) records.set(permission.id, permission);
  return {
    body: actionBetween(definition, definitionOf(records.values())),
    entities,
    pages: added.filter((record) => record.kind === 'page'),
    refused: merged.refused,
  };
}

/** What the most powerful of the roles that were made may do, for another role. */
function permissionsFor(role: string, entities: readonly RecordOf<'entity'>[], made: Definition): RecordOf<'permission'>[] {
  const all = [...made.records.values()].filter((record) => record.kind === 'permission');
  return entities.flatMap(({ id: entity }) => {
    const most = all.filter((permission) => permission.entity === entity).sort((a, b) => b.operations.length - a.operations.length)[0];
    if (most === undefined) return [];
    const { operations, locked } = most;
    return [withDefaults({ id: shortId(), kind: 'permission', role, entity, operations, locked }) as RecordOf<'permission'>];
  });
}
