import type { PlanQuery } from '@plinth/api-contract';
import { componentsOf, type Definition, queriesOf, type RecordOf, recordOf } from '@plinth/app-definition';
import { actionColumns, unknownColumns } from '@plinth/definition-expressions';
import { compile, contextType, type FeelType, parseType, printType, types } from '@plinth/expression';
import { type ApplicationModel, aggregateColumns, type EntityModel, entityKey, type OuterNames } from '@plinth/record-store';
import type { PlannedDecision } from './decisions/decision-compiler.ts';
import { writtenEntities } from './written-entities.ts';

/** A query as the server runs it. */
export interface QueryPlan {
  /** FEEL type of each column of an aggregated query's rows. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly record: RecordOf<'query'>;
  readonly page: RecordOf<'page'>;
  /** Key of the entity in the application's model; empty where it asks a decision or another system. */
  readonly entity: string;
  /** Key of the decision that it asks. */
  readonly decision: string | null;
  /** The external action that it asks for. */
  readonly action: RecordOf<'external-action'> | null;
  /** Names of the page that the filter reads, with their types. */
  readonly outer: OuterNames;
  /** Whether its rows say what may be done with them: the page writes records of its entity. */
  readonly allowed: boolean;
  /** Input name to the path of the page's names that it stands for: `state.search`. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

/** Input that carries the words of a full-text search. */
export const searchInput = 'search';

export function planQuery(
  definition: Definition,
  model: ApplicationModel,
  page: RecordOf<'page'>,
  record: RecordOf<'query'>,
  decisions: ReadonlyMap<string, PlannedDecision>,
): QueryPlan {
  const outer = pageNames(definition, page, record.id);
  if (record.externalAction !== undefined) return planActionQuery(definition, page, record, outer);
  if (record.entity === undefined) return planDecisionQuery(page, record, outer, decisions.get(record.decision ?? ''));
  const entity = entityKey(record.entity, definition);
  const known = model.entities.get(entity);
  const inputs = record.filter === undefined || known === undefined ? {} : inputsOf(record.filter, known, outer);
  const columns = record.aggregate === undefined || known === undefined ? undefined : aggregateColumns(model, known, record.aggregate);
  const allowed = record.aggregate === undefined && writtenEntities(definition, page).has(entity);
  return { record, page, entity, decision: null, action: null, outer, inputs, allowed, ...(columns === undefined ? {} : { columns }) };
}

function planDecisionQuery(
  page: RecordOf<'page'>,
  record: RecordOf<'query'>,
  outer: OuterNames,
  decision: PlannedDecision | undefined,
): QueryPlan {
  const result = decision === undefined ? types.any : decision.result;
  const columns = { result: printType(result), explanation: 'any', reasons: 'list<any>', version: 'string', tables: 'list<any>' };
  return { record, page, entity: '', decision: decision?.record.key ?? '', action: null, outer, inputs: {}, allowed: false, columns };
}

function planActionQuery(definition: Definition, page: RecordOf<'page'>, record: RecordOf<'query'>, outer: OuterNames): QueryPlan {
  const action = recordOf(definition, 'external-action', record.externalAction ?? '');
  const columns = action === null ? unknownColumns : actionColumns(action);
  return { record, page, entity: '', decision: null, action, outer, inputs: {}, allowed: false, columns };
}

/** What the page must send for a query: FEEL texts that give each input's value. */
export function queryForPage(plan: QueryPlan): PlanQuery {
  const { record } = plan;
  const inputs: Record<string, string> = Object.fromEntries(Object.entries(plan.inputs).map(([name, path]) => [name, path.join('.')]));
  Object.assign(inputs, record.inputs);
  if (record.search !== undefined) inputs[searchInput] = record.search;
  return {
    id: record.id,
    key: record.key,
    entity: plan.entity,
    alsoReads: [],
    inputs,
    load: record.load === 'manual' ? 'manual' : 'auto',
    limit: record.limit,
    sort: record.sort.map(({ field, direction }) => ({ field, direction: direction === 'desc' ? 'desc' : 'asc' })),
    count: record.count,
    aggregated: record.aggregate !== undefined || record.entity === undefined,
    ...(plan.columns === undefined ? {} : { columns: plan.columns }),
  };
}

/** Names of a page with what is known of their types. */
function pageNames(definition: Definition, page: RecordOf<'page'>, except: string): OuterNames {
  const names: Record<string, FeelType> = {
    parameters: contextType(Object.fromEntries(Object.entries(page.parameters).map(([name, type]) => [name, parseType(type)]))),
    state: contextType(Object.fromEntries(Object.entries(page.state).map(([name, { type }]) => [name, parseType(type)]))),
  };
  for (const query of queriesOf(definition, page.id)) if (query.id !== except) names[query.key] = types.any;
  for (const { name } of componentsOf(definition, page.id)) if (name !== undefined) names[name] = types.any;
  return names;
}

function inputsOf(filter: string, entity: EntityModel, outer: OuterNames): Record<string, readonly string[]> {
  const everything = contextType({}, { open: true });
  const inputs: Record<string, readonly string[]> = {};
  for (const path of compile(filter, { scope: everything, mode: 'standard' }).dependencies) {
    const [first = ''] = path;
    if (entity.fieldsByKey.has(first) || first === 'user' || !Object.hasOwn(outer, first)) continue;
    inputs[path.join('.')] = path;
  }
  return inputs;
}

/** The values that a page sent, as the nested names that the filter reads. Inputs nobody asked for are left out. */
export function nestInputs(plan: QueryPlan, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [name, path] of Object.entries(plan.inputs)) {
    let place = nested;
    for (const part of path.slice(0, -1)) {
      const next = Object.hasOwn(place, part) ? place[part] : undefined;
      const inner: Record<string, unknown> = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
      place[part] = inner;
      place = inner;
    }
    place[path.at(-1) ?? ''] = Object.hasOwn(values, name) ? values[name] : null;
  }
  return nested;
}
