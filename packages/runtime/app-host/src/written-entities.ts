import { componentsOf, compositesIn, type Definition, type RecordOf } from '@plinth/app-definition';
import { isJsonObject } from '@plinth/foundation';
import { entityKey } from '@plinth/record-store';

const writes = new Set(['updateRecord', 'deleteRecord', 'updateRecords', 'deleteRecords']);

/**
 * Keys of the entities of which a page changes or deletes records that it shows: by its actions, or by a form with a record; also
 * where a composite does it that stands on the page.
 */
export function writtenEntities(definition: Definition, page: RecordOf<'page'>): ReadonlySet<string> {
  const written = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isJsonObject(value)) return;
    if (writes.has(String(value.do)) && typeof value.entity === 'string') written.add(entityKey(value.entity, definition));
    Object.values(value).forEach(visit);
  };
  for (const { id, onOpen } of [page, ...compositesIn(definition, page.id)]) {
    visit(onOpen);
    for (const { properties, events } of componentsOf(definition, id)) {
      if (typeof properties.entity === 'string' && properties.record !== undefined) written.add(entityKey(properties.entity, definition));
      visit(events);
    }
  }
  return written;
}
