import type { TextLookup } from '@plinth/component-kit';
import type { QuickStart } from './quick-start.ts';

/** The quick starts with their icons, in the order in which they are offered. */
export const quickStarts: readonly { readonly start: QuickStart; readonly icon: string }[] = [
  { start: 'list', icon: 'list-check' },
  { start: 'table', icon: 'table' },
  { start: 'form', icon: 'forms' },
];

/** What a quick start is called in the palette. */
export function startTitle(text: TextLookup, start: QuickStart, entity: string): string {
  if (start === 'table') return text('studio.start.table', 'Table of {entity}', { entity });
  return start === 'form'
    ? text('studio.start.form', 'Form for {entity}', { entity })
    : text('studio.start.list', 'List with form of {entity}', { entity });
}
