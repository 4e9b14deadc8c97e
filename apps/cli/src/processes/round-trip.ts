import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { definitionOf } from '@plinth/app-definition';
import { parseBpmn, withLayout, writeBpmn } from '@plinth/process-model';
import { processFromBpmn, unlaidBpmnOf } from '@plinth/processes';
import { canonicalForm } from '@plinth/xml-document';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readProcess } from './read-process.ts';

/** Imports a BPMN file as records and exports these: the same but for a layout where it had none. Makes sure of it before it writes. */
export async function roundTrip(session: Session, path: string): Promise<void> {
  const { document } = await readProcess(session, path);
  const back = parseBpmn(unlaidBpmnOf(definitionOf(processFromBpmn(document, 'model', definitionOf([]))), 'model'));
  if (!isDeepStrictEqual(canonicalForm(back), canonicalForm(document))) throw cliErrors.roundTripDiffers({ file: path });
  const laid = withLayout(back);
  const out = textOption(session, 'out') ?? '';
  const file = resolve(session.workingFolder, out);
  await writeFile(file, writeBpmn(laid)).catch((error: NodeJS.ErrnoException) => {
    throw cliErrors.unwritableFile({ file, reason: error.code ?? 'unknown' }, { cause: error });
  });
  const laidOut = laid !== back;
  session.terminal.result({ file: path, out, same: true, laidOut }, () =>
    session.terminal.out(`${out} is canonically the same as ${path}${laidOut ? ', and laid out' : ''}.`),
  );
}
