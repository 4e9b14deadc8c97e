import type { CompositePlan } from '@plinth/entity-pages';
import { foreignKeys, placeOf } from './chosen-table.ts';
import type { EntityPlan, FieldPlan } from './entity-plan.ts';

/** Types whose values a page can remember and compare. */
const feelTypes: Readonly<Record<string, string>> = {
  text: 'string',
  choice: 'string',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'date and time',
  reference: 'string',
};

/** Foreign keys of several columns of which every column is a field; `entities` by the place of their table. */
export function compositesOf(entities: ReadonlyMap<string, EntityPlan>): readonly CompositePlan[] {
  return [...entities.values()].flatMap((from) =>
    foreignKeys(from.table).flatMap(({ columns, target }): CompositePlan[] => {
      const to = target === null ? undefined : entities.get(placeOf({ schema: target.schema, name: target.table }));
      if (to === undefined || target === null || columns.length < 2) return [];
      const pairs = columns.flatMap((column, at) => {
        const [own, theirs] = [fieldOf(from, column), fieldOf(to, target.columns[at])];
        const type = feelTypes[own?.form.type ?? ''];
        if (own === undefined || theirs === undefined || type === undefined || own.form.type !== theirs.form.type) return [];
        return [{ own: pathOf(own), theirs: pathOf(theirs), type }];
      });
      return pairs.length === columns.length ? [{ from: from.key, to: to.key, pairs }] : [];
    }),
  );
}

function fieldOf(entity: EntityPlan, column: string | undefined): FieldPlan | undefined {
  return entity.fields.find((field) => field.column === column);
}

function pathOf({ key, target }: FieldPlan): string {
  return target === null ? key : `${key}.id`;
}
