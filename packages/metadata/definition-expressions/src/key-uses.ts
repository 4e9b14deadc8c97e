import {
  componentsOf,
  compositeKey,
  type Definition,
  type DefinitionRecord,
  type DefinitionViolation,
  decisionsOf,
  entitiesOf,
  entityByKey,
  eventTypesOf,
  externalActionsOf,
  functionsOf,
  pageActions,
  pageByKey,
  pageOf,
  pagesOf,
  processesOf,
  queriesOf,
  type RecordOf,
  violationOf,
} from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { type ContextType, entriesOf, type FeelType } from '@plinth/expression';
import { isJsonObject, nearestName } from '@plinth/foundation';
import { memberId } from './declared-name.ts';
import type { Steps } from './expression-site.ts';
import type { FindContract } from './page-names.ts';
import type { PageSites } from './page-sites.ts';
import type { RecordTypes } from './record-types.ts';
import type { Use } from './use.ts';

type Values = Readonly<Record<string, unknown>>;

interface ActionSchema {
  readonly properties: Readonly<
    Record<string, { readonly 'x-actions'?: boolean; readonly 'x-key-of'?: string; readonly 'x-keys-of'?: string }>
  >;
}

/** What a record calls by its key outside of expressions: paths of queries, columns, what actions call, fields that an import fills. */
export class KeyUses {
  readonly #definition: Definition;
  readonly #known: RecordTypes;
  readonly #contract: FindContract;
  readonly #uses: Use[] = [];
  readonly #violations: DefinitionViolation[] = [];
  readonly #record: DefinitionRecord;
  readonly #page: PageSites | null;

  constructor(definition: Definition, known: RecordTypes, contract: FindContract, record: DefinitionRecord, page: PageSites | null) {
    this.#definition = definition;
    this.#known = known;
    this.#contract = contract;
    this.#record = record;
    this.#page = page;
  }

  /** What it calls, and what of that is not there. */
  all(): { readonly uses: readonly Use[]; readonly violations: readonly DefinitionViolation[] } {
    const record = this.#record;
    switch (record.kind) {
      case 'query':
        this.#query(record);
        break;
      case 'component':
        this.#component(record);
        break;
      case 'page':
        this.#actions(['onOpen'], record.onOpen);
        for (const match of record.path.matchAll(/:([A-Za-z0-9_]+)/g))
          this.#tell(['path'], 'text', match.index + 1, match[1] ?? '', record.path, memberId(record.id, 'parameters', match[1] ?? ''));
        break;
      case 'import':
        this.#import(record);
        break;
      case 'permission-test':
        this.#values(['record'], record.record, record.entity);
        this.#valuesOf(['user'], record.user, this.#known.user);
        break;
      case 'decision':
        if (record.entity !== undefined)
          for (const [at, path] of record.expand.entries()) this.#path(['expand', at], path, this.#known.record(record.entity, 'full'));
        break;
      case 'process-node':
        this.#named(record, 'plinth:decision', decisionsOf(this.#definition));
        this.#named(record, 'plinth:page', pagesOf(this.#definition));
        this.#named(record, 'plinth:entity', entitiesOf(this.#definition));
        this.#expanded(record);
        break;
      default:
    }
    return { uses: this.#uses, violations: this.#violations };
  }

  /** What an attribute of a process's element calls by its key; that it is there is for the check of processes to say. */
  #named(record: RecordOf<'process-node'>, attribute: string, known: readonly { readonly id: string; readonly key: string }[]): void {
    const key = record.attributes[attribute];
    const declared = known.find((each) => each.key === key);
    if (key !== undefined && declared !== undefined) this.#tell(['attributes', attribute], 'text', 0, key, key, declared.id);
  }

  /** The references that come along with a record that is read: paths with commas between them. */
  #expanded(record: RecordOf<'process-node'>): void {
    const text = record.attributes['plinth:expand'] ?? '';
    const entity = entityByKey(this.#definition, record.attributes['plinth:entity'] ?? '');
    if (entity === null || text.trimStart().startsWith('=')) return;
    let at = 0;
    for (const part of text.split(',')) {
      const lead = part.length - part.trimStart().length;
      this.#pathFrom(['attributes', 'plinth:expand'], text, at + lead, part.trim(), openedOf(this.#known.record(entity.id, 'full')));
      at += part.length + 1;
    }
  }

  #query(record: RecordOf<'query'>): void {
    const { entity } = record;
    if (entity === undefined) return;
    const row = this.#known.record(entity, 'full');
    for (const [at, { field }] of record.sort.entries()) this.#path(['sort', at, 'field'], field, row);
    for (const [at, path] of record.expand.entries()) this.#path(['expand', at], path, row);
    for (const [at, { field }] of (record.aggregate?.groupBy ?? []).entries())
      this.#path(['aggregate', 'groupBy', at, 'field'], field, row);
    for (const [name, { field }] of Object.entries(record.aggregate?.measures ?? {}))
      if (field !== undefined) this.#path(['aggregate', 'measures', name, 'field'], field, row);
  }

  #component(record: RecordOf<'component'>): void {
    const properties = this.#contract(record.component)?.properties ?? {};
    const keyOf = (editor: string) => {
      const name = Object.keys(properties).find((each) => properties[each]?.editor === editor);
      const value = name === undefined ? undefined : record.properties[name];
      return typeof value === 'string' && readPropertyText(value).kind === 'literal' ? value : undefined;
    };
    const query = keyOf('query');
    const entity = keyOf('entity') ?? this.#entityAround(record);
    const row = query !== undefined ? (this.#page?.rowOf(query) ?? null) : entity === undefined ? null : this.#known.record(entity, 'full');
    for (const [name, { editor }] of Object.entries(properties)) {
      const value = record.properties[name];
      const steps = ['properties', name];
      // Columns may show what the component itself draws.
      if (editor === 'columns') this.#columns(steps, value, record.properties.cells === undefined ? row : openedOf(row));
      else if (typeof value !== 'string' || readPropertyText(value).kind !== 'literal') continue;
      else if (editor === 'field') this.#path(steps, value, row);
      else if (editor === 'query' || editor === 'page' || editor === 'entity') this.#key(steps, editor, value);
    }
    this.#composite(record);
    for (const [event, actions] of Object.entries(record.events)) this.#actions(['events', event], actions);
  }

  /** A use of a composite, with the parameters that it is given and the events that are followed. */
  #composite(record: RecordOf<'component'>): void {
    const key = compositeKey(record.component);
    const composite = key === null ? null : pageByKey(this.#definition, key);
    if (key === null || composite?.composite === undefined) return;
    this.#tell(['component'], 'text', record.component.length - key.length, key, record.component, composite.id);
    for (const name of Object.keys(record.properties))
      if (Object.hasOwn(composite.parameters, name)) this.#given(['properties', name], name, composite.id, 'parameters');
    for (const name of Object.keys(record.events))
      if (Object.hasOwn(composite.composite.events, name)) this.#given(['events', name], name, composite.id, 'events');
  }

  #given(steps: Steps, name: string, composite: string, property: string): void {
    this.#tell(steps, 'key', 0, name, name, memberId(composite, property, name));
  }

  /** The entity of the form around a component, of whose fields it is a part. */
  #entityAround(record: RecordOf<'component'>): string | undefined {
    let parent = this.#definition.records.get(record.parent);
    for (let depth = 0; parent?.kind === 'component' && depth < 500; depth++) {
      const { entity } = parent.properties;
      if (this.#contract(parent.component)?.properties.entity?.editor === 'entity' && typeof entity === 'string') return entity;
      parent = this.#definition.records.get(parent.parent);
    }
    return undefined;
  }

  #columns(steps: Steps, columns: unknown, row: FeelType | null): void {
    if (!Array.isArray(columns)) return;
    for (const [at, column] of columns.entries()) {
      if (typeof column === 'string') this.#path([...steps, at], column, row);
      else if (isJsonObject(column)) {
        if (typeof column.field === 'string') this.#path([...steps, at, 'field'], column.field, row);
        if (typeof column.page === 'string') this.#key([...steps, at, 'page'], 'page', column.page);
      }
    }
  }

  #import(record: RecordOf<'import'>): void {
    const row = this.#known.record(record.entity, 'row');
    for (const key of Object.keys(record.fields)) this.#entry(['fields', key], key, row);
    for (const [key, by] of Object.entries(record.lookups)) {
      this.#entry(['lookups', key], key, row);
      const target = Object.hasOwn(row.entries, key) ? row.entries[key] : undefined;
      if (target !== undefined) this.#path(['lookups', key], by, target);
    }
    // What is matched by is also filled, and said to be missing there.
    for (const [at, key] of record.matchBy.entries()) if (Object.hasOwn(row.entries, key)) this.#path(['matchBy', at], key, row);
  }

  /** Values by field key; those of references hold further ones. */
  #values(steps: Steps, values: unknown, entity: string): void {
    this.#valuesOf(steps, values, this.#known.record(entity, 'full'));
  }

  #valuesOf(steps: Steps, values: unknown, type: FeelType): void {
    const entries = entriesOf(type);
    if (!isJsonObject(values) || entries === null) return;
    for (const [key, value] of Object.entries(values)) {
      this.#entry([...steps, key], key, entries);
      const inner = Object.hasOwn(entries.entries, key) ? entries.entries[key] : undefined;
      if (inner !== undefined && isJsonObject(value)) this.#valuesOf([...steps, key], value, inner);
    }
  }

  #actions(steps: Steps, actions: unknown): void {
    if (!Array.isArray(actions)) return;
    for (const [at, action] of actions.entries()) if (isJsonObject(action)) this.#action([...steps, at], action);
  }

  #action(steps: Steps, action: Values): void {
    const name = String(action.do);
    if (!Object.hasOwn(pageActions, name)) return;
    const { properties } = pageActions[name as keyof typeof pageActions] as unknown as ActionSchema;
    for (const [property, schema] of Object.entries(properties)) {
      const value = action[property];
      const here = [...steps, property];
      if (schema['x-actions'] === true) this.#actions(here, value);
      if (schema['x-key-of'] !== undefined && typeof value === 'string') this.#key(here, schema['x-key-of'], value);
      if (schema['x-keys-of'] === 'state' && isJsonObject(value))
        for (const key of Object.keys(value)) this.#member([...here, key], 'state', key);
    }
    if (isJsonObject(action.values) && typeof action.entity === 'string') this.#values([...steps, 'values'], action.values, action.entity);
    const target = action.do === 'navigate' && typeof action.page === 'string' ? pageByKey(this.#definition, action.page) : null;
    if (target !== null && isJsonObject(action.parameters))
      for (const key of Object.keys(action.parameters))
        this.#tell([...steps, 'parameters', key], 'key', 0, key, key, memberId(target.id, 'parameters', key));
  }

  #key(steps: Steps, kind: string, key: string): void {
    const definition = this.#definition;
    const page = pageOf(definition, this.#record)?.id ?? '';
    if (kind === 'event') this.#tell(steps, 'text', 0, key, key, memberId(page, 'events', key));
    const found =
      kind === 'page'
        ? pageByKey(definition, key)
        : kind === 'entity'
          ? entityByKey(definition, key)
          : kind === 'process'
            ? processesOf(definition).find((process) => process.key === key)
            : kind === 'function'
              ? functionsOf(definition).find((each) => each.key === key)
              : kind === 'event-type'
                ? eventTypesOf(definition).find((each) => each.key === key)
                : kind === 'external-action'
                  ? externalActionsOf(definition).find((action) => action.key === key)
                  : kind === 'query'
                    ? queriesOf(definition, page).find((query) => query.key === key)
                    : kind === 'component'
                      ? componentsOf(definition, page).find(({ name }) => name === key)
                      : undefined;
    if (found !== undefined && found !== null) this.#tell(steps, 'text', 0, key, key, found.id);
  }

  #member(steps: Steps, property: string, name: string): void {
    const page = pageOf(this.#definition, this.#record);
    if (page !== null) this.#tell(steps, 'key', 0, name, name, memberId(page.id, property, name));
  }

  /** `account.district.name`: each of its keys. */
  #path(steps: Steps, path: string, type: FeelType | null): void {
    this.#pathFrom(steps, path, 0, path, type);
  }

  /** The same within a longer text. */
  #pathFrom(steps: Steps, text: string, begin: number, path: string, type: FeelType | null): void {
    let of = type;
    let at = begin;
    for (const key of path.split('.')) {
      const entries = of === null ? null : entriesOf(of);
      const declared = entries?.meaningOf?.(key)?.declaredBy;
      if (declared !== undefined) this.#tell(steps, 'text', at, key, text, declared);
      else if (entries !== null && !this.#isThere(steps, entries, key)) return;
      of = entries !== null && Object.hasOwn(entries.entries, key) ? (entries.entries[key] ?? null) : null;
      at += key.length + 1;
    }
  }

  #entry(steps: Steps, key: string, type: FeelType): void {
    const entries = entriesOf(type);
    const declared = entries?.meaningOf?.(key)?.declaredBy;
    if (declared !== undefined) this.#tell(steps, 'key', 0, key, key, declared);
    else if (entries !== null) this.#isThere(steps, entries, key);
  }

  /** Whether something may have a key; where it has not, that is wrong. */
  #isThere(steps: Steps, { entries, open, name }: ContextType, key: string): boolean {
    if (open || Object.hasOwn(entries, key)) return true;
    const nearest = nearestName(key, Object.keys(entries));
    const hint = nearest === null ? 'Choose another one.' : `Did you mean ${nearest}?`;
    this.#violations.push(violationOf(this.#record, 'reference', steps, `${name ?? 'the row'} has no field ${key}`, hint));
    return false;
  }

  #tell(steps: Steps, at: Use['at'], from: number, name: string, text: string, of: string): void {
    this.#uses.push({ record: this.#record, steps, at, from, to: from + name.length, text, of });
  }
}

/** A row that may have more than is known of it. */
function openedOf(row: FeelType | null): FeelType | null {
  const entries = row === null ? null : entriesOf(row);
  return entries === null ? row : { ...entries, open: true };
}
