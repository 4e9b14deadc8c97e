import { compositeKey, compositesIn, type Definition, pageByKey, recordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { PageWork } from '../page-work.ts';

/** What can be put on the open page: slots only on a composite, which cannot stand in itself. */
export function placeable(page: PageWork, definition: Definition): readonly ComponentMetadata[] {
  const isComposite = recordOf(definition, 'page', page.page)?.composite !== undefined;
  return [...page.components.values()].filter(({ id }) => {
    if (id === 'ui.slot') return isComposite;
    const key = isComposite ? compositeKey(id) : null;
    const other = key === null ? null : pageByKey(definition, key);
    return other === null || (other.id !== page.page && !compositesIn(definition, other.id).some((each) => each.id === page.page));
  });
}
