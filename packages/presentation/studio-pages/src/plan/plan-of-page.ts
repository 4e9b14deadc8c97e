import type { ApplicationShell, PagePlan, PlanQuery } from '@plinth/api-contract';
import { type Definition, queriesOf, type RecordOf, recordOf } from '@plinth/app-definition';
import { planPage } from '@plinth/page-plan';
import { sampleRows, sampleRowsOfAction } from './sample-rows.ts';

/**
 * The plan of a page as it is being made. Queries that the environment knows are as its plan has them, for that is what it
 * runs; what others would send and give is known only to the server that plans them.
 */
export function planOfPage(definition: Definition, page: RecordOf<'page'>, released: PagePlan | null): PagePlan {
  const known = new Map(released === null ? [] : queriesOfPlan(released).map((query) => [query.id, query] as const));
  const queries = (of: RecordOf<'page'>) =>
    queriesOf(definition, of.id).map((query) => plannedQuery(definition, query, known.get(query.id)));
  return planPage(definition, page, queries, { signature: released?.signature ?? '', components: released?.versions ?? {} });
}

/** The queries of a page and of the composites on it. */
function queriesOfPlan({ queries, composites = {} }: PagePlan): readonly PlanQuery[] {
  return [queries, ...Object.values(composites).map((composite) => composite.queries)].flat();
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

/** Sample rows for the queries of a plan that the environment cannot run yet. */
export function samplesOf(definition: Definition, plan: PagePlan, released: PagePlan | null, shell: ApplicationShell) {
  const known = new Map(released === null ? [] : queriesOfPlan(released).map(({ id, entity }) => [id, entity] as const));
  const unknown = queriesOfPlan(plan).filter(({ id, entity }) => known.get(id) !== entity);
  return Object.fromEntries(
    unknown.map(({ id, entity }) => {
      const record = recordOf(definition, 'query', id);
      const of = shell.entities.find(({ key }) => key === entity);
      const action = recordOf(definition, 'external-action', record?.externalAction ?? '');
      if (action !== null) return [id, sampleRowsOfAction(action)];
      return [id, record === null ? [] : sampleRows(record, of)];
    }),
  );
}
