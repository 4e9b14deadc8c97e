import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { Session } from './command.ts';
import { cliErrors } from './errors.ts';

/** A value that is no word of the command, for other people on the machine see these: from a file, or the standard input (`-`). */
export async function readValue({ streams, workingFolder }: Session, file: string, command: string): Promise<string> {
  const text =
    file === '-'
      ? await textOf(streams.input)
      : await readFile(resolve(workingFolder, file), 'utf8').catch(() => {
          throw cliErrors.usage({ problem: `${file} cannot be read.`, command });
        });
  // Editors end the last line, and no value means that.
  return text.replace(/\r?\n$/, '');
}
