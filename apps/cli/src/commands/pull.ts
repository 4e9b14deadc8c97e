import { getBranch } from '@plinth/api-contract';
import { appOf, readFiles, readSnapshot, writeFiles } from '@plinth/app-definition';
import { readFolder, writeFolder } from '../application-folder.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';

export const pull: Command = {
  name: 'pull',
  summary: 'Writes a branch of the platform into the files; comments, order and style of what did not change stay.',
  positionals: ['APPLICATION?'],
  options: { branch: { type: 'string', value: 'KEY', description: 'Branch to read; main where absent.' } },
  examples: ['plinth pull', 'plinth pull bank --folder bank'],
  async run(session) {
    const { folder, terminal, signal } = session;
    const before = await readFolder(folder);
    const local = Object.hasOwn(before, 'plinth.yaml') ? appOf(readFiles(before).definition)?.key : undefined;
    const [application = local] = session.positionals;
    if (application === undefined) throw cliErrors.notAnApplication({ folder });
    if (local !== undefined && local !== application) {
      throw cliErrors.usage({ problem: `${folder} is the application ${local}, not ${application}.`, command: 'pull' });
    }
    const { tenant } = await session.connection();
    const branch = textOption(session, 'branch');
    const client = await session.client();
    const { snapshot, position } = await client.call(getBranch, { tenant, application }, branch === null ? {} : { branch }, { signal });
    const { definition, violations } = readSnapshot(snapshot);
    if (definition === null) {
      throw cliErrors.unreadableSnapshot(
        { application },
        { details: { violations: violations.map(({ path, message }) => ({ path, message })) } },
      );
    }
    const { written, removed } = await writeFolder(folder, writeFiles(definition, before), before);
    terminal.result({ application, position, written, removed }, () => {
      for (const file of written) terminal.out(`  ${file}`);
      for (const file of removed) terminal.out(terminal.style('red', `- ${file}`));
      terminal.out(written.length + removed.length === 0 ? 'The files say the same already.' : `Pulled ${application}.`);
    });
  },
};
