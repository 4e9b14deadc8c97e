import { createApplication, pushDefinition } from '@plinth/api-contract';
import { PlinthError } from '@plinth/foundation';
import { readApplication } from '../application-folder.ts';
import { anyChange, countOf } from '../changes.ts';
import { type Command, textOption } from '../command.ts';

export const push: Command = {
  name: 'push',
  summary: 'Makes a branch of the platform what the files say; creates the application where it is new.',
  positionals: [],
  options: {
    branch: { type: 'string', value: 'KEY', description: 'Branch to push to; main where absent.' },
    intent: { type: 'string', short: 'm', value: 'TEXT', description: 'Why, for the history.' },
  },
  examples: ['plinth push', 'plinth push --branch next -m "Loans have a rating"'],
  async run(session) {
    const local = await readApplication(session.folder);
    const { tenant } = await session.connection();
    const client = await session.client();
    const target = { tenant, application: local.key };
    const branch = textOption(session, 'branch');
    const intent = textOption(session, 'intent');
    const input = { files: local.files, ...(branch === null ? {} : { branch }), ...(intent === null ? {} : { intent }) };
    const options = { signal: session.signal };
    let created = false;
    const pushed = await client.call(pushDefinition, target, input, options).catch(async (error: unknown) => {
      // A branch that is absent is a mistake; an application that is absent is a new one.
      if (branch !== null || !isAbsent(error)) throw error;
      const { key, type, label } = local;
      await client.call(createApplication, { tenant }, { key, type, label }, options);
      created = true;
      return client.call(pushDefinition, target, input, options);
    });
    const { terminal } = session;
    terminal.result({ application: local.key, created, ...pushed }, () => {
      if (created) terminal.out(`Made the application ${local.key}.`);
      terminal.out(anyChange(pushed.changes) ? `Pushed ${local.label}: ${countOf(pushed.changes)}.` : `${local.label} is as in the files.`);
    });
  },
};

/** Whether the application (or branch) does not exist. */
export function isAbsent(error: unknown): boolean {
  return error instanceof PlinthError && error.code === 'repository.not-found';
}
