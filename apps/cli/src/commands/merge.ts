import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mergeFile } from '@plinth/app-definition';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { git } from '../git.ts';

const parts =
  /(?:^|\/)(plinth\.yaml|roles\.yaml|permission-tests\.yaml|(?:entities|pages|decisions|themes|translations|imports)\/[^/]+\.yaml)$/;

export const merge: Command = {
  name: 'merge',
  summary: 'Merges a file of an application into OURS as the Studio does; git calls it once "plinth git setup" has been run.',
  positionals: ['BASE', 'OURS', 'THEIRS', 'PATH'],
  options: {},
  examples: ['plinth merge %O %A %B %P'],
  async run({ positionals, workingFolder, terminal }) {
    const [base = '', ours = '', theirs = '', path = ''] = positionals;
    const read = async (file: string) =>
      readFile(resolve(workingFolder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw cliErrors.unreadableFile({ file, reason: error.code ?? 'unknown', folder: workingFolder }, { cause: error });
      });
    const sides = { base: await read(base), ours: await read(ours), theirs: await read(theirs) };
    const file = parts.exec(path.replaceAll('\\', '/'))?.[1];
    const merged = file === undefined ? null : mergeFile(file, sides);
    const lines = await mergeLines(workingFolder, sides);
    // A merge by lines keeps the comments of both sides, so it is better wherever it comes to the same.
    const text = merged === null || (lines.clean && merged.says(lines.text)) ? lines.text : merged.text;
    const conflicts = merged === null ? Number(!lines.clean) : merged.conflicts.length;
    const written =
      merged === null || conflicts === 0 ? text : (await mergeLines(workingFolder, { ...merged, base: '', ours: merged.text })).text;
    await writeFile(resolve(workingFolder, ours), written);
    if (conflicts > 0) throw cliErrors.mergeConflict({ path, count: conflicts });
    terminal.result({ path, conflicts }, () => undefined);
  },
};

/** As git merges texts, with its marks where both sides differ. */
async function mergeLines(
  folder: string,
  { base, ours, theirs }: { readonly base: string; readonly ours: string; readonly theirs: string },
): Promise<{ readonly text: string; readonly clean: boolean }> {
  const place = await mkdtemp(join(tmpdir(), 'plinth-merge-'));
  try {
    const names = { ours, base, theirs };
    for (const [name, text] of Object.entries(names)) await writeFile(join(place, name), text);
    const labels = Object.keys(names).flatMap((name) => ['-L', name]);
    const files = Object.keys(names).map((name) => join(place, name));
    const { code, out } = await git(folder, ['merge-file', '-p', ...labels, ...files]);
    // Its code is the number of conflicts, at most 127; beyond that it failed.
    if (code > 127) throw cliErrors.noGit({ reason: `git merge-file ended with ${code}` });
    return { text: out, clean: code === 0 };
  } finally {
    await rm(place, { recursive: true });
  }
}
