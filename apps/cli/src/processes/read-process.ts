import { createReadStream } from 'node:fs';
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
  // What is no file, such as a pipe, has no size to look at before.
  const parts: Buffer[] = [];
  try {
    for await (const part of createReadStream(file, { end: largestFile }) as AsyncIterable<Buffer>) parts.push(part);
  } catch (error) {
    throw unreadable((error as NodeJS.ErrnoException).code ?? 'unknown', error);
  }
  const bytes = Buffer.concat(parts);
  if (bytes.byteLength > largestFile) throw unreadable(`it is larger than ${largestFile} bytes`);
  return bytes;
}

/** A BPMN file; throws `process-model.malformed` too. */
export async function readProcess(session: Session, path: string): Promise<BpmnDocument> {
  return readBpmn(decodeBpmn(await readBytes(session, path)));
}
