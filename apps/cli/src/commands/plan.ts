import { planRelease, pushDefinition } from '@plinth/api-contract';
import { readApplication } from '../application-folder.ts';
import { anyChange, type Changes, countOf, printChanges } from '../changes.ts';
import { type Command, textOption } from '../command.ts';
import { printPlan } from '../release-steps.ts';
import { isAbsent } from './push.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'Shows what a push would change, and what publishing the branch as it is now would do to stored records.',
  positionals: [],
  options: {
    branch: { type: 'string', value: 'KEY', description: 'Branch to compare with; main where absent.' },
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment to publish to; development where absent.' },
  },
  examples: ['plinth plan', 'plinth plan --environment production --json'],
  async run(session) {
    const { terminal, signal } = session;
    const local = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const client = await session.client();
    const branch = textOption(session, 'branch');
    const environment = textOption(session, 'environment') ?? 'development';
    const ofBranch = branch === null ? {} : { branch };
    const target = { tenant, environment, application: local.key };
    const found = await client
      .call(pushDefinition, target, { files: local.files, dryRun: true, ...ofBranch }, { signal })
      .catch((error: unknown) => {
        if (branch !== null || !isAbsent(error)) throw error;
        return null;
      });
    if (found === null) {
      const changes: Changes = { added: [...local.definition.records.keys()].sort(), updated: [], removed: [] };
      terminal.result({ application: local.key, isNew: true, changes, release: null }, () => {
        terminal.out(`${local.key} is new; a push would make it with ${changes.added.length} records.`);
      });
      return;
    }
    const release = await client.call(planRelease, target, ofBranch, { signal });
    terminal.result({ application: local.key, isNew: false, changes: found.changes, release }, () => {
      printChanges(terminal, found.changes);
      terminal.out(anyChange(found.changes) ? `A push would change: ${countOf(found.changes)}.` : 'A push would change nothing.');
      terminal.out('');
      terminal.out(`Publishing what is on the branch now to ${environment}, as ${release.version}:`);
      printPlan(terminal, release);
    });
  },
};
