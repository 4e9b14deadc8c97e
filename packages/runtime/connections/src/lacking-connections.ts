import { type Definition, type Dependencies, entitiesOf, type RecordOf, recordsOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import type { ConnectionStore } from './connection-store.ts';

/** What a definition would run with. */
export interface DefinitionToRun {
  readonly definition: Definition;
  /** The modules that it uses, by key. */
  readonly modules: Dependencies;
}

/** What the environment lacks for the attached entities of a definition, a sentence for each connection. */
export async function lackingConnections(
  context: RequestContext,
  store: Pick<ConnectionStore, 'list'>,
  { definition, modules }: DefinitionToRun,
): Promise<readonly string[]> {
  const attached = [definition, ...modules.values()].flatMap(entitiesOf).filter(({ source }) => source !== undefined);
  if (attached.length === 0) return [];
  const known = new Map((await store.list(context)).map((connection) => [connection.key, connection]));
  const environment = context.environment?.key ?? '';
  return [...Map.groupBy(attached, ({ source }) => source?.connection ?? '')].flatMap(([key, entities]) => {
    const connection = known.get(key);
    if (connection === undefined)
      return [`The environment ${environment} has no connection ${key}: ${named(entities)} cannot be read until an administrator sets it.`];
    const changed = connection.writable ? [] : entities.filter((entity) => mayChange(definition, entity));
    return changed.length === 0 ? [] : [`The connection ${key} of ${environment} is only read, though roles may change ${named(changed)}.`];
  });
}

function mayChange(definition: Definition, { id, key }: RecordOf<'entity'>): boolean {
  const changing = new Set<string>(['create', 'update', 'delete']);
  return recordsOf(definition, 'permission').some(
    ({ entity, operations }) => (entity === id || entity === key) && operations.some((operation) => changing.has(operation)),
  );
}

/** A few of the entities, and how many more there are. */
function named(entities: readonly RecordOf<'entity'>[]): string {
  const labels = entities.map(({ label }) => label);
  if (labels.length <= 3) return labels.join(', ');
  return `${labels.slice(0, 2).join(', ')} and ${labels.length - 2} others`;
}
