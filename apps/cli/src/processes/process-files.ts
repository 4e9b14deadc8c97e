import { basename } from 'node:path';
import { definitionOf, writeFiles } from '@plinth/app-definition';
import { validateProcess } from '@plinth/process-model';
import { bpmnOf, processFromBpmn } from '@plinth/processes';
import { readApplication, writeFolder } from '../application-folder.ts';
import { type Session, textOption } from '../command.ts';
import { keyOfFile } from '../key-of-file.ts';
import { readProcess } from './read-process.ts';

/** Puts a BPMN file among the processes of the application, in place of the one of its key, and tells what of it cannot be run. */
export async function importProcess(session: Session, path: string): Promise<void> {
  const read = await readProcess(session, path);
  const key = textOption(session, 'key') ?? keyOfFile(basename(path), 'p');
  const { definition, files } = await readApplication(session.folder);
  const records = processFromBpmn(read.document, key, definition);
  const ids = new Set(records.map(({ id }) => id));
  const replaced = partsOf(records[0]?.id ?? '');
  const kept = [...definition.records.values()].filter(({ id }) => !ids.has(id) && !replaced.has(id));
  const { written } = await writeFolder(session.folder, writeFiles(definitionOf([...kept, ...records]), files), files);
  const findings = validateProcess(read);
  const count = (kind: string) => records.filter((record) => record.kind === kind).length;
  const [nodes, flows] = [count('process-node'), count('process-flow')];
  session.terminal.result({ process: key, nodes, flows, findings, written }, () => {
    for (const { severity, element, message } of findings) session.terminal.note(`${severity} ${element}: ${message}`);
    session.terminal.out(`processes/${key}.yaml: ${nodes} nodes, ${flows} flows.`);
  });

  /** What stands in the process that is replaced, at any depth. */
  function partsOf(process: string): ReadonlySet<string> {
    const parts = new Set([process]);
    for (let before = 0; before < parts.size; ) {
      before = parts.size;
      for (const record of definition.records.values()) if ('parent' in record && parts.has(record.parent)) parts.add(record.id);
    }
    return parts;
  }
}

/** Writes a process of the application as BPMN XML. */
export async function exportProcess(session: Session, key: string): Promise<void> {
  const { definition } = await readApplication(session.folder);
  const bpmn = bpmnOf(definition, key);
  session.terminal.result({ process: key, bpmn }, () => session.terminal.out(bpmn));
}
