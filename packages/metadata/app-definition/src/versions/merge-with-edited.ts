import { sameJson } from '../actions/same-json.ts';
import { type Definition, definitionOf } from '../definition.ts';
import { indexBetween } from '../fractional-index.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { type ValidationPorts, validateDefinition } from '../validation/validate-definition.ts';

/** A property that the application and the database say differently. */
export interface Difference {
  readonly record: string;
  readonly property: string;
  readonly kept: unknown;
  readonly database: unknown;
}

export interface MergedDefinition {
  readonly definition: Definition;
  /** Ids of the records that are new. */
  readonly added: readonly string[];
  /** What is new in the database and does not fit what people made, with the reason. */
  readonly refused: readonly { readonly record: string; readonly reason: string }[];
  readonly differences: readonly Difference[];
}

/** Where people arrange things as they like; that is no difference. */
const arrangement = new Set(['id', 'kind', 'parent', 'index']);
const arranged = new Set(['app', 'page', 'component', 'query', 'role']);

/**
 * Adds to a valid application what is new in its database: entities with their pages and permissions, fields, relations.
 * Whatever the application has already stays as people made it, and what differs is told. Pages, roles and permissions of
 * what is not new are left to people: they may have removed them. The result is valid by the same ports.
 */
export function mergeWithEdited(edited: Definition, introspected: Definition, ports: ValidationPorts = {}): MergedDefinition {
  const wanted = newRecords(edited, introspected);
  const refused = new Map<string, string>();
  for (;;) {
    const records = new Map<string, DefinitionRecord>(edited.records.entries());
    const last = lastIndexes(edited);
    const added = wanted.filter(({ id }) => !refused.has(id));
    for (const record of added) records.set(record.id, placed(record, last));
    const definition = definitionOf(records.values());
    const bad = validateDefinition(definition, ports).filter(({ record }) => added.some(({ id }) => id === record));
    if (bad.length === 0) {
      const differences = [...introspected.records.values()].flatMap((record) => differencesOf(edited.records.get(record.id), record));
      return {
        definition,
        added: added.map(({ id }) => id).sort(),
        refused: [...refused].map(([record, reason]) => ({ record, reason })),
        differences: differences.sort((a, b) => compare(a.record, b.record) || compare(a.property, b.property)),
      };
    }
    for (const { record, message } of bad) {
      // A page of which a part does not fit is of no use.
      const whole = pageOf(record, introspected);
      for (const { id } of added) if (id === record || (whole !== null && pageOf(id, introspected) === whole)) refused.set(id, message);
    }
  }
}

/** What of the database the application does not have, in the order of siblings. */
function newRecords(edited: Definition, introspected: Definition): readonly DefinitionRecord[] {
  const names = new Set([...edited.records.values()].map(nameOf));
  const hasRoles = [...edited.records.values()].some(({ kind }) => kind === 'role');
  const isNew = (id: string) => !edited.records.has(id);
  const newPages = new Set(
    [...introspected.records.values()].flatMap((record) =>
      record.kind === 'query' && isOwnQuery(record) && isNew(record.entity ?? '') && isNew(record.parent) ? [record.parent] : [],
    ),
  );
  const isWanted = (record: DefinitionRecord): boolean => {
    if (!isNew(record.id) || names.has(nameOf(record))) return false;
    if (record.kind === 'role') return !hasRoles;
    if (record.kind === 'permission') return isNew(record.entity) && (!hasRoles || !isNew(record.role));
    const page = pageOf(record.id, introspected);
    return page === null || newPages.has(page);
  };
  const place = (record: DefinitionRecord) => ('index' in record ? record.index : '');
  return [...introspected.records.values()].filter(isWanted).sort((a, b) => compare(place(a), place(b)) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The query about the entity whose page it is; others of the page are about what belongs to it. */
function isOwnQuery(query: { readonly count: boolean; readonly filter?: string }): boolean {
  return query.count || query.filter === 'id = parameters.id';
}

function pageOf(id: string, definition: Definition): string | null {
  let at = definition.records.get(id);
  while (at !== undefined && at.kind !== 'page') {
    at = 'parent' in at && typeof at.parent === 'string' ? definition.records.get(at.parent) : undefined;
  }
  return at?.id ?? null;
}

/** What a record is called in its scope: one of the same name is somebody's own. */
function nameOf(record: DefinitionRecord): string {
  if (!('key' in record)) return record.id;
  return `${record.kind} ${'parent' in record ? record.parent : ''} ${record.key}`;
}

function lastIndexes(definition: Definition): Map<string, string> {
  const last = new Map<string, string>();
  for (const record of definition.records.values()) {
    if (!('index' in record)) continue;
    const group = siblingsOf(record);
    const before = last.get(group);
    if (before === undefined || record.index > before) last.set(group, record.index);
  }
  return last;
}

function siblingsOf(record: DefinitionRecord): string {
  return `${record.kind} ${'parent' in record ? record.parent : ''} ${'slot' in record ? record.slot : ''}`;
}

/** What is added stands behind its siblings. */
function placed(record: DefinitionRecord, last: Map<string, string>): DefinitionRecord {
  if (!('index' in record)) return record;
  const siblings = siblingsOf(record);
  const index = indexBetween(last.get(siblings) ?? null, null);
  last.set(siblings, index);
  return { ...record, index };
}

function differencesOf(own: DefinitionRecord | undefined, record: DefinitionRecord): Difference[] {
  if (own === undefined || arranged.has(own.kind)) return [];
  const kept: Readonly<Record<string, unknown>> = { ...own };
  const database: Readonly<Record<string, unknown>> = { ...record };
  return [...new Set([...Object.keys(kept), ...Object.keys(database)])]
    .filter((property) => !arrangement.has(property) && !sameJson(kept[property] ?? null, database[property] ?? null))
    .map((property) => ({ record: own.id, property, kept: kept[property] ?? null, database: database[property] ?? null }));
}
