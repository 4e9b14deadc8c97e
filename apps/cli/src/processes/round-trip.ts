import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readBpmn, writeBpmn } from '@plinth/process-model';
import { canonicalForm } from '@plinth/xml-document';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readProcess } from './read-process.ts';

/** Reads a BPMN file, writes it, and makes sure that both are canonically the same. */
export async function roundTrip(session: Session, path: string): Promise<void> {
  const { document } = await readProcess(session, path);
  const written = writeBpmn(document);
  if (!isDeepStrictEqual(canonicalForm(readBpmn(written).document), canonicalForm(document)))
    throw cliErrors.roundTripDiffers({ file: path });
  const out = textOption(session, 'out') ?? '';
  await writeFile(resolve(session.workingFolder, out), written);
  session.terminal.result({ file: path, out, same: true }, () => session.terminal.out(`${out} is canonically the same as ${path}.`));
}
