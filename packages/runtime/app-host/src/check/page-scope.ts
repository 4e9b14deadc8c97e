import type { PlanQuery, ShellEntity, ShellField } from '@plinth/api-contract';
import { type Definition, queriesOf, type RecordOf } from '@plinth/app-definition';
import { openings } from '@plinth/definition-expressions';
import { type ContextType, contextType, type FeelType, types } from '@plinth/expression';
import { planComponents } from '@plinth/page-plan';
import { type NamedTypes, PageTypes } from '@plinth/page-types';
import type { ApplicationModel, EntityModel } from '@plinth/record-store';
import { attributeTypes, settingTypes } from '../application-shell.ts';
import type { PlannedDecision } from '../decisions/decision-compiler.ts';
import { planQuery, queryForPage } from '../query-plan.ts';
import type { FindComponent } from './known-components.ts';

/** Names that are in scope at certain places of a page only. */
const local = new Set(['row', 'index', 'event', 'result', 'error']);

/** Names that a place of a page has beside those of the page. */
export type LocalNames = NamedTypes;

/** What a page's expressions may name, and what the rows of its queries are. */
export interface PageScope {
  /** The names of the page and those of a place. */
  at(names: LocalNames): ContextType;
  rowOf(query: string): FeelType;
  /** What a record of an entity is, as the model names the entity. */
  recordOf(entity: string): FeelType;
  readonly queries: ReadonlyMap<string, RecordOf<'query'>>;
  /** Key of the entity that a query of the page reads, as the model has it. */
  entityOf(query: string): EntityModel | undefined;
}

export function pageScope(
  definition: Definition,
  model: ApplicationModel,
  page: RecordOf<'page'>,
  find: FindComponent,
  decisions: ReadonlyMap<string, PlannedDecision>,
): PageScope {
  const records = queriesOf(definition, page.id);
  const queries: PlanQuery[] = records.map((query) => queryForPage(planQuery(definition, model, page, query, decisions)));
  const pageTypes = new PageTypes({
    plan: { page, queries, components: planComponents(definition, page.id) },
    entities: [...model.entities.values()].map(completeEntity),
    complete: true,
    userTypes: attributeTypes(model),
    settingTypes: settingTypes(model),
    contract: (id) => find(id)?.contract,
  });
  const everywhere = withOpenings(
    definition,
    page,
    Object.fromEntries(Object.entries(pageTypes.page).filter(([name]) => !local.has(name))),
  );
  const entityKeys = new Map(queries.map((query) => [query.key, query.entity]));
  return {
    at: (names) => contextType({ ...everywhere, ...names }),
    rowOf: (query) => pageTypes.rows(query),
    recordOf: (entity) => pageTypes.record(entity),
    queries: new Map(records.map((query) => [query.key, query])),
    entityOf: (query) => model.entities.get(entityKeys.get(query) ?? ''),
  };
}

/** The names of a page, where components know what they are opened with: `editLoan.with.loan` is there if some action opens it with one. */
function withOpenings(definition: Definition, page: RecordOf<'page'>, names: NamedTypes): Record<string, FeelType> {
  const given = openings(definition, page, names);
  return Object.fromEntries(
    Object.entries(names).map(([name, type]) => {
      const opened = given.get(name);
      if (type.kind !== 'context' || !Object.hasOwn(type.entries, 'with')) return [name, type];
      return [name, { ...type, entries: { ...type.entries, with: opened === undefined ? types.any : contextType(opened) } }];
    }),
  );
}

/** An entity as who may see everything has it, with what else its records carry. */
function completeEntity(entity: EntityModel): ShellEntity {
  const { label, labelPlural = label } = entity.record;
  const further = (key: string, type: string): ShellField => ({ key, label: key, type, required: false, readOnly: true });
  return {
    key: entity.key,
    label,
    labelPlural,
    operations: [],
    relations: [],
    fields: [
      ...entity.fields.map(
        ({ key, target, record }): ShellField => ({
          ...further(key, record.type),
          ...(target === null ? {} : { target }),
          ...(record.currency === undefined ? {} : { currency: record.currency }),
        }),
      ),
      // Records of a relation come along where a query expands it; what they are is not known here.
      ...[...entity.relations.keys()].map((key) => further(key, 'json')),
      ...[further('createdAt', 'dateTime'), further('updatedAt', 'dateTime'), further('createdBy', 'text'), further('updatedBy', 'text')],
    ],
  };
}

/** What `row` and `index` are for the rows of a query; any row where it is none. */
export function rowNames(scope: PageScope, query: string | undefined): LocalNames {
  return { row: query === undefined ? types.any : scope.rowOf(query), index: types.number };
}
