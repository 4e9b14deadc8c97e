import type { EntityDescription, TextLookup } from '@plinth/component-kit';
import type { ActionItem } from '../contract/action-item.ts';
import { refusalOf } from '../contract/allowed.ts';
import { refusalText } from '../contract/refusal-text.ts';
import type { Row } from '../contract/use-rows.ts';
import type { OfferedAction } from '../parts/menu-entries.tsx';

/** The actions of a row: of those the page offers, without what the person may never do, and with the reason where the row refuses it. */
export function offeredActions(
  actions: readonly ActionItem[],
  offered: readonly string[] | null,
  entity: EntityDescription | null,
  row: Row,
  words: TextLookup,
): readonly OfferedAction[] {
  return actions.flatMap((action): readonly OfferedAction[] => {
    if (offered !== null && !offered.includes(action.key)) return [];
    if (action.needs === undefined) return [action];
    const refusal = refusalOf(entity, row, action.needs);
    if (refusal === 'never') return [];
    return [refusal === null ? action : { ...action, reason: refusalText(action.needs, words) }];
  });
}
