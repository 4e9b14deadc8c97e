import { type ActionBody, componentsOf, type Definition, queriesOf, type RecordOf } from '@plinth/app-definition';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { Edit } from '../edits/edits.ts';
import { type ChangedUser, type NameSearch, renamedIn } from './name-uses.ts';
import type { PageName } from './page-name.ts';

const words: Readonly<Record<PageName['kind'], string>> = {
  state: 'state',
  parameter: 'parameter',
  query: 'query',
  component: 'component',
};

/** Gives something of a page another name, and writes it so wherever the page uses it: one step for undo. */
export function renameName(search: NameSearch, name: PageName, to: string, selection: readonly string[]): Edit {
  const users = renamedIn(search, name, to);
  const actions = [...users.flatMap(updates), ...ownUpdates(search, name, to)];
  return {
    body: { type: 'BATCH', payload: { actions } },
    intent: `Rename ${words[name.kind]} ${name.name} to ${to}`,
    selection,
  };
}

/** Nothing but what changed is written, so that others may change the rest meanwhile. */
function updates({ record, values }: ChangedUser): readonly ActionBody[] {
  const before = record as unknown as Readonly<Record<string, JsonValue>>;
  return Object.entries(values).flatMap(([property, value]) => {
    const was = before[property];
    if (!isJsonObject(value) || !isJsonObject(was)) return [update(record.id, [property], value)];
    return Object.entries(value).flatMap(([name, part]) =>
      part === was[name] ? [] : [update(record.id, [property, name], part as JsonValue)],
    );
  });
}

/** Where the name itself stands. */
function ownUpdates({ definition, page }: NameSearch, { kind, name }: PageName, to: string): readonly ActionBody[] {
  if (kind === 'state') return [update(page.id, ['state'], withKey(page.state, name, to))];
  if (kind === 'parameter') {
    const path = page.path.split('/').map((part) => (part === `:${name}` ? `:${to}` : part));
    return [update(page.id, ['parameters'], withKey(page.parameters, name, to)), update(page.id, ['path'], path.join('/'))];
  }
  return named(definition, page, kind, name).map((record) => update(record.id, [kind === 'query' ? 'key' : 'name'], to));
}

function named(
  definition: Definition,
  page: RecordOf<'page'>,
  kind: 'query' | 'component',
  name: string,
): readonly { readonly id: string }[] {
  const all = kind === 'query' ? queriesOf(definition, page.id) : componentsOf(definition, page.id);
  return all.filter((record) => (record.kind === 'query' ? record.key : record.name) === name);
}

function withKey(values: Readonly<Record<string, unknown>>, from: string, to: string): JsonValue {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name === from ? to : name, value])) as JsonValue;
}

function update(id: string, path: readonly string[], value: JsonValue): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id, path, value } };
}
