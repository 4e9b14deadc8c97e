import type { TextLookup } from '@plinth/component-kit';
import type { Alignment } from '../edits/arrange.ts';

/** What aligning so is called. */
export function alignmentTitle(text: TextLookup, alignment: Alignment): string {
  if (alignment === 'start') return text('studio.align.start', 'Align at the start');
  if (alignment === 'center') return text('studio.align.center', 'Align in the middle');
  return alignment === 'end' ? text('studio.align.end', 'Align at the end') : text('studio.align.stretch', 'Stretch');
}
