import type { TextLookup } from '@plinth/component-kit';
import type { RecordNeed } from './allowed.ts';

/** Why an action does nothing. */
export function refusalText(need: RecordNeed, words: TextLookup): string {
  return need === 'update' ? words('ui.refused.update', 'You may not change this') : words('ui.refused.delete', 'You may not delete this');
}
