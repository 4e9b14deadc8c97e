import { recordOf } from '@plinth/app-definition';
import type { PageWork } from '../page-work.ts';
import type { BindingTypes } from '../properties/binding-types.ts';
import type { NameSearch } from './name-uses.ts';

/** Where the names of the open page are looked for, as it is now; null once the page is gone. */
export function nameSearch(page: PageWork, types: BindingTypes): NameSearch | null {
  const definition = page.definition();
  const record = recordOf(definition, 'page', page.page);
  return record === null ? null : { definition, page: record, components: page.components, scope: types.scope() };
}
