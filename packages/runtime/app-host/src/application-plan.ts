import type { PagePlan } from '@plinth/api-contract';
import { compositesIn, type Definition, pagesOf, queriesOf, type RecordOf } from '@plinth/app-definition';
import { planPage } from '@plinth/page-plan';
import type { ApplicationModel } from '@plinth/record-store';
import { noDecisions, type PlannedDecision, type PlannedDecisions } from './decisions/decision-compiler.ts';
import { planQuery, type QueryPlan, queryForPage } from './query-plan.ts';

export interface PlannedPage {
  readonly record: RecordOf<'page'>;
  /** Keys of the roles that may open it; empty: everybody with a role. */
  readonly roles: readonly string[];
  /** The plan as JSON text, so that nobody prints it again. */
  readonly json: string;
}

/** A release compiled for one environment: what every request is served from. */
export interface ApplicationPlan {
  readonly key: string;
  readonly version: string;
  readonly signature: string;
  readonly definition: Definition;
  readonly model: ApplicationModel;
  /** By key and by id. */
  readonly pages: ReadonlyMap<string, PlannedPage>;
  /** The pages on which a composite stands, by its id. */
  readonly composites: ReadonlyMap<string, readonly PlannedPage[]>;
  /** By id. */
  readonly queries: ReadonlyMap<string, QueryPlan>;
  /** By key and by id. */
  readonly decisions: ReadonlyMap<string, PlannedDecision>;
  /** Bytes it takes about; decides what the cache keeps. */
  readonly size: number;
}

export interface ReleaseToPlan {
  readonly key: string;
  readonly version: string;
  readonly signature: string;
  readonly definition: Definition;
  readonly components: Readonly<Record<string, string>>;
}

export function planApplication(
  release: ReleaseToPlan,
  model: ApplicationModel,
  { decisions, size: decisionBytes }: PlannedDecisions = noDecisions,
): ApplicationPlan {
  const { definition } = release;
  const pages = new Map<string, PlannedPage>();
  const queries = new Map<string, QueryPlan>();
  let size = 0;
  const composites = new Map<string, PlannedPage[]>();
  const plannedQueries = (page: RecordOf<'page'>) => {
    const own = queriesOf(definition, page.id).map((query) => planQuery(definition, model, page, query, decisions));
    for (const query of own) queries.set(query.record.id, query);
    return own.map(queryForPage);
  };
  for (const record of pagesOf(definition)) {
    const plan: PagePlan = planPage(definition, record, plannedQueries, release);
    const json = JSON.stringify(plan);
    size += json.length * 2;
    const roles = model.roles.filter((role) => record.roles.includes(role.id)).map((role) => role.key);
    const planned = { record, roles, json };
    pages.set(record.key, planned);
    pages.set(record.id, planned);
    for (const { id } of compositesIn(definition, record.id)) composites.set(id, [...(composites.get(id) ?? []), planned]);
  }
  return {
    key: release.key,
    version: release.version,
    signature: release.signature,
    definition,
    model,
    pages,
    composites,
    queries,
    decisions,
    size: size + decisionBytes + definition.records.size * 600,
  };
}
