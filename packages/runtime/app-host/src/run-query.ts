import { type DecisionTableShape, JsonText, type QueryRunInput } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { type AggregateRequest, aggregate, personalPermissions, type RecordReader } from '@plinth/record-store';
import { type AskSystem, requireAction, rowsOfAction } from './actions/ask-action.ts';
import { requirePage } from './application-access.ts';
import type { ApplicationPlan } from './application-plan.ts';
import { requireDecision } from './decisions/ask-decision.ts';
import type { PlannedDecision } from './decisions/decision-compiler.ts';
import { hostErrors } from './errors.ts';
import { nestInputs, searchInput } from './query-plan.ts';

/** Runs a page's query: the SQL was fixed with the plan, the page only gives values. */
export async function runQuery(
  context: RequestContext,
  database: Database,
  { reader, askSystem }: { readonly reader: RecordReader; readonly askSystem: AskSystem | undefined },
  plan: ApplicationPlan,
  input: QueryRunInput,
): Promise<JsonText> {
  const query = plan.queries.get(input.query);
  if (query === undefined) throw hostErrors.noQuery({ query: input.query });
  const page = plan.pages.get(query.page.id);
  requirePage(context, plan, ...(page === undefined ? (plan.composites.get(query.page.id) ?? []) : [page]));
  if (query.decision !== null) return askForPage(context, plan, query.decision, input.values);
  if (query.action !== null) {
    requireAction(context, plan, query.action.key);
    return rowsOfAction(context, askSystem, query, query.action, input);
  }
  const scope = { model: plan.model, permissions: await personalPermissions(context, database, plan.model) };
  const { record } = query;
  const words = record.search === undefined ? undefined : input.values[searchInput];
  const request = {
    filter: record.filter,
    outer: query.outer,
    inputs: nestInputs(query, input.values),
    search: typeof words === 'string' && words !== '' ? words : undefined,
    columnFilters: input.columnFilters ?? {},
    limit: Math.min(input.limit ?? record.limit, record.limit),
  };
  if (record.aggregate !== undefined) {
    const items = await aggregate(context, reader, scope, query.entity, { ...request, ...groupsOf(record.aggregate) });
    return new JsonText(`{"rows":[${items}],"nextCursor":null,"count":null}`);
  }
  const found = await reader.list(context, scope, query.entity, {
    ...request,
    sort: (input.sort ?? record.sort).map(({ field, direction }) => ({ field, direction: direction === 'desc' ? 'desc' : 'asc' })),
    expand: record.expand,
    count: record.count,
    allowed: query.allowed,
    cursor: input.cursor,
  });
  return new JsonText(`{"rows":[${found.items}],"nextCursor":${JSON.stringify(found.next)},"count":${found.count ?? 'null'}}`);
}

/** What a decision says to a page: one row, or none while the page has nothing to ask with. */
function askForPage(context: RequestContext, plan: ApplicationPlan, key: string, values: QueryRunInput['values']): JsonText {
  const decision = requireDecision(context, plan, key);
  const given = Object.values(values).some((value) => value !== null);
  const asked = given || Object.keys(decision.inputs).length === 0;
  const rows = asked ? [{ ...decision.ask(values, { explain: true }), tables: shownTables(decision) }] : [];
  return new JsonText(JSON.stringify({ rows, nextCursor: null, count: null }));
}

/** More rules than people look through are left to the API. */
const mostShownRules = 500;

function shownTables(decision: PlannedDecision): readonly DecisionTableShape[] {
  return decision.tables().map((table) => ({ ...table, rules: table.rules.slice(0, mostShownRules) }));
}

type StoredAggregate = NonNullable<RecordOf<'query'>['aggregate']>;
type Groups = Pick<AggregateRequest, 'groupBy' | 'measures'>;

function groupsOf(stored: StoredAggregate): Groups {
  return { groupBy: stored.groupBy as Groups['groupBy'], measures: stored.measures as Groups['measures'] };
}
