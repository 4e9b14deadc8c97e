import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import type { FeelType } from '@plinth/expression';
import { isJsonObject, nearestName } from '@plinth/foundation';
import type { EntityModel } from '@plinth/record-store';
import type { PageScope } from './page-scope.ts';

interface ColumnsPlace {
  readonly query: string | undefined;
  readonly entity: EntityModel | undefined;
}

interface ComponentWithColumns {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Columns that name no field: of the rows of a query, which must also bring along what a path goes through, or of an entity. */
export function checkColumns(
  scope: PageScope,
  component: ComponentWithColumns,
  steps: readonly string[],
  columns: unknown,
  { query, entity }: ColumnsPlace,
): DefinitionViolation[] {
  if (!Array.isArray(columns)) return [];
  const { cells } = component.properties;
  const further = isJsonObject(cells) ? Object.keys(cells) : cells === undefined ? [] : null;
  return columns.flatMap((column: unknown, at) => {
    const written = typeof column === 'string';
    const field = fieldOf(column);
    if (typeof field !== 'string' || further === null || further.includes(field)) return [];
    const place = written ? [...steps, at] : [...steps, at, 'field'];
    const report = (message: string, hint?: string) => [violationOf(component, 'reference', place, message, hint)];
    if (query === undefined) {
      if (columns.findIndex((other) => fieldOf(other) === field) < at) return report(`${field} is there twice`);
      if (entity === undefined || entity.fieldsByKey.has(field) || entity.relations.has(field)) return [];
      return report(`${entity.key} has no field ${field}`, suggestion(field, entity.fieldsByKey.keys()));
    }
    const record = scope.queries.get(query);
    if (record === undefined) return [];
    const missing = missingStep(scope.rowOf(query), field.split('.'));
    if (missing !== null) return report(`the rows of ${query} have no ${missing.path}`, suggestion(missing.path, missing.known));
    const through = field.split('.').slice(0, -1).join('.');
    const brought = through === '' || record.expand.some((path) => path === through || path.startsWith(`${through}.`));
    const money = scope.entityOf(query)?.fieldsByKey.get(through)?.currencyColumn != null;
    // What another system or a decision gives is there as a whole.
    if (brought || money || record.entity === undefined) return [];
    return report(`${query} does not bring along ${through}`, `Add ${through} to expand of the query.`);
  });
}

function fieldOf(column: unknown): unknown {
  return typeof column === 'string' ? column : isJsonObject(column) ? column.field : undefined;
}

function suggestion(name: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const nearest = nearestName(name, all);
  return nearest === null ? (all.length === 0 ? undefined : `There are ${all.slice(0, 20).join(', ')}.`) : `Did you mean ${nearest}?`;
}

/** How far a path leads nowhere, with what there is at that place; null where it leads somewhere. */
function missingStep(row: FeelType, path: readonly string[]): { readonly path: string; readonly known: readonly string[] } | null {
  let type: FeelType = row;
  for (const [at, step] of path.entries()) {
    if (type.kind !== 'context' || type.open) return null;
    const next: FeelType | undefined = Object.hasOwn(type.entries, step) ? type.entries[step] : undefined;
    const before = path
      .slice(0, at)
      .map((name) => `${name}.`)
      .join('');
    if (next === undefined) return { path: before + step, known: Object.keys(type.entries).map((name) => before + name) };
    type = next;
  }
  return null;
}
