import type { PlanQuery } from '@plinth/api-contract';
import { componentsOf, type Definition, queriesOf, type RecordOf, recordOf } from '@plinth/app-definition';
import type { UiContract } from '@plinth/component-contract';
import { type ContextType, compile, contextType, type FeelType, type NameMeaning, printType } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { planComponents } from '@plinth/page-plan';
import { PageTypes } from '@plinth/page-types';
import { memberId } from './declared-name.ts';
import { actionColumns, unknownColumns } from './external-action-types.ts';
import type { RecordForm, RecordTypes } from './record-types.ts';

/** The contract of a component by id; undefined where it is not known. */
export type FindContract = (component: string) => UiContract | undefined;

/** Names that are in scope at certain places of a page only. */
const local: ReadonlySet<string> = new Set(['row', 'index', 'event', 'result', 'error']);

/** The names of a page in one form: as the running page is sure of them, or with all that can be known. */
export interface PageNames {
  readonly scope: ContextType;
  rowOf(query: string): FeelType;
}

/** Types and meanings of everything on a page that all of it can name. */
export function pageNames(
  definition: Definition,
  known: RecordTypes,
  page: RecordOf<'page'>,
  contract: FindContract,
  form: Extract<RecordForm, 'page' | 'full'>,
): PageNames {
  const queries = queriesOf(definition, page.id);
  const made = new PageTypes({
    plan: { page, queries: queries.map((query) => planned(known, query)), components: planComponents(definition, page.id) },
    entities: [],
    complete: true,
    recordType: (entity) => known.record(entity, form),
    contract,
  });
  const entries = Object.fromEntries(Object.entries(made.page).filter(([name]) => !local.has(name)));
  const meanings = new Map<string, NameMeaning>(pageMeanings);
  for (const { key, id, entity, decision, externalAction } of queries) {
    const asked = recordOf(definition, 'decision', decision ?? '') ?? recordOf(definition, 'external-action', externalAction ?? '');
    const of = entity === undefined ? asked?.label : known.entity(entity)?.record.labelPlural;
    meanings.set(key, { label: of, documentation: 'A query of the page: its rows, the first of them, their count.', declaredBy: id });
  }
  for (const component of componentsOf(definition, page.id)) {
    const { name, id } = component;
    if (name !== undefined) meanings.set(name, { documentation: `What the ${component.component} of that name tells.`, declaredBy: id });
  }
  Object.assign(entries, { user: known.user, ...known.settings });
  for (const property of ['state', 'parameters'] as const) {
    const type = entries[property];
    if (type?.kind !== 'context') continue;
    const meaningOf = (name: string) => ({ declaredBy: memberId(page.id, property, name) });
    entries[property] = { ...type, name: property, meaningOf };
  }
  return { scope: contextType(entries, { meaningOf: (name) => meanings.get(name) }), rowOf: (query) => made.rows(query) };
}

const pageMeanings: readonly (readonly [string, NameMeaning])[] = [
  ['state', { documentation: 'What the page remembers while it is open.' }],
  ['parameters', { documentation: 'What the address of the page says.' }],
  ['user', { documentation: 'Who uses the application.' }],
  ['settings', { documentation: 'What the environment tells the application.' }],
];

/** What `row`, `index` and others are, where they are in scope. */
export const localMeanings: Readonly<Record<string, NameMeaning>> = {
  row: { documentation: 'The row that is shown.' },
  index: { documentation: 'The number of the row, from 1.' },
  event: { documentation: 'What the component told.' },
  result: { documentation: 'What the action before gave.' },
  error: { documentation: 'Why the action before failed.' },
};

/** A query as far as its rows need it. What a decision gives is known to whoever compiles it. */
function planned(known: RecordTypes, query: RecordOf<'query'>): PlanQuery {
  const columns =
    query.entity === undefined
      ? askedColumns(known, query)
      : query.aggregate === undefined
        ? undefined
        : aggregateColumns(known, query.entity, query.aggregate);
  return {
    id: query.id,
    key: query.key,
    entity: query.entity ?? '',
    alsoReads: [],
    inputs: {},
    load: query.load === 'manual' ? 'manual' : 'auto',
    limit: query.limit,
    sort: [],
    count: query.count,
    aggregated: query.aggregate !== undefined || query.entity === undefined,
    ...(columns === undefined ? {} : { columns }),
  };
}

function askedColumns({ definition }: RecordTypes, { externalAction }: RecordOf<'query'>): Readonly<Record<string, string>> {
  if (externalAction === undefined) return decisionColumns;
  const action = recordOf(definition, 'external-action', externalAction);
  return action === null ? unknownColumns : actionColumns(action);
}

const decisionColumns = { result: 'any', explanation: 'any', reasons: 'list<any>', version: 'string', tables: 'list<any>' };

function aggregateColumns(known: RecordTypes, entity: string, { groupBy, measures }: NonNullable<RecordOf<'query'>['aggregate']>) {
  const scope = known.record(entity, 'row');
  const typeAt = (path: string | undefined) => {
    if (path === undefined) return 'any';
    try {
      const { type } = compile(path, { scope, mode: 'standard' });
      return type.kind === 'context' ? 'any' : printType(type);
    } catch (error) {
      if (error instanceof PlinthError && error.fault === 'caller') return 'any';
      throw error;
    }
  };
  return Object.fromEntries([
    ...groupBy.map(({ as, field, by }) => [as, by === undefined ? typeAt(field) : 'string'] as const),
    ...Object.entries(measures).map(
      ([name, { function: measure, field }]) => [name, measure === 'minimum' || measure === 'maximum' ? typeAt(field) : 'number'] as const,
    ),
  ]);
}
