import { type DefinitionRecord, recordTitle } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { kindWords } from './step-words.ts';

/** A record by its kind and key, as one tells of it within a sentence, in the reader's language. */
export function recordWords(record: DefinitionRecord, text: TextLookup): string {
  if (record.kind === 'component') {
    return record.name === undefined
      ? text('studio.recordWords.unnamed', 'a {component}', { component: record.component })
      : named(text, kindWords(text).component, record.name);
  }
  const isComposite = record.kind === 'page' && record.composite !== undefined;
  const kind = isComposite ? text('studio.recordWords.composite', 'composite') : kindWords(text)[record.kind];
  if (record.kind === 'translation') return named(text, kind, record.locale);
  return named(text, kind, 'key' in record && typeof record.key === 'string' ? record.key : record.id);
}

/** A record by its kind and what people call it. */
export function labelledWords(record: DefinitionRecord, text: TextLookup): string {
  const isLabelled = 'label' in record && typeof record.label === 'string' && record.label.trim() !== '';
  return isLabelled
    ? text('studio.did.what', '{kind} “{name}”', { kind: kindWords(text)[record.kind], name: recordTitle(record) })
    : recordWords(record, text);
}

function named(text: TextLookup, kind: string, name: string): string {
  return text('studio.recordWords.named', '{kind} {name}', { kind, name });
}
