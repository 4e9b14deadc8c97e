import { type ActionBody, type Definition, type DefinitionRecord, processesOf } from '@plinth/app-definition';
import { type Finding, readBpmn, validateProcess } from '@plinth/process-model';
import { bpmnOf, processFromBpmn } from '@plinth/processes';
import type { Edit } from '../edits/edit.ts';

/** A BPMN file as an edit, and what of it cannot be run. */
export interface ImportedBpmn {
  readonly edit: Edit;
  readonly artefact: string;
  readonly findings: readonly Finding[];
}

/** Makes a process of a BPMN file. Throws what keeps it from being read. */
export function importBpmn(text: string, fileName: string, definition: Definition): ImportedBpmn {
  const read = readBpmn(text.replace(/^\uFEFF/, ''));
  const [first] = read.model.processes;
  const key = freeKey(definition, fileName.replace(/\.(bpmn|xml)$/i, '') || first?.name || 'process');
  const records = processFromBpmn(read.document, key, definition);
  const inserts = records.map((record: DefinitionRecord): ActionBody => ({ type: 'RECORD_INSERT', payload: { record } }));
  return {
    edit: { body: { type: 'BATCH', payload: { actions: inserts } }, intent: `Import ${fileName}`.slice(0, 200) },
    artefact: records[0]?.id ?? '',
    findings: validateProcess(read),
  };
}

export const exportBpmn: (definition: Definition, key: string) => string = bpmnOf;

function freeKey(definition: Definition, name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .slice(0, 50);
  const wanted = /^[a-z]/.test(joined) ? joined : `process${joined}`;
  const taken = new Set(processesOf(definition).map(({ key }) => key));
  let key = wanted;
  for (let number = 2; taken.has(key); number++) key = `${wanted}${number}`;
  return key;
}
