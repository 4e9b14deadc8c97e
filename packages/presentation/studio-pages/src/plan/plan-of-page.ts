import type { PagePlan, PlanQuery } from '@plinth/api-contract';
import { type Definition, queriesOf, type RecordOf, recordOf } from '@plinth/app-definition';
import { planPage } from '@plinth/page-plan';

/**
 * The plan of a page as it is being made. Queries that the environment knows are as its plan has them, for that is what it
 * runs; what others would send and give is known only to the server that plans them.
 */
export function planOfPage(definition: Definition, page: RecordOf<'page'>, released: PagePlan | null): PagePlan {
  const known = new Map(released?.queries.map((query) => [query.id, query] as const));
  const queries = queriesOf(definition, page.id).map((query) => plannedQuery(definition, query, known.get(query.id)));
  return planPage(definition, page, queries, { signature: released?.signature ?? '', components: released?.versions ?? {} });
}

function plannedQuery(definition: Definition, record: RecordOf<'query'>, released: PlanQuery | undefined): PlanQuery {
  const entity = record.entity === undefined ? '' : (recordOf(definition, 'entity', record.entity)?.key ?? record.entity);
  const asWritten: PlanQuery = {
    id: record.id,
    key: record.key,
    entity,
    alsoReads: [],
    inputs: {},
    load: record.load === 'manual' ? 'manual' : 'auto',
    limit: record.limit,
    sort: record.sort.map(({ field, direction }) => ({ field, direction: direction === 'desc' ? 'desc' : 'asc' })),
    count: record.count,
    aggregated: record.aggregate !== undefined || record.entity === undefined,
  };
  return released === undefined || released.entity !== entity ? asWritten : { ...released, key: record.key };
}

/** Ids of the queries of a plan that the environment can run. */
export function liveQueries(plan: PagePlan, released: PagePlan | null): readonly string[] {
  const known = new Map(released?.queries.map(({ id, entity }) => [id, entity] as const));
  return plan.queries.filter(({ id, entity }) => known.get(id) === entity).map(({ id }) => id);
}
