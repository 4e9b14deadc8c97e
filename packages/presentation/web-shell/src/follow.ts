import type { MouseEvent } from 'react';
import { go } from './place.ts';

/** Follows a link of this origin without loading the page anew, unless the person wants another tab. */
export function follow(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(event.currentTarget.href);
}
