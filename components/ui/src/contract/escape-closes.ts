import type { KeyboardEvent } from 'react';

/**
 * For `onKeyDown` of a dialog: Escape closes it, but not while it means a list or a calendar opened from it. Those stand
 * elsewhere in the document, or are told by `aria-expanded` of the control that has the focus.
 */
export function escapeCloses(close: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return ({ key, target, currentTarget, nativeEvent }) => {
    if (key !== 'Escape' || nativeEvent.isComposing || !(target instanceof Element)) return;
    if (currentTarget.contains(target) && target.getAttribute('aria-expanded') !== 'true') close();
  };
}
