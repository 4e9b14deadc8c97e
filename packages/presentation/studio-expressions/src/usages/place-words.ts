import { type Definition, type DefinitionRecord, pageOf, recordOf } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { recordWords } from '@plinth/studio-frame';

/** The artefact that a record is part of, as people call it. */
export function artefactWords(definition: Definition, record: DefinitionRecord, text: TextLookup): string {
  if (record.kind === 'page' || record.kind === 'query' || record.kind === 'component') {
    const page = pageOf(definition, record);
    if (page !== null) return page.label || page.key;
  }
  if (record.kind === 'field' || record.kind === 'relation' || record.kind === 'index') return labelOf(definition, record.parent, text);
  if (record.kind === 'rule') return labelOf(definition, record.parent, text);
  if (record.kind === 'permission') return `${labelOf(definition, record.role, text)}, ${labelOf(definition, record.entity, text)}`;
  return 'label' in record && typeof record.label === 'string' && record.label !== '' ? record.label : recordWords(record, text);
}

function labelOf(definition: Definition, id: string, text: TextLookup): string {
  const record = definition.records.get(id);
  return record === undefined ? id : 'label' in record && typeof record.label === 'string' ? record.label : recordWords(record, text);
}

/** Where in a record: its name and the property. */
export function placeWords(record: DefinitionRecord, steps: readonly (string | number)[], text: TextLookup): string {
  const within = steps
    .filter((step, at) => !(at === 0 && (step === 'properties' || step === 'events')))
    .map((step) => (typeof step === 'number' ? String(step + 1) : step));
  return [recordWords(record, text), ...within].join(' › ');
}

/** The label of a field's entity, to tell it from others of its name. */
export function ownerWords(definition: Definition, id: string): string | null {
  const record = definition.records.get(id.replace(/#.*$/, ''));
  if (record === undefined) return null;
  if (record.kind === 'field' || record.kind === 'relation') return recordOf(definition, 'entity', record.parent)?.label ?? null;
  if (record.kind === 'query' || record.kind === 'component') return pageOf(definition, record)?.label ?? null;
  return record.kind === 'page' && id.includes('#') ? record.label : null;
}
