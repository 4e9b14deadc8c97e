import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { printType, types } from '@plinth/expression';
import { fieldType } from '../expressions/entity-types.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { type DateUnit, groupSql, type MeasureFunction, measureSql } from '../read/aggregate.ts';
import type { EntityView, OuterNames } from '../read/entity-view.ts';
import { expandTree, projection } from '../read/record-projection.ts';
import { sortKeys } from '../read/sort-order.ts';
import { everything } from './check-entities.ts';

/** What is wrong with a page's query; `outer` are the names of the page that its filter may use. */
export function checkQuery(model: ApplicationModel, query: RecordOf<'query'>, entityKey: string, outer: OuterNames): DefinitionViolation[] {
  const entity = model.entities.get(entityKey);
  if (entity === undefined) return [];
  const tried = (steps: readonly (string | number)[], text: string, work: (view: EntityView) => unknown) =>
    foundBy(query, steps, text, () => work(everything(model, entity)));
  const { filter, sort, expand, search, aggregate } = query;
  const violations = [
    ...(filter === undefined ? [] : tried(['filter'], filter, (view) => view.condition(filter, outer))),
    ...sort.flatMap(({ field }, at) => tried(['sort', at, 'field'], field, (view) => sortKeys(view, [{ field, direction: 'asc' }]))),
    ...expand.flatMap((path, at) => tried(['expand', at], path, (view) => projection(view, expandTree([path])))),
  ];
  if (search !== undefined && entity.searchFields.length === 0) {
    const hint = `Name the fields to search in the entity ${entity.key}: search.`;
    violations.push(violationOf(query, 'reference', ['search'], `${entity.key} has no searched fields`, hint));
  }
  for (const [at, { field, by }] of (aggregate?.groupBy ?? []).entries())
    violations.push(...tried(['aggregate', 'groupBy', at, 'field'], field, (view) => groupSql(view, field, by as DateUnit | undefined)));
  for (const [name, measure] of Object.entries(aggregate?.measures ?? {}))
    violations.push(
      ...tried(['aggregate', 'measures', name, 'field'], measure.field ?? '', (view) =>
        measureSql(view, measure.function as MeasureFunction, measure.field),
      ),
    );
  return violations;
}

/** FEEL type of each column of an aggregated query's rows, as text; a path that leads nowhere gives `Any`. */
export function aggregateColumns(
  model: ApplicationModel,
  entity: EntityModel,
  { groupBy, measures }: NonNullable<RecordOf<'query'>['aggregate']>,
): Readonly<Record<string, string>> {
  const typeAt = (path: string): string => {
    let found = printType(types.any);
    foundBy({ id: '' }, [], path, () => {
      const { field } = everything(model, entity).path(path.split('.'));
      found = field === null || field.target !== null ? printType(types.any) : printType(fieldType(field));
    });
    return found;
  };
  const ofMeasure = ({ function: name, field }: (typeof measures)[string]) =>
    (name === 'minimum' || name === 'maximum') && field !== undefined ? typeAt(field) : printType(types.number);
  return Object.fromEntries([
    ...groupBy.map(({ as, field, by }) => [as, by === undefined ? typeAt(field) : printType(types.string)] as const),
    ...Object.entries(measures).map(([name, measure]) => [name, ofMeasure(measure)] as const),
  ]);
}
