import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BpmnDocument, decodeBpmn, readBpmn } from '@plinth/process-model';
import type { Session } from '../command.ts';
import { cliErrors } from '../errors.ts';

const largestFile = 40_000_000;

/** A text file, wherever it is named to be; throws `cli.unreadable-file`. */
export async function readText(session: Session, path: string): Promise<string> {
  const text = (await readBytes(session, path)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

async function readBytes({ workingFolder }: Session, path: string): Promise<Buffer> {
  const file = resolve(workingFolder, path);
  const unreadable = (reason: string, cause?: unknown) => cliErrors.unreadableFile({ file, reason, folder: workingFolder }, { cause });
  const fail = (error: NodeJS.ErrnoException) => {
    throw unreadable(error.code ?? 'unknown', error);
  };
  const { size } = await stat(file).catch(fail);
  if (size > largestFile) throw unreadable(`it is larger than ${largestFile} bytes`);
  return readFile(file).catch(fail);
}

/** A BPMN file; throws `process-model.malformed` too. */
export async function readProcess(session: Session, path: string): Promise<BpmnDocument> {
  return readBpmn(decodeBpmn(await readBytes(session, path)));
}
