import { appId, appOf, type Definition } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { recordWords, type StudioWork } from '@plinth/studio-frame';

/** What people call a record: its label, or its kind and key; null where it is gone. */
export function labelOf(definition: Definition, id: string, text: TextLookup): string | null {
  if (id === appId) return appOf(definition)?.label ?? null;
  const record = definition.records.get(id);
  if (record === undefined) return null;
  const label = 'label' in record && typeof record.label === 'string' ? record.label : '';
  return label === '' ? recordWords(record, text) : label;
}

/** The artefact in which a record can be seen; null where no view shows it. */
export function artefactOf(work: StudioWork, definition: Definition, id: string): string | null {
  const record = definition.records.get(id);
  if (record === undefined) return null;
  for (const view of work.views) {
    const artefact = view.artefactOf(definition, record);
    if (artefact !== null) return artefact;
  }
  return null;
}
