import { type Definition, type DefinitionRecord, functionsOf, pageOf, processesOf, type RecordOf } from '@plinth/app-definition';
import { isJsonObject } from '@plinth/foundation';
import { readProcess } from '@plinth/processes';

/** A place of the application that tells or hears a type of event. */
export interface EventUse {
  /** Record to open, and what of it is meant. */
  readonly artefact: string;
  readonly record: string;
  readonly label: string;
  readonly icon: string;
}

/** Who of the application tells a type of event, and who hears it. */
export function usesOf(
  definition: Definition,
  type: RecordOf<'event-type'>,
): { readonly tell: readonly EventUse[]; readonly hear: readonly EventUse[] } {
  const tell: EventUse[] = [];
  for (const record of definition.records.values()) {
    if ((record.kind === 'component' || record.kind === 'page') && publishes(record, type.key)) tell.push(...pageUse(definition, record));
    if (record.kind === 'process-node' && record.attributes?.['plinth:event'] === type.key) tell.push(...processUse(definition, record));
  }
  const functions = functionsOf(definition);
  tell.push(...functions.filter(({ grants }) => grants?.events?.includes(type.key)).map(functionUse));
  const processes = processesOf(definition).flatMap(({ id, key, label = key }) =>
    messagesOf(definition, key).has(type.type) ? [{ artefact: id, record: id, label, icon: 'route' }] : [],
  );
  const started = functions.filter(({ startedBy }) => startedBy?.events?.includes(type.key)).map(functionUse);
  return { tell: unique(tell), hear: [...processes, ...started] };
}

function messagesOf(definition: Definition, process: string): ReadonlySet<string> {
  try {
    return new Set(readProcess(definition, process).model.messages.map(({ name }) => name));
  } catch {
    // What cannot be read is said where the process is made.
    return new Set();
  }
}

function publishes(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.some((each) => publishes(each, key));
  if (!isJsonObject(value)) return false;
  if (value.do === 'publishEvent' && value.type === key) return true;
  return Object.values(value).some((each) => typeof each === 'object' && publishes(each, key));
}

function pageUse(definition: Definition, record: DefinitionRecord): EventUse[] {
  const page = pageOf(definition, record);
  return page === null ? [] : [{ artefact: page.id, record: record.id, label: page.label || page.key, icon: 'app-window' }];
}

function processUse(definition: Definition, record: RecordOf<'process-node'>): EventUse[] {
  let above: DefinitionRecord | undefined = record;
  while (above?.kind === 'process-node') above = definition.records.get(above.parent);
  return above?.kind === 'process' ? [{ artefact: above.id, record: record.id, label: above.label ?? above.key, icon: 'route' }] : [];
}

function functionUse({ id, key, label }: RecordOf<'function'>): EventUse {
  return { artefact: id, record: id, label: label.trim() === '' ? key : label, icon: 'braces' };
}

function unique(uses: readonly EventUse[]): readonly EventUse[] {
  return [...new Map(uses.map((use) => [use.artefact, use])).values()];
}
