import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { git } from '../git.ts';

const patterns = [
  'plinth.yaml',
  'roles.yaml',
  'permission-tests.yaml',
  'settings.yaml',
  ...['entities', 'pages', 'decisions', 'themes', 'translations', 'imports'].map((folder) => `${folder}/*.yaml`),
];
const attributes = patterns.map((pattern) => `${pattern} merge=plinth`);

export const gitCommand: Command = {
  name: 'git',
  summary: 'Has git merge the files of the application as the Studio merges branches: plinth git setup.',
  positionals: ['SUBCOMMAND'],
  options: {},
  examples: ['plinth git setup', 'plinth git setup --folder bank'],
  async run({ positionals: [what], folder, terminal, environment }) {
    if (what !== 'setup') throw cliErrors.usage({ problem: `There is no "git ${what}"; there is: git setup.`, command: 'git' });
    const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
    if (inside.out.trim() !== 'true') throw cliErrors.noRepository({ folder });
    const program = environment.PLINTH_PROGRAM ?? programOf(process.argv);
    await git(folder, ['config', 'merge.plinth.name', 'Plinth application']);
    await git(folder, ['config', 'merge.plinth.driver', `${program} merge %O %A %B %P`]);
    const file = join(folder, '.gitattributes');
    const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const known = new Set(before.split(/\r?\n/));
    const added = attributes.filter((line) => !known.has(line));
    const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
    if (added.length > 0) await writeFile(file, `${start}${added.join('\n')}\n`);
    terminal.result({ attributes: added, driver: program }, () => {
      terminal.out(
        added.length === 0 ? '.gitattributes has everything already.' : `Wrote ${added.length} lines into .gitattributes: commit it.`,
      );
      terminal.out('git merges the files of this application with plinth merge now. Others run plinth git setup once in their copy.');
    });
  },
};

/** The command line by which this program is called again, whatever the path of whoever calls it. */
function programOf([runtime = 'node', script = 'plinth']: readonly string[]): string {
  return [runtime, script].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}
