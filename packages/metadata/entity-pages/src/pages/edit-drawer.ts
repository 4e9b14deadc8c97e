import { writeLiteral } from '@plinth/component-contract';
import type { PlannedEntity, PlannedField } from '../entities/planned-entity.ts';

/** The fields that people fill. */
export function writableFields(entity: PlannedEntity): readonly PlannedField[] {
  return entity.fields.filter(({ locked }) => !locked);
}

/** A form at the side, for the record of a query or, without one, for a new record. */
export function editDrawer(entity: PlannedEntity, query: string | null, title: string): object {
  const saved: object[] = [{ do: 'close', component: 'editor' }];
  if (query !== null) saved.push({ do: 'runQuery', query });
  saved.push({ do: 'notify', message: 'Saved.', tone: 'success' });
  return {
    'ui.drawer': {
      name: 'editor',
      title: writeLiteral(title),
      children: [
        {
          'ui.form': {
            label: writeLiteral(title),
            entity: entity.key,
            ...(query === null ? {} : { record: `= ${query}.first` }),
            fields: writableFields(entity).map(({ key }) => key),
            on: { saved, cancelled: { do: 'close', component: 'editor' } },
          },
        },
      ],
    },
  };
}
