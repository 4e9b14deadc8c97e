import {
  componentsOf,
  type Definition,
  type DefinitionRecord,
  externalActionsOf,
  functionsOf,
  pagesOf,
  type RecordOf,
  recordOf,
} from '@plinth/app-definition';
import type { UiContract } from '@plinth/component-contract';
import { type ContextType, compile, contextType, type FeelType, listOf, parseType, types } from '@plinth/expression';
import { isJsonObject, PlinthError } from '@plinth/foundation';
import { boundTexts } from './bound-texts.ts';
import type { ExpressionSite, Steps } from './expression-site.ts';
import { actionInput, actionResult } from './external-action-types.ts';
import { joinedContext } from './joined-context.ts';
import { openings } from './openings.ts';
import { type FindContract, localMeanings, type PageNames, pageNames } from './page-names.ts';
import { fieldType, type RecordTypes } from './record-types.ts';
import { valueAt } from './value-at.ts';

type Values = Readonly<Record<string, unknown>>;
/** Names of a place by how sure they are. */
interface Names {
  readonly sure: Readonly<Record<string, FeelType>>;
  readonly known: Readonly<Record<string, FeelType>>;
}

const nowhere: Names = { sure: {}, known: {} };
const failure = contextType({ title: types.string, hint: types.string, code: types.string });
/** What an action says of the instance of a process that it started or moved on. */
const instance = contextType({ id: types.string, process: types.string, status: types.string, key: types.string }, { open: true });
/** Properties of actions that hold further actions. */
const nested: ReadonlySet<string> = new Set(['do', 'then', 'else', 'catch', 'actions']);
const writing: ReadonlySet<string> = new Set(['createRecord', 'updateRecord', 'updateRecords']);
/** Fields whose values have more than one form. */
const looseTypes: ReadonlySet<string> = new Set(['file', 'json', 'duration', 'reference']);

/** The names of a page, which stay the same while what they follow from does. */
export class PageScopes {
  readonly sure: PageNames;
  readonly full: PageNames;
  readonly places = new Map<FeelType | undefined, Map<FeelType | undefined, Scopes>>();
  opened: Scopes | null = null;

  constructor(definition: Definition, known: RecordTypes, page: RecordOf<'page'>, contract: FindContract) {
    this.sure = pageNames(definition, known, page, contract, 'page');
    this.full = pageNames(definition, known, page, contract, 'full');
  }
}

/** The expressions of one page, and the names at each of its places. */
export class PageSites {
  /** What its names are kept in. */
  readonly scopes: PageScopes;
  readonly #definition: Definition;
  readonly #known: RecordTypes;
  readonly #page: RecordOf<'page'>;
  readonly #contract: FindContract;

  constructor(definition: Definition, known: RecordTypes, page: RecordOf<'page'>, contract: FindContract, scopes?: PageScopes) {
    this.#definition = definition;
    this.#known = known;
    this.#page = page;
    this.#contract = contract;
    this.scopes = scopes ?? new PageScopes(definition, known, page, contract);
  }

  /** The names of a place among the rows of a query; those of the page where there are none. */
  scopeInRows(query: string | undefined): ContextType {
    return this.#at(query === undefined ? nowhere : this.#rowNames(query)).known;
  }

  /** The type of a query's rows, with everything that can be known. */
  rowOf(query: string): FeelType {
    return this.scopes.full.rowOf(query);
  }

  /** The names in a filter of an entity's records: its fields hide those of the page. */
  filterScope(entity: string): ContextType {
    return joinedContext(this.#at(nowhere).known, this.#known.record(entity, 'row'));
  }

  /** What a record of an entity is, by id, key or `module/key`. */
  recordOf(entity: string): FeelType {
    return this.#known.record(entity, 'full');
  }

  /** What another system answers to an external action, by its key. */
  answerOf(action: unknown): FeelType {
    return actionResult(this.#externalAction(action) ?? {});
  }

  of(record: DefinitionRecord): ExpressionSite[] {
    switch (record.kind) {
      case 'page':
        return this.#actions(record, ['onOpen'], record.onOpen, nowhere);
      case 'query':
        return this.#query(record);
      case 'component':
        return this.#component(record);
      default:
        return [];
    }
  }

  #query(record: RecordOf<'query'>): ExpressionSite[] {
    const everywhere = this.#at(nowhere);
    const site = (steps: Steps, text: string, expects: FeelType | null) => this.#site(record, steps, text, everywhere, expects);
    return [
      ...(record.filter === undefined || record.entity === undefined ? [] : [this.#filter(record, record.filter, record.entity)]),
      ...(record.search === undefined ? [] : [site(['search'], record.search, types.string)]),
      ...Object.entries(record.inputs ?? {}).map(([name, text]) => site(['inputs', name], text, this.#inputType(record, name))),
    ];
  }

  /** What an external action takes of a query; what a decision takes is known to whoever compiles it. */
  #inputType({ externalAction }: RecordOf<'query'>, name: string): FeelType | null {
    const action = externalAction === undefined ? null : recordOf(this.#definition, 'external-action', externalAction);
    return action === null ? null : actionInput(action, name);
  }

  /** First the entity's fields, then who asks, then the page's names, of which the database is told values and no types. */
  #filter(record: RecordOf<'query'>, text: string, entity: string): ExpressionSite {
    const { entries, meaningOf } = this.scopes.full.scope;
    const typed = new Set(['state', 'parameters', 'user', 'settings']);
    const loose = Object.fromEntries(Object.entries(entries).map(([name, type]) => [name, typed.has(name) ? type : types.any]));
    delete loose[record.key];
    const fields = this.#known.record(entity, 'row');
    return {
      ...this.#site(record, ['filter'], text, { sure: fields, known: fields }, null),
      scope: joinedContext({ kind: 'context', entries: loose, open: false, ...(meaningOf === undefined ? {} : { meaningOf }) }, fields),
      known: joinedContext(this.#at(nowhere).known, fields),
    };
  }

  #component(record: RecordOf<'component'>): ExpressionSite[] {
    const contract = this.#contract(record.component);
    const around = this.#names(record, false);
    const at = this.#at(around);
    const inRows = this.#at(this.#names(record, true));
    return [
      ...Object.entries(record.properties).flatMap(([name, value]) => {
        const property = contract?.properties[name];
        const expects = property === undefined ? null : contractType(property.feelType);
        return this.#bound(record, ['properties', name], value, property?.perRow === true ? inRows : at, expects, true);
      }),
      ...Object.entries(record.events).flatMap(([name, actions]) =>
        this.#actions(record, ['events', name], actions, this.#withEvent(record, contract, name, around)),
      ),
      ...(record.visible === undefined ? [] : [this.#site(record, ['visible'], record.visible, at, types.boolean)]),
    ];
  }

  /** Names of the rows that a component stands in; with `own`, of its own rows. */
  #names(record: RecordOf<'component'>, own: boolean): Names {
    const query = own ? this.#queryOf(record) : undefined;
    if (own) return this.#rowNames(query);
    let inner: RecordOf<'component'> = record;
    for (let depth = 0; depth < 500; depth++) {
      const outer = this.#definition.records.get(inner.parent);
      if (outer?.kind !== 'component') return nowhere;
      if (this.#contract(outer.component)?.slots[inner.slot]?.perRow === true) return this.#rowNames(this.#queryOf(outer));
      inner = outer;
    }
    return nowhere;
  }

  #rowNames(query: string | undefined): Names {
    if (query === undefined) return { sure: { row: types.any, index: types.number }, known: { row: types.any, index: types.number } };
    return {
      sure: { row: this.scopes.sure.rowOf(query), index: types.number },
      known: { row: this.scopes.full.rowOf(query), index: types.number },
    };
  }

  /** Key of the query whose rows a component shows. */
  #queryOf(record: RecordOf<'component'>): string | undefined {
    const properties = this.#contract(record.component)?.properties ?? {};
    const name = Object.keys(properties).find((each) => properties[each]?.editor === 'query');
    const key = name === undefined ? undefined : record.properties[name];
    return typeof key === 'string' ? key : undefined;
  }

  #withEvent(record: RecordOf<'component'>, contract: UiContract | undefined, event: string, { sure, known }: Names): Names {
    const payload = contract?.events[event]?.payload;
    const query = this.#queryOf(record);
    const typed = (names: PageNames) =>
      payload === undefined ? types.any : payloadType(payload, query === undefined ? types.any : names.rowOf(query));
    return { sure: { ...sure, event: typed(this.scopes.sure) }, known: { ...known, event: typed(this.scopes.full) } };
  }

  #actions(record: DefinitionRecord, steps: Steps, actions: unknown, names: Names): ExpressionSite[] {
    if (!Array.isArray(actions)) return [];
    return actions.flatMap((action: unknown, at) => (isJsonObject(action) ? this.#action(record, [...steps, at], action, names) : []));
  }

  #action(record: DefinitionRecord, steps: Steps, action: Values, names: Names): ExpressionSite[] {
    const at = this.#at(names);
    const inner = (property: string, sure: FeelType | null = null, known: FeelType | null = sure, name = 'result') =>
      this.#actions(record, [...steps, property], action[property], {
        sure: sure === null ? names.sure : { ...names.sure, [name]: sure },
        known: known === null ? names.known : { ...names.known, [name]: known },
      });
    const own = Object.entries(action).flatMap(([property, value]) => {
      if (nested.has(property)) return [];
      const here = [...steps, property];
      if (property === 'condition' && typeof value === 'string') return [this.#site(record, here, value, at, types.boolean)];
      if (!isJsonObject(value)) return this.#bound(record, here, value, at, argumentType(property));
      return Object.entries(value).flatMap(([name, part]) =>
        this.#bound(record, [...here, name], part, at, this.#partType(action, property, name)),
      );
    });
    const isCondition = action.do === 'if';
    return [
      ...own,
      ...inner('actions'),
      ...inner(
        'then',
        isCondition ? null : this.#resultType(action, this.scopes.sure),
        isCondition ? null : this.#resultType(action, this.scopes.full),
      ),
      ...inner('else'),
      ...inner('catch', failure, failure, 'error'),
    ];
  }

  #resultType(action: Values, names: PageNames): FeelType {
    if (action.do === 'runQuery' && typeof action.query === 'string')
      return contextType({ rows: listOf(names.rowOf(action.query)), count: types.number });
    const writes = action.do === 'createRecord' || action.do === 'updateRecord';
    if (writes && typeof action.entity === 'string') return this.#known.record(action.entity, names === this.scopes.sure ? 'page' : 'full');
    if (action.do === 'callFunction') return contractType(this.#function(action)?.result ?? 'any') ?? types.any;
    if (action.do === 'publishEvent') return contextType({ id: types.string });
    if (action.do === 'startProcess' || action.do === 'completeTask') return instance;
    if (action.do === 'callAction') return this.answerOf(action.action);
    return types.any;
  }

  #function(action: Values): RecordOf<'function'> | undefined {
    return functionsOf(this.#definition).find(({ key }) => key === action.function);
  }

  #externalAction(key: unknown): RecordOf<'external-action'> | undefined {
    return externalActionsOf(this.#definition).find((each) => each.key === key);
  }

  /** What a value of an action's `values`, `parameters` or `input` must be. */
  #partType(action: Values, property: string, name: string): FeelType | null {
    if (action.do === 'callFunction' && property === 'input') {
      const { input } = this.#function(action) ?? {};
      return input !== undefined && Object.hasOwn(input, name) ? contractType(input[name] ?? 'any') : null;
    }
    if (action.do === 'setState' && property === 'values') return contractType(this.#page.state[name]?.type ?? 'any');
    if (action.do === 'emit' && property === 'values') {
      const payload = contractType(this.#page.composite?.events[String(action.event)] ?? 'any');
      return payload?.kind === 'context' && Object.hasOwn(payload.entries, name) ? (payload.entries[name] ?? null) : null;
    }
    if (action.do === 'navigate' && property === 'parameters')
      return contractType(pagesOf(this.#definition).find(({ key }) => key === action.page)?.parameters[name] ?? 'any');
    if (action.do === 'callAction' && property === 'input') return actionInput(this.#externalAction(action.action) ?? { input: {} }, name);
    if (property !== 'values' || !writing.has(String(action.do))) return null;
    const field = fieldOf(this.#known, String(action.entity), name);
    const isLoose = field === null || looseTypes.has(field.type) || (field.type === 'money' && field.currency === undefined);
    return isLoose ? null : fieldType(field);
  }

  #bound(record: DefinitionRecord, steps: Steps, value: unknown, at: Scopes, expects: FeelType | null, shown = false): ExpressionSite[] {
    return boundTexts(value).map(({ steps: within, kind, text, before }) => ({
      ...this.#site(record, [...steps, ...within], text, at, within.length === 0 ? expects : null),
      kind,
      before,
      shown,
    }));
  }

  #site(record: DefinitionRecord, steps: Steps, text: string, at: Scopes, expects: FeelType | null): ExpressionSite {
    return { record, steps, kind: 'expression', text, before: '', scope: at.sure, known: at.known, expects };
  }

  /** The scope at a place; one object for all places whose names are the same, so that what follows from it is kept. */
  #at(names: Names): Scopes {
    const opened = this.#openedScopes();
    const isPlain = Object.keys(names.sure).every((name) => name === 'row' || name === 'index');
    const kept = isPlain ? this.scopes.places.get(names.sure.row)?.get(names.known.row) : undefined;
    if (kept !== undefined) return kept;
    const local = (own: Names['sure']) => contextType(own, { meaningOf: (name) => localMeanings[name] });
    const made = { sure: joinedContext(opened.sure, local(names.sure)), known: joinedContext(opened.known, local(names.known)) };
    if (isPlain) {
      const byRow = this.scopes.places.get(names.sure.row) ?? new Map<FeelType | undefined, Scopes>();
      this.scopes.places.set(names.sure.row, byRow.set(names.known.row, made));
    }
    return made;
  }

  /** The page's names, where components know what they are opened with. */
  #openedScopes(): Scopes {
    const { scopes } = this;
    if (scopes.opened !== null) return scopes.opened;
    const given = openings(this.#definition, this.#page, scopes.sure.scope.entries);
    scopes.opened = { sure: withOpenings(scopes.sure.scope, given), known: scopes.full.scope };
    // What is given may itself be read from a row or an event, which only the places of actions know.
    const precisely = new Map<string, Record<string, FeelType>>();
    for (const record of [this.#page, ...componentsOf(this.#definition, this.#page.id)]) this.#collectOpenings(record, precisely);
    scopes.opened = { ...scopes.opened, known: withOpenings(scopes.full.scope, precisely) };
    scopes.places.clear();
    return scopes.opened;
  }

  #collectOpenings(record: DefinitionRecord, into: Map<string, Record<string, FeelType>>): void {
    if (record.kind === 'component' && Object.keys(record.events).length === 0) return;
    for (const { record: at, steps, text, known, kind } of this.of(record)) {
      const [name, parent] = [steps.at(-1), steps.at(-2)];
      if (parent !== 'with' || typeof name !== 'string') continue;
      const action = valueAt(at, steps.slice(0, -2));
      if (!isJsonObject(action) || action.do !== 'open' || typeof action.component !== 'string') continue;
      const type = kind === 'template' ? types.string : typeGiven(text, known);
      const before = into.get(action.component) ?? {};
      into.set(action.component, { ...before, [name]: before[name] === undefined || before[name].kind === 'any' ? type : before[name] });
    }
  }
}

interface Scopes {
  readonly sure: ContextType;
  readonly known: ContextType;
}

/** The field of an entity, by id, key or `module/key`, with a key. */
function fieldOf(known: RecordTypes, entity: string, key: string): RecordOf<'field'> | null {
  const id = known.record(entity, 'row').meaningOf?.(key)?.declaredBy;
  const record = id === undefined ? undefined : known.definition.records.get(id);
  return record?.kind === 'field' ? record : null;
}

/** The type of what an expression gives; any where it cannot be read, which is told where it stands. */
function typeGiven(text: string, scope: ContextType): FeelType {
  try {
    return compile(text, { scope, mode: 'standard' }).type;
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return types.any;
    throw error;
  }
}

function withOpenings(scope: ContextType, given: ReadonlyMap<string, Record<string, FeelType>>): ContextType {
  const entries = Object.fromEntries(
    Object.entries(scope.entries).map(([name, type]) => {
      if (type.kind !== 'context' || !Object.hasOwn(type.entries, 'with')) return [name, type];
      const opened = given.get(name);
      return [name, { ...type, entries: { ...type.entries, with: opened === undefined ? types.any : contextType(opened) } }];
    }),
  );
  return { ...scope, entries };
}

/** What an argument of an action must be; null where anything will do. */
const texts: ReadonlySet<string> = new Set(['id', 'address', 'task', 'to', 'key']);

function argumentType(property: string): FeelType | null {
  if (property === 'version') return types.number;
  if (property === 'records') return listOf(types.any);
  return texts.has(property) ? types.string : null;
}

const contractTypes = new Map<string, FeelType | null>();

/** A type as a contract writes it; what nobody knows constrains nothing. Contracts are few, and their types read once. */
function contractType(text: string): FeelType | null {
  if (text === 'any' || text === 'context' || text === 'record') return null;
  const known = contractTypes.get(text);
  if (known !== undefined) return known;
  let type: FeelType | null = null;
  try {
    type = parseType(text);
  } catch {
    // Null, as said.
  }
  if (contractTypes.size < 1_000) contractTypes.set(text, type);
  return type;
}

/** What `event` is: as the contract says, with the rows of the query where it speaks of rows. */
function payloadType(payload: string, row: FeelType): FeelType {
  const type = contractType(payload);
  if (type === null || type.kind !== 'context') return types.any;
  const loose = (name: string, entry: FeelType): FeelType => {
    if (name === 'row') return row;
    if (name === 'selection') return listOf(row);
    return entry.kind === 'context' && Object.keys(entry.entries).length === 0 ? types.any : entry;
  };
  return { ...type, entries: Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, loose(name, entry)])) };
}
